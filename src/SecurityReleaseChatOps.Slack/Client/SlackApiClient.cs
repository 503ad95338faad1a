using System.Globalization;
using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Slack's Web API over HTTP.</summary>
internal sealed class SlackApiClient(SlackTransport slack, NamesForOne names)
    : ISlackApiClient, IAuthApi, IBotsApi, IChatApi, IPinsApi, IBookmarksApi, IReactionsApi, IFilesApi, IAppsApi, IAppsConnectionsApi
{
    public IAuthApi Auth => this;

    public IBotsApi Bots => this;

    public IChatApi Chat => this;

    public IConversationsApi Conversations { get; } = new ConversationsApi(slack);

    public IUsersApi Users { get; } = new UsersApi(slack);

    public IUserGroupsApi UserGroups { get; } = new UserGroupsApi(slack);

    public IUserGroupUsersApi UserGroupUsers { get; } = new UserGroupUsersApi(slack);

    public IViewsApi Views { get; } = new ViewsApi(slack, names);

    public IPinsApi Pins => this;

    public IBookmarksApi Bookmarks => this;

    public IReactionsApi Reactions => this;

    public IFilesApi Files => this;

    public IAppsApi Apps => this;

    IAppsConnectionsApi IAppsApi.Connections => this;

    public Task Respond(string responseUrl, ResponseMessage message, CancellationToken cancellation) =>
        slack.Respond(responseUrl, MessageArguments.Of(message with { Message = message.Message is { } shown ? names.In(shown) : null }), cancellation);

    async Task<AuthTestResponse> IAuthApi.Test(CancellationToken cancellation)
    {
        var reply = await slack.Form("auth.test", SlackJson.Web.AuthTestReply, cancellation);
        return new()
        {
            Url = reply.Url ?? "",
            Team = reply.Team ?? "",
            User = reply.User ?? "",
            TeamId = reply.TeamId ?? "",
            UserId = reply.UserId ?? "",
            BotId = reply.BotId ?? "",
            Scopes = reply.Scopes,
            Date = reply.Date,
        };
    }

    async Task<BotInfo> IBotsApi.Info(string botId, CancellationToken cancellation) =>
        (await slack.Form("bots.info", SlackJson.Web.BotReply, cancellation, ("bot", botId))).Bot ?? new();

    Task<PostedMessage> IChatApi.PostMessage(Message message, CancellationToken cancellation) =>
        Post("chat.postMessage", MessageArguments.Of(message), cancellation);

    Task<PostedMessage> IChatApi.Update(string ts, Message message, CancellationToken cancellation) =>
        Post("chat.update", MessageArguments.Of(message) with { Ts = ts }, cancellation);

    Task IChatApi.Delete(string channelId, string ts, CancellationToken cancellation) =>
        slack.Form("chat.delete", SlackJson.Web.OkReply, cancellation, ("channel", channelId), ("ts", ts));

    async Task<string> IChatApi.PostEphemeral(string userId, Message message, CancellationToken cancellation) =>
        (await slack.Post(
            "chat.postEphemeral", MessageArguments.Of(names.In(message)) with { User = userId }, SlackJson.Web.MessageArguments, SlackJson.Web.MessageReply,
            cancellation)).MessageTs ?? "";

    async Task<string> IChatApi.GetPermalink(string channelId, string ts, CancellationToken cancellation) =>
        (await slack.Form("chat.getPermalink", SlackJson.Web.MessageReply, cancellation, ("channel", channelId), ("message_ts", ts))).Permalink ?? "";

    Task IPinsApi.Add(string channelId, string ts, CancellationToken cancellation) =>
        slack.Form("pins.add", SlackJson.Web.OkReply, cancellation, ("channel", channelId), ("timestamp", ts));

    async Task<Bookmark> IBookmarksApi.Add(string channelId, string title, string link, string? emoji, CancellationToken cancellation) =>
        (await slack.Form(
            "bookmarks.add", SlackJson.Web.BookmarkReply, cancellation, ("channel_id", channelId), ("title", title), ("type", "link"), ("link", link),
            ("emoji", emoji))).Bookmark ?? new();

    async Task<Bookmark> IBookmarksApi.Edit(string channelId, string bookmarkId, string title, string link, string? emoji, CancellationToken cancellation) =>
        (await slack.Form(
            "bookmarks.edit", SlackJson.Web.BookmarkReply, cancellation, ("channel_id", channelId), ("bookmark_id", bookmarkId), ("title", title),
            ("link", link), ("emoji", emoji))).Bookmark ?? new();

    Task IReactionsApi.Add(string channelId, string ts, string emoji, CancellationToken cancellation) =>
        slack.Form("reactions.add", SlackJson.Web.OkReply, cancellation, ("channel", channelId), ("timestamp", ts), ("name", emoji));

    async Task<FileInfo> IFilesApi.Upload(FileUpload upload, CancellationToken cancellation)
    {
        var place = await slack.Form("files.getUploadURLExternal", SlackJson.Web.UploadUrlReply, cancellation,
            ("filename", upload.Filename), ("length", upload.Content.Length.ToString(CultureInfo.InvariantCulture)),
            ("alt_txt", upload.AltText is { } alt ? alt[..Graphemes.Border(alt, 1000)] : null));
        if (place is not { UploadUrl: { } url, FileId: { } id })
            throw new SlackUnreachableException("files.getUploadURLExternal", "no upload_url in the answer");
        await slack.Deliver("upload_url", url, new ReadOnlyMemoryContent(upload.Content), cancellation);
        var file = new FileReference(id, upload.Title ?? upload.Filename);
        var done = await slack.Form("files.completeUploadExternal", SlackJson.Web.FilesReply, cancellation,
            ("files", JsonSerializer.Serialize([file], SlackJson.Web.FileReferenceArray)),
            ("channel_id", upload.ChannelId), ("thread_ts", upload.ThreadTs), ("initial_comment", upload.InitialComment));
        return done.Files is [var first, ..] ? first : new() { Id = id, Title = file.Title };
    }

    async Task<FileInfo> IFilesApi.Info(string fileId, CancellationToken cancellation) =>
        (await slack.Form("files.info", SlackJson.Web.FileReply, cancellation, ("file", fileId))).File ?? new();

    Task<byte[]> IFilesApi.Download(FileInfo file, int most, CancellationToken cancellation) =>
        slack.Fetch("url_private", file.UrlPrivate ?? "", most, cancellation);

    async Task<Uri> IAppsConnectionsApi.Open(CancellationToken cancellation) =>
        Uri.TryCreate((await slack.AppCall("apps.connections.open", SlackJson.Web.ConnectionReply, cancellation)).Url, UriKind.Absolute, out var url)
            ? url
            : throw new SlackUnreachableException("apps.connections.open", "no url in the answer");

    private async Task<PostedMessage> Post(string method, MessageArguments message, CancellationToken cancellation)
    {
        var reply = await slack.Post(method, message, SlackJson.Web.MessageArguments, SlackJson.Web.MessageReply, cancellation);
        return new() { Channel = reply.Channel ?? message.Channel ?? "", Ts = reply.Ts ?? "" };
    }
}

/// <summary>An uploaded file to share.</summary>
internal sealed record FileReference(string Id, string Title);
