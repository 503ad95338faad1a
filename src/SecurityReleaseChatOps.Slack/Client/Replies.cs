using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack;

// The Web API's replies: the fields common to all, and those of each method.

internal abstract record Reply
{
    public bool? Ok { get; init; }

    public string? Error { get; init; }

    public string? Needed { get; init; }

    public IReadOnlyList<JsonElement>? Errors { get; init; }

    public ReplyMetadata? ResponseMetadata { get; init; }

    /// <summary>Everything Slack says about an error beyond its code.</summary>
    public IReadOnlyList<string> Details =>
    [
        .. Needed is { Length: > 0 } ? ["needed: " + Needed] : Array.Empty<string>(),
        .. (Errors ?? []).Select(e => e.ToString()),
        .. (ResponseMetadata?.Messages ?? []).Where(m => Errors?.Any(e => m.EndsWith(e.ToString())) != true),
    ];

    public string? NextCursor => ResponseMetadata?.NextCursor is { Length: > 0 } cursor ? cursor : null;
}

internal sealed record ReplyMetadata(string? NextCursor, IReadOnlyList<string>? Messages);

internal sealed record OkReply : Reply;

internal sealed record AuthTestReply(string? Url, string? Team, string? User, string? TeamId, string? UserId, string? BotId) : Reply
{
    /// <summary>From a header, not from the body.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>From a header, not from the body.</summary>
    [JsonIgnore]
    public DateTimeOffset? Date { get; init; }
}

internal sealed record BotReply(BotInfo? Bot) : Reply;

internal sealed record MessageReply(string? Channel, string? Ts, string? MessageTs, string? Permalink) : Reply;

internal sealed record HistoryReply(IReadOnlyList<MessageInfo>? Messages, bool HasMore) : Reply;

internal sealed record ConversationReply(Conversation? Channel) : Reply;

internal sealed record ConversationsReply(IReadOnlyList<Conversation>? Channels) : Reply;

internal sealed record MemberIdsReply(IReadOnlyList<string>? Members) : Reply;

internal sealed record UserReply(User? User) : Reply;

internal sealed record UsersReply(IReadOnlyList<User>? Members) : Reply;

internal sealed record UserGroupReply(UserGroup? Usergroup) : Reply;

internal sealed record UserGroupsReply(IReadOnlyList<UserGroup>? Usergroups) : Reply;

internal sealed record GroupUsersReply(IReadOnlyList<string>? Users) : Reply;

internal sealed record ViewReply(ViewInfo? View) : Reply;

internal sealed record BookmarkReply(Bookmark? Bookmark) : Reply;

internal sealed record UploadUrlReply(string? UploadUrl, string? FileId) : Reply;

internal sealed record FilesReply(IReadOnlyList<FileInfo>? Files) : Reply;

internal sealed record FileReply(FileInfo? File) : Reply;

internal sealed record ConnectionReply(string? Url) : Reply;
