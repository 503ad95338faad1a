namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// The part of Slack's Web API that the app uses. Each call throws <see cref="SlackException"/> when Slack refuses,
/// <see cref="SlackRateLimitException"/> when it asks to wait, and <see cref="SlackUnreachableException"/> when there is no valid answer.
/// Nothing is retried here: that is up to the caller, who knows what may be done twice.
/// </summary>
public interface ISlackApiClient
{
    /// <summary>auth.*</summary>
    IAuthApi Auth { get; }

    /// <summary>bots.*</summary>
    IBotsApi Bots { get; }

    /// <summary>chat.*</summary>
    IChatApi Chat { get; }

    /// <summary>conversations.*</summary>
    IConversationsApi Conversations { get; }

    /// <summary>users.*</summary>
    IUsersApi Users { get; }

    /// <summary>usergroups.*</summary>
    IUserGroupsApi UserGroups { get; }

    /// <summary>usergroups.users.*</summary>
    IUserGroupUsersApi UserGroupUsers { get; }

    /// <summary>views.*</summary>
    IViewsApi Views { get; }

    /// <summary>pins.*</summary>
    IPinsApi Pins { get; }

    /// <summary>bookmarks.*</summary>
    IBookmarksApi Bookmarks { get; }

    /// <summary>reactions.*</summary>
    IReactionsApi Reactions { get; }

    /// <summary>files.*</summary>
    IFilesApi Files { get; }

    /// <summary>apps.*</summary>
    IAppsApi Apps { get; }

    /// <summary>Sends a message to a response_url, without any token: up to 5 times within 30 minutes of the request.</summary>
    /// <exception cref="SlackException"><c>used_url</c>, <c>expired_url</c>, … or <c>untrusted_url</c> for an address that is neither https nor the
    /// Web API's own host.</exception>
    Task Respond(string responseUrl, ResponseMessage message, CancellationToken cancellation = default);
}

/// <summary>auth.*</summary>
public interface IAuthApi
{
    /// <summary>Whose token it is, and its scopes.</summary>
    Task<AuthTestResponse> Test(CancellationToken cancellation = default);
}

/// <summary>bots.*</summary>
public interface IBotsApi
{
    /// <summary>A bot, and whose it is.</summary>
    Task<BotInfo> Info(string botId, CancellationToken cancellation = default);
}

/// <summary>chat.*; about 1 message per second and channel.</summary>
public interface IChatApi
{
    /// <summary>Posts a message.</summary>
    Task<PostedMessage> PostMessage(Message message, CancellationToken cancellation = default);

    /// <summary>Replaces the content of one of the app's own messages; <see cref="Message.Channel"/> must be its channel's id.</summary>
    Task<PostedMessage> Update(string ts, Message message, CancellationToken cancellation = default);

    /// <summary>Deletes one of the app's own messages.</summary>
    Task Delete(string channelId, string ts, CancellationToken cancellation = default);

    /// <summary>Shows a message to one member of the channel.</summary>
    /// <returns>Its message_ts, which cannot be used to update it.</returns>
    Task<string> PostEphemeral(string userId, Message message, CancellationToken cancellation = default);

    /// <summary>A link to a message.</summary>
    Task<string> GetPermalink(string channelId, string ts, CancellationToken cancellation = default);
}

/// <summary>conversations.*</summary>
public interface IConversationsApi
{
    /// <summary>Messages, newest first, with their metadata.</summary>
    /// <param name="channelId">The channel's id.</param>
    /// <param name="oldest">Only those after this ts.</param>
    /// <param name="latest">Only those before this ts.</param>
    /// <param name="limit">The maximum number of messages per page, ≤ 999.</param>
    /// <param name="cursor">The cursor from an earlier page.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<HistoryResponse> History(
        string channelId, string? oldest = null, string? latest = null, int limit = 100, string? cursor = null, CancellationToken cancellation = default);

    /// <summary>The messages of a thread including its first one, oldest first, with their metadata.</summary>
    Task<HistoryResponse> Replies(string channelId, string threadTs, int limit = 100, string? cursor = null, CancellationToken cancellation = default);

    /// <summary>A conversation.</summary>
    Task<Conversation> Info(string channelId, CancellationToken cancellation = default);

    /// <summary>One page of the conversations that the token can see.</summary>
    /// <param name="types">Comma-separated: public_channel, private_channel, mpim, im.</param>
    /// <param name="cursor">The cursor from an earlier page.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Page<Conversation>> List(string types = "public_channel,private_channel", string? cursor = null, CancellationToken cancellation = default);

    /// <summary>One page of the ids of a conversation's members.</summary>
    Task<Page<string>> Members(string channelId, string? cursor = null, CancellationToken cancellation = default);

    /// <summary>Opens (or finds) the direct message with these people (1–8 ids).</summary>
    Task<Conversation> Open(IReadOnlyList<string> userIds, CancellationToken cancellation = default);

    /// <summary>Joins a public channel.</summary>
    Task<Conversation> Join(string channelId, CancellationToken cancellation = default);

    /// <summary>Sets the topic; cut to 250 characters.</summary>
    Task SetTopic(string channelId, string topic, CancellationToken cancellation = default);
}

/// <summary>users.*</summary>
public interface IUsersApi
{
    /// <summary>A person.</summary>
    Task<User> Info(string userId, CancellationToken cancellation = default);

    /// <summary>One page of the people and bots, including deactivated ones.</summary>
    Task<Page<User>> List(string? cursor = null, CancellationToken cancellation = default);

    /// <summary>One page of the conversations that the bot is in.</summary>
    /// <param name="types">Comma-separated: public_channel, private_channel, mpim, im.</param>
    /// <param name="cursor">The cursor from an earlier page.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Page<Conversation>> Conversations(string types = "public_channel,private_channel", string? cursor = null, CancellationToken cancellation = default);
}

/// <summary>usergroups.*</summary>
public interface IUserGroupsApi
{
    /// <summary>All active groups, without their members.</summary>
    Task<IReadOnlyList<UserGroup>> List(CancellationToken cancellation = default);
}

/// <summary>usergroups.users.*</summary>
public interface IUserGroupUsersApi
{
    /// <summary>The ids of a group's members.</summary>
    Task<IReadOnlyList<string>> List(string groupId, CancellationToken cancellation = default);

    /// <summary>Replaces a group's members with these (at least one).</summary>
    Task<UserGroup> Update(string groupId, IReadOnlyList<string> userIds, CancellationToken cancellation = default);
}

/// <summary>views.*. Views over Slack's limits are made to fit first.</summary>
public interface IViewsApi
{
    /// <summary>Opens a modal; a trigger is valid for 3 seconds and for one modal.</summary>
    Task<ViewInfo> Open(string triggerId, ModalViewDefinition view, CancellationToken cancellation = default);

    /// <summary>Pushes a modal on top of the open one; ≤ 3 in all.</summary>
    Task<ViewInfo> Push(string triggerId, ModalViewDefinition view, CancellationToken cancellation = default);

    /// <summary>Replaces the content of a view; if a hash is given, only if the view has not changed since.</summary>
    Task<ViewInfo> Update(string viewId, ViewDefinition view, string? hash = null, CancellationToken cancellation = default);

    /// <summary>Publishes a person's App Home.</summary>
    Task<ViewInfo> Publish(string userId, HomeViewDefinition view, string? hash = null, CancellationToken cancellation = default);
}

/// <summary>pins.*</summary>
public interface IPinsApi
{
    /// <summary>Pins a message.</summary>
    Task Add(string channelId, string ts, CancellationToken cancellation = default);
}

/// <summary>bookmarks.*</summary>
public interface IBookmarksApi
{
    /// <summary>Adds a link to a channel's bookmarks.</summary>
    Task<Bookmark> Add(string channelId, string title, string link, string? emoji = null, CancellationToken cancellation = default);

    /// <summary>Changes a bookmark.</summary>
    Task<Bookmark> Edit(string channelId, string bookmarkId, string title, string link, string? emoji = null, CancellationToken cancellation = default);
}

/// <summary>reactions.*</summary>
public interface IReactionsApi
{
    /// <summary>Adds a reaction, given by the emoji's name without colons.</summary>
    Task Add(string channelId, string ts, string emoji, CancellationToken cancellation = default);
}

/// <summary>files.*</summary>
public interface IFilesApi
{
    /// <summary>Uploads a file and shares it as the upload says.</summary>
    Task<FileInfo> Upload(FileUpload upload, CancellationToken cancellation = default);

    /// <summary>A file.</summary>
    Task<FileInfo> Info(string fileId, CancellationToken cancellation = default);

    /// <summary>A file's content. The token is sent to Slack's own hosts only, and redirects are not followed.</summary>
    /// <param name="file">The file, with its <see cref="FileInfo.UrlPrivate"/>.</param>
    /// <param name="most">The maximum number of bytes to read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SlackException"><c>untrusted_url</c> for an address elsewhere, <c>file_too_large</c>, or <c>not_allowed</c> if this token
    /// may not read it.</exception>
    Task<byte[]> Download(FileInfo file, int most, CancellationToken cancellation = default);
}

/// <summary>apps.*</summary>
public interface IAppsApi
{
    /// <summary>apps.connections.*</summary>
    IAppsConnectionsApi Connections { get; }
}

/// <summary>apps.connections.*, with the app-level token.</summary>
public interface IAppsConnectionsApi
{
    /// <summary>A WebSocket URL for Socket Mode; valid once, for about 30 seconds.</summary>
    Task<Uri> Open(CancellationToken cancellation = default);
}
