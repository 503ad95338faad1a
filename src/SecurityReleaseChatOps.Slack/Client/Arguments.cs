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
