namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// Slack's Web API, as far as it is used. Each call throws <see cref="SlackException"/> when Slack refuses,
/// <see cref="SlackRateLimitException"/> when it asks to wait, <see cref="SlackUnreachableException"/> when no sound answer came.
/// Nothing is tried again here: that is for the caller, who knows what may be done twice.
/// </summary>
public interface ISlackApiClient
{
    /// <summary>auth.*</summary>
    IAuthApi Auth { get; }

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

    /// <summary>Sends a message to a response_url, without any token: 5 times within 30 minutes of the request.</summary>
    /// <exception cref="SlackException"><c>used_url</c>, <c>expired_url</c>, … or <c>untrusted_url</c> for an address that is neither https nor the
    /// Web API's own host.</exception>
    Task Respond(string responseUrl, ResponseMessage message, CancellationToken cancellation = default);
}

/// <summary>auth.*</summary>
public interface IAuthApi
{
    /// <summary>Who the token is, and what it may do.</summary>
    Task<AuthTestResponse> Test(CancellationToken cancellation = default);
}

/// <summary>chat.*; about 1 message a second a channel.</summary>
public interface IChatApi
{
    /// <summary>Posts a message.</summary>
    Task<PostedMessage> PostMessage(Message message, CancellationToken cancellation = default);

    /// <summary>Puts other content into a posted message of the app's own; <see cref="Message.Channel"/> must be its channel's id.</summary>
    Task<PostedMessage> Update(string ts, Message message, CancellationToken cancellation = default);

    /// <summary>Deletes a message of the app's own.</summary>
    Task Delete(string channelId, string ts, CancellationToken cancellation = default);

    /// <summary>Shows a message to one member of the channel.</summary>
    /// <returns>Its message_ts, which cannot be used to change it.</returns>
    Task<string> PostEphemeral(string userId, Message message, CancellationToken cancellation = default);

    /// <summary>A link to a message.</summary>
    Task<string> GetPermalink(string channelId, string ts, CancellationToken cancellation = default);
}

/// <summary>conversations.*</summary>
public interface IConversationsApi
{
    /// <summary>Messages, newest first, with their metadata.</summary>
    /// <param name="channelId">Where.</param>
    /// <param name="oldest">Only those after this ts.</param>
    /// <param name="latest">Only those before this ts.</param>
    /// <param name="limit">At most so many in one answer, ≤ 999.</param>
    /// <param name="cursor">Goes on from an earlier answer.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<HistoryResponse> History(
        string channelId, string? oldest = null, string? latest = null, int limit = 100, string? cursor = null, CancellationToken cancellation = default);

    /// <summary>The messages of a thread, its first one included, oldest first, with their metadata.</summary>
    Task<HistoryResponse> Replies(string channelId, string threadTs, int limit = 100, string? cursor = null, CancellationToken cancellation = default);

    /// <summary>A conversation.</summary>
    Task<Conversation> Info(string channelId, CancellationToken cancellation = default);

    /// <summary>One page of the conversations that the token can see.</summary>
    /// <param name="types">Comma-separated: public_channel, private_channel, mpim, im.</param>
    /// <param name="cursor">Goes on from an earlier answer.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Page<Conversation>> List(string types = "public_channel,private_channel", string? cursor = null, CancellationToken cancellation = default);

    /// <summary>One page of the ids of a conversation's members.</summary>
    Task<Page<string>> Members(string channelId, string? cursor = null, CancellationToken cancellation = default);

    /// <summary>Opens (or finds) the direct message with these people (1–8 ids).</summary>
    Task<Conversation> Open(IReadOnlyList<string> userIds, CancellationToken cancellation = default);

    /// <summary>Joins a public channel.</summary>
    Task<Conversation> Join(string channelId, CancellationToken cancellation = default);

    /// <summary>Sets the topic, ≤ 250 characters: a longer one is cut.</summary>
    Task SetTopic(string channelId, string topic, CancellationToken cancellation = default);
}

/// <summary>users.*</summary>
public interface IUsersApi
{
    /// <summary>A person.</summary>
    Task<User> Info(string userId, CancellationToken cancellation = default);

    /// <summary>One page of the people and bots, with those who left.</summary>
    Task<Page<User>> List(string? cursor = null, CancellationToken cancellation = default);

    /// <summary>One page of the conversations that the bot is in.</summary>
    /// <param name="types">Comma-separated: public_channel, private_channel, mpim, im.</param>
    /// <param name="cursor">Goes on from an earlier answer.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Page<Conversation>> Conversations(string types = "public_channel,private_channel", string? cursor = null, CancellationToken cancellation = default);
}

/// <summary>usergroups.*</summary>
public interface IUserGroupsApi
{
    /// <summary>All groups in use, without their members.</summary>
    Task<IReadOnlyList<UserGroup>> List(CancellationToken cancellation = default);
}

/// <summary>usergroups.users.*</summary>
public interface IUserGroupUsersApi
{
    /// <summary>The ids of a group's members.</summary>
    Task<IReadOnlyList<string>> List(string groupId, CancellationToken cancellation = default);

    /// <summary>Makes these (at least one) all of a group's members.</summary>
    Task<UserGroup> Update(string groupId, IReadOnlyList<string> userIds, CancellationToken cancellation = default);
}

/// <summary>views.*. What is drawn over Slack's limits is fitted first.</summary>
public interface IViewsApi
{
    /// <summary>Opens a modal; a trigger lives 3 seconds and opens one.</summary>
    Task<ViewInfo> Open(string triggerId, ModalViewDefinition view, CancellationToken cancellation = default);

    /// <summary>Puts a modal on top of the open one; ≤ 3 in all.</summary>
    Task<ViewInfo> Push(string triggerId, ModalViewDefinition view, CancellationToken cancellation = default);

    /// <summary>Puts other content into a view; with a hash only if nothing changed meanwhile.</summary>
    Task<ViewInfo> Update(string viewId, ViewDefinition view, string? hash = null, CancellationToken cancellation = default);

    /// <summary>Shows a person's App Home.</summary>
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
    /// <summary>Adds a reaction by its name without colons.</summary>
    Task Add(string channelId, string ts, string emoji, CancellationToken cancellation = default);
}

/// <summary>files.*</summary>
public interface IFilesApi
{
    /// <summary>Uploads a file and shares it where the upload says.</summary>
    Task<FileInfo> Upload(FileUpload upload, CancellationToken cancellation = default);

    /// <summary>A file.</summary>
    Task<FileInfo> Info(string fileId, CancellationToken cancellation = default);

    /// <summary>What is in a file. The token goes to Slack's own hosts only, and no redirect is followed.</summary>
    /// <param name="file">With its <see cref="FileInfo.UrlPrivate"/>.</param>
    /// <param name="most">So many bytes are read at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SlackException"><c>untrusted_url</c> for an address elsewhere, <c>file_too_large</c>, or <c>not_allowed</c> when Slack does
    /// not give it to this token.</exception>
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
    /// <summary>A WebSocket address for Socket Mode; good once, for about 30 seconds.</summary>
    Task<Uri> Open(CancellationToken cancellation = default);
}
