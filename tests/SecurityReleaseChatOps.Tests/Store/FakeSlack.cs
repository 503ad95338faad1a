using System.Collections.Concurrent;
using System.Diagnostics;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>What happens to a call.</summary>
internal enum Fate
{
    Works,

    /// <summary>HTTP 429.</summary>
    RateLimited,

    /// <summary>No answer, and Slack never received the call.</summary>
    LostBefore,

    /// <summary>No answer, but Slack executed the call.</summary>
    LostAfter,

    /// <summary>Slack executed the call, but never answers: the place to kill the process.</summary>
    Hangs,

    /// <summary>An internal error of Slack, reported as JSON.</summary>
    InternalError,
}

/// <summary>A message in the fake workspace.</summary>
internal sealed class Posted(string channel, string ts, Message message)
{
    public string Channel => channel;

    public string Ts => ts;

    public Message Message { get; set; } = message;

    public string Key => Message.Metadata?.Get("key") ?? "";

    /// <summary>The name of its file; null without one.</summary>
    public string? File { get; init; }

    public HashSet<string> Marks { get; } = [];
}

/// <summary>The part of Slack the outbox uses, in memory, with calls that can be made to fail in every way real ones do.</summary>
internal sealed class FakeSlack : ISlackApiClient, IChatApi, IConversationsApi, IViewsApi, IPinsApi, IReactionsApi, IBookmarksApi, IFilesApi
{
    private readonly Lock gate = new();
    private readonly List<Posted> posted = [];
    private int clock = 1000;

    /// <summary>Decides each call's fate by its method.</summary>
    public Func<string, Fate> Fates { get; set; } = _ => Fate.Works;

    /// <summary>Slack's refusals: the error by method and channel (or user).</summary>
    public ConcurrentDictionary<(string Method, string Place), string> Refusals { get; } = [];

    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(1);

    public ConcurrentQueue<(string Method, string Place, long At)> Calls { get; } = [];

    public ConcurrentQueue<string> Told { get; } = [];

    public IReadOnlyList<Posted> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. posted];
            }
        }
    }

    public IChatApi Chat => this;

    public IConversationsApi Conversations => this;

    public IViewsApi Views => this;

    public IPinsApi Pins => this;

    public IReactionsApi Reactions => this;

    public IBookmarksApi Bookmarks => this;

    public IBotsApi Bots => throw new NotSupportedException();

    public IAuthApi Auth => throw new NotSupportedException();

    public IUsersApi Users => throw new NotSupportedException();

    public IUserGroupsApi UserGroups => throw new NotSupportedException();

    public IUserGroupUsersApi UserGroupUsers => throw new NotSupportedException();

    public IFilesApi Files => this;

    public IAppsApi Apps => throw new NotSupportedException();

    /// <summary>The texts in a channel, oldest first; replies prefixed with their thread's ts.</summary>
    public IEnumerable<string> Texts(string channel) =>
        Messages.Where(m => m.Channel == channel).Select(m => m.Message.ThreadTs is { } thread ? $"{thread}> {m.Message.Text}" : m.Message.Text!);

    /// <summary>A person deletes a message.</summary>
    public void DeleteByHand(string ts)
    {
        lock (gate)
        {
            posted.RemoveAll(m => m.Ts == ts);
        }
    }

    public Task<PostedMessage> PostMessage(
        Message message, CancellationToken cancellation = default) => Call("chat.postMessage", message.Channel!, cancellation, () =>
    {
        var one = new Posted(message.Channel!, $"{clock++}.0", message);
        posted.Add(one);
        return new PostedMessage { Channel = one.Channel, Ts = one.Ts };
    });

    public Task<PostedMessage> Update(
        string ts, Message message, CancellationToken cancellation = default) => Call("chat.update", message.Channel!, cancellation, () =>
    {
        var one = At("chat.update", ts);
        one.Message = message with { ThreadTs = one.Message.ThreadTs };
        return new PostedMessage { Channel = one.Channel, Ts = ts };
    });

    public Task Delete(string channelId, string ts, CancellationToken cancellation = default) =>
        Call("chat.delete", channelId, cancellation, () => posted.Remove(At("chat.delete", ts)));

    public Task<string> PostEphemeral(string userId, Message message, CancellationToken cancellation = default) =>
        Call("chat.postEphemeral", message.Channel!, cancellation, () => Tell($"{message.Channel} {userId}: {message.Text}"));

    public Task<string> GetPermalink(string channelId, string ts, CancellationToken cancellation = default) =>
        Call("chat.getPermalink", channelId, cancellation, () => $"https://slack.test/{channelId}/{ts}");

    public Task<HistoryResponse> History(string channelId, string? oldest, string? latest, int limit, string? cursor, CancellationToken cancellation) =>
        Call("conversations.history", channelId, cancellation, () =>
            Page(posted.Where(m => m.Channel == channelId && m.Message.ThreadTs is null).Reverse(), limit, cursor));

    public Task<HistoryResponse> Replies(string channelId, string threadTs, int limit, string? cursor, CancellationToken cancellation) =>
        Call("conversations.replies", channelId, cancellation, () =>
            Page(posted.Where(m => m.Ts == threadTs || m.Message.ThreadTs == threadTs), limit, cursor));

    public Task<Conversation> Open(IReadOnlyList<string> userIds, CancellationToken cancellation = default) =>
        Call("conversations.open", userIds[0], cancellation, () => new Conversation { Id = "D" + userIds[0][1..] });

    public Task<Conversation> Join(string channelId, CancellationToken cancellation = default) => Call("conversations.join", channelId, cancellation, () =>
    {
        Refusals.TryRemove(("chat.postMessage", channelId), out _);
        return new Conversation { Id = channelId };
    });

    public Task<ViewInfo> Publish(
        string userId, HomeViewDefinition view, string? hash, CancellationToken cancellation) => Call("views.publish", userId, cancellation, () =>
    {
        Tell($"home {userId}: {view.CallbackId}");
        return new ViewInfo();
    });

    Task IPinsApi.Add(string channelId, string ts, CancellationToken cancellation) => Call("pins.add", channelId, cancellation, () =>
        At("pins.add", ts).Marks.Add("pin") ? true : throw new SlackException("pins.add", "already_pinned"));

    Task IReactionsApi.Add(string channelId, string ts, string emoji, CancellationToken cancellation) => Call("reactions.add", channelId, cancellation, () =>
        At("reactions.add", ts).Marks.Add(emoji) ? true : throw new SlackException("reactions.add", "already_reacted"));

    Task<Slack.Bookmark> IBookmarksApi.Add(
        string channelId, string title, string link, string? emoji, CancellationToken cancellation) => Call("bookmarks.add", channelId, cancellation, () =>
    {
        Tell($"bookmark {channelId}: {title} {link}");
        return new Slack.Bookmark();
    });

    public Task<Slack.FileInfo> Upload(
        FileUpload upload, CancellationToken cancellation = default) => Call("files.upload", upload.ChannelId!, cancellation, () =>
    {
        posted.Add(new(
            upload.ChannelId!, $"{clock++}.0",
            new() { Text = $"{upload.Filename}: {System.Text.Encoding.UTF8.GetString(upload.Content.Span)}" })
        { File = upload.Filename });
        return new Slack.FileInfo { Name = upload.Filename };
    });

    Task<Slack.FileInfo> IFilesApi.Info(string fileId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<byte[]> Download(Slack.FileInfo file, int most, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task Respond(string responseUrl, ResponseMessage message, CancellationToken cancellation = default) =>
        Call("response_url", responseUrl, cancellation, () => Tell($"{responseUrl}: {message.Message!.Text}"));

    Task<Slack.Bookmark> IBookmarksApi.Edit(string channelId, string bookmarkId, string title, string link, string? emoji, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Conversation> Info(string channelId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Page<Conversation>> List(string types, string? cursor, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Page<string>> Members(string channelId, string? cursor, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SetTopic(string channelId, string topic, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<ViewInfo> Open(string triggerId, ModalViewDefinition view, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<ViewInfo> Push(string triggerId, ModalViewDefinition view, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<ViewInfo> Update(string viewId, ViewDefinition view, string? hash, CancellationToken cancellation) => throw new NotSupportedException();

    private static HistoryResponse Page(IEnumerable<Posted> from, int limit, string? cursor)
    {
        var all = from.Select(m =>
            new MessageInfo
            {
                Ts = m.Ts, Text = m.Message.Text, Metadata = m.Message.Metadata,
                Files = m.File is { } name ? [new Slack.FileInfo { Name = name }] : null
            }).ToList();
        var start = int.Parse(cursor ?? "0");
        return new HistoryResponse
        {
            Messages = all[start..Math.Min(all.Count, start + limit)],
            NextCursor = start + limit < all.Count ? $"{start + limit}" : null
        };
    }

    private string Tell(string words)
    {
        Told.Enqueue(words);
        return words;
    }

    private Posted At(string method, string ts) => posted.Find(m => m.Ts == ts) ?? throw new SlackException(method, "message_not_found");

    private async Task<T> Call<T>(string method, string place, CancellationToken cancellation, Func<T> act)
    {
        Calls.Enqueue((method, place, Stopwatch.GetTimestamp()));
        await Task.Yield();
        if (Refusals.TryGetValue((method, place), out var refusal))
        {
            throw new SlackException(method, refusal);
        }

        switch (Fates(method))
        {
            case Fate.RateLimited: throw new SlackRateLimitException(method, RetryAfter);
            case Fate.LostBefore: throw new SlackUnreachableException(method, "no connection", new HttpRequestException("no connection"));
            case Fate.InternalError: throw new SlackException(method, "internal_error");
            case Fate.LostAfter:
                Act();
                throw new SlackUnreachableException(method, "no answer");
            case Fate.Hangs:
                Act();
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
        }

        return Act();

        T Act()
        {
            lock (gate)
            {
                return act();
            }
        }
    }
}
