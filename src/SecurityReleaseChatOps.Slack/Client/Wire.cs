using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A message as sent to chat.*, to a response_url, or as the answer to a command. Always within Slack's limits.</summary>
internal sealed record MessageArguments
{
    public string? Channel { get; init; }

    public string? Ts { get; init; }

    public string? User { get; init; }

    public ResponseType? ResponseType { get; init; }

    public bool? ReplaceOriginal { get; init; }

    public bool? DeleteOriginal { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<Block>? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    public bool? ReplyBroadcast { get; init; }

    public MessageMetadata? Metadata { get; init; }

    public bool? UnfurlLinks { get; init; }

    public bool? UnfurlMedia { get; init; }

    public static MessageArguments Of(Message message) => new()
    {
        Channel = message.Channel,
        Text = message.Text is null ? null : BlockLimits.FitMessageText(message.Text),
        Blocks = message.Blocks is { Count: > 0 } blocks ? BlockLimits.Fit(blocks) : BlockLimits.Sections(message.Text),
        ThreadTs = message.ThreadTs,
        ReplyBroadcast = message.ReplyBroadcast,
        Metadata = message.Metadata,
        UnfurlLinks = message.UnfurlLinks,
        UnfurlMedia = message.UnfurlMedia,
    };

    /// <summary>For a response_url.</summary>
    public static MessageArguments Of(ResponseMessage response) => Of(response.Message ?? new Message()) with
    {
        Channel = null,
        ResponseType = response.DeleteOriginal ? null : response.ResponseType,
        ReplaceOriginal = response.ReplaceOriginal,
        DeleteOriginal = response.DeleteOriginal ? true : null,
    };
}

/// <summary>The arguments of views.*. The view is always within Slack's limits.</summary>
internal sealed record ViewArguments
{
    public string? TriggerId { get; init; }

    public string? UserId { get; init; }

    public string? ViewId { get; init; }

    public string? Hash { get; init; }

    public required ViewDefinition View { get; init; }
}

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
