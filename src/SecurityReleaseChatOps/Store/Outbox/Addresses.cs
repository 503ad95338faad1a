using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Store;

/// <summary>Resolves a feature's name for a channel to Slack's id, remembered while the app runs.</summary>
internal sealed partial class Addresses(ISlackApiClient slack, IChannelDirectory channels)
{
    private readonly ConcurrentDictionary<string, string> known = [];

    /// <summary>The id, if known. Entries without a channel have lanes with a colon, which no Slack name contains.</summary>
    public string? Known(string lane) => lane.Contains(':') ? lane : known.GetValueOrDefault(lane);

    /// <summary>All lanes that lead to this channel.</summary>
    public IReadOnlyList<string> LanesTo(string channel) =>
        channel.Contains(':') ? [channel] : [.. known.Where(pair => pair.Value == channel).Select(pair => pair.Key)];

    /// <summary>Slack no longer knows this id; a channel of the same name may be created again.</summary>
    public void Forget(string channel)
    {
        foreach (var lane in LanesTo(channel))
        {
            known.TryRemove(lane, out _);
        }
    }

    /// <summary>The lane's readers: its person, or the channel.</summary>
    public static string Reader(string lane, string channel) => IsPerson(lane) ? lane : channel;

    /// <summary>Whether this looks like a person's id.</summary>
    public static bool IsPerson(string id) => UserId().IsMatch(id);

    /// <exception cref="UndeliverableException">There is no such channel.</exception>
    /// <exception cref="SlackException">The direct message cannot be opened.</exception>
    public async Task Resolve(string lane, CancellationToken ct)
    {
        known[lane] = ChannelId().IsMatch(lane) ? lane
            : IsPerson(lane) ? (await slack.Conversations.Open([lane], ct)).Id
            : await channels.Find(lane.TrimStart('#'), ct)
                ?? throw new UndeliverableException($"The bot sees no channel named '{lane}'. Make it, or invite the bot to it.");
    }

    // Channel names are lower case.
    [GeneratedRegex("^[CDG][A-Z0-9]+$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ChannelId();

    [GeneratedRegex(@"\A[UW][A-Z0-9]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UserId();
}

/// <summary>Finds our own messages in Slack by the key in their metadata, and our files by name.</summary>
internal sealed class PostedMessages(ISlackApiClient slack)
{
    private const string EventType = "chatops";
    private const int PageSize = 200;

    // 5,000 messages back: a post is looked for moments after its call broke, or at the next start.
    private const int Pages = 25;

    /// <summary>The metadata to find a message by.</summary>
    public static MessageMetadata Mark(string key) => MessageMetadata.Of(EventType, ("key", key));

    /// <summary>The ts of this key's message, or null when it is not there.</summary>
    /// <param name="thread">The thread to look in; null: the channel itself.</param>
    public Task<string?> Find(string channel, string? thread, string key, CancellationToken ct) =>
        Find(channel, thread, message => HasKey(message, key), ct);

    /// <summary>The ts of each message with this key among the latest of a channel or thread.</summary>
    public async Task<IReadOnlyList<string>> FindAll(string channel, string? thread, string key, CancellationToken ct)
    {
        var all = new List<string>();
        await Find(channel, thread, message =>
        {
            if (HasKey(message, key))
                all.Add(message.Ts);
            return false;
        }, ct);
        return all;
    }

    /// <summary>Whether a file of this name was posted there.</summary>
    public async Task<bool> HasFile(string channel, string name, CancellationToken ct) =>
        await Find(channel, null, message => message.Files?.Any(file => file.Name == name) == true, ct) is not null;

    private static bool HasKey(MessageInfo message, string key) => message.Metadata is { EventType: EventType } data && data.Get("key") == key;

    private async Task<string?> Find(string channel, string? thread, Func<MessageInfo, bool> isIt, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < Pages; page++)
        {
            var found = thread is null
                ? await slack.Conversations.History(channel, limit: PageSize, cursor: cursor, cancellation: ct)
                : await slack.Conversations.Replies(channel, thread, limit: PageSize, cursor: cursor, cancellation: ct);
            if (found.Messages.FirstOrDefault(isIt) is { } message)
            {
                return message.Ts;
            }

            if ((cursor = found.NextCursor) is null)
            {
                return null;
            }
        }

        return null;
    }
}

/// <summary>
/// A post whose call broke, and that was not found in its channel, is repeated; if the first call reaches Slack after all, the message
/// is there twice, and the second one is deleted. Which messages those are the outbox knows; here is when they are looked for.
/// </summary>
internal sealed class SecondMessages(OutboxTable table, ISlackApiClient slack, OutboxPace pace)
{
    private readonly ConcurrentDictionary<string, Expected> expected = [];

    /// <summary>From here on another message of this key may come.</summary>
    public void Expect(string key) => expected[key] = new(Stopwatch.GetTimestamp(), 0);

    /// <summary>
    /// Looks soon after each such post, and until no call can be on its way any longer, and deletes what it finds; what was so when this
    /// process began to deliver is looked for from then on. Ends when cancelled.
    /// </summary>
    public async Task Delete(CancellationToken ct)
    {
        foreach (var key in await table.Doubtful(ct))
        {
            Expect(key);
        }

        while (true)
        {
            foreach (var (key, one) in expected.Where(pair => Stopwatch.GetElapsedTime(pair.Value.Since) >= pace.Seconds[pair.Value.Looks]))
            {
                try
                {
                    await Look(key, ct);
                    if (one.Looks + 1 < pace.Seconds.Count)
                    {
                        expected.TryUpdate(key, one with { Looks = one.Looks + 1 }, one);
                    }
                    else if (expected.TryRemove(KeyValuePair.Create(key, one)))
                    {
                        await table.Once(key, ct);
                    }
                }
                catch (Exception e) when (e is SlackException or StoreException)
                {
                    // Looked for again shortly.
                }
            }

            await Task.Delay(pace.FirstPause, ct);
        }
    }

    /// <summary>Deletes a message of ours, there or not.</summary>
    public static Task Delete(ISlackApiClient slack, string channel, string ts, CancellationToken ct) =>
        SlackFault.Unless(["message_not_found"], slack.Chat.Delete(channel, ts, ct));

    private async Task Look(string key, CancellationToken ct)
    {
        if (await table.Find(key, ct) is not { Ts: { } stands, Channel: { } channel } item)
        {
            return;
        }

        var thread = item.Parent is { } parent
            ? (await table.Find(parent, ct))?.Ts
            : JsonSerializer.Deserialize<Message>(item.Body, StoreJson.Options)!.ThreadTs;
        var all = await new PostedMessages(slack).FindAll(channel, thread, key, ct);
        if (all.Contains(stands))
        {
            foreach (var ts in all.Where(ts => ts != stands))
            {
                await Delete(slack, channel, ts, ct);
            }
        }
    }

    private sealed record Expected(long Since, int Looks);
}
