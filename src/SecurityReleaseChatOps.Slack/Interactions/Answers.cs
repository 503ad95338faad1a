using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// A handler's answer. A view given here is opened, pushed or updated right after Slack has its answer;
/// if Slack refuses it (a trigger expires after 3 seconds), the user is told so.
/// </summary>
public abstract record SlackAnswer
{
    /// <summary>A modal to open; from within a modal, it is pushed on top.</summary>
    public ModalViewDefinition? OpenView { get; init; }

    /// <summary>A modal to push on top of the one that was used.</summary>
    public ModalViewDefinition? PushView { get; init; }

    /// <summary>The new content of the view that was used.</summary>
    public ViewDefinition? UpdateView { get; init; }
}

/// <summary>The answer to a slash command: ephemeral unless specified otherwise, or nothing at all.</summary>
public sealed record SlashCommandResponse : SlackAnswer
{
    /// <summary>The message; none if null.</summary>
    public Message? Message { get; init; }

    /// <summary>Who sees it.</summary>
    public ResponseType ResponseType { get; init; }

    /// <summary>A message that only the asker sees; a string becomes a message of that mrkdwn.</summary>
    public static SlashCommandResponse Ephemeral(Message message) => new() { Message = message };

    /// <summary>Opens a modal.</summary>
    public static SlashCommandResponse Open(ModalViewDefinition view) => new() { OpenView = view };
}

/// <summary>The answer to a click, a choice or a shortcut.</summary>
public sealed record ActionResponse : SlackAnswer
{
    /// <summary>Shows nothing.</summary>
    public static ActionResponse None { get; } = new();

    /// <summary>A message to the response_url or, without one, ephemerally in the channel or as a direct message.</summary>
    public ResponseMessage? Response { get; init; }

    /// <summary>Where <see cref="Response"/> goes instead, such as that of the message a view was opened from; null: to the request's own.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>A message that only the user sees.</summary>
    public static ActionResponse Ephemeral(Message message) => new() { Response = new() { Message = message } };

    /// <summary>Replaces the message that was clicked.</summary>
    public static ActionResponse Replace(Message message) => new() { Response = new() { Message = message, ReplaceOriginal = true } };

    /// <summary>Deletes the message that was clicked.</summary>
    public static ActionResponse Delete { get; } = new() { Response = new() { DeleteOriginal = true } };

    /// <summary>Opens a modal (on top, if used in a modal).</summary>
    public static ActionResponse Open(ModalViewDefinition view) => new() { OpenView = view };

    /// <summary>Pushes a modal on top of the one that was used.</summary>
    public static ActionResponse Push(ModalViewDefinition view) => new() { PushView = view };

    /// <summary>Replaces the content of the view that was used.</summary>
    public static ActionResponse Update(ViewDefinition view) => new() { UpdateView = view };
}

/// <summary>The answer to a submission.</summary>
public sealed record ViewSubmissionResponse
{
    /// <summary>Closes the modal.</summary>
    public static ViewSubmissionResponse Null { get; } = new();

    /// <summary>Closes the whole stack.</summary>
    public static ViewSubmissionResponse Clear { get; } = new() { ClearStack = true };

    /// <summary>Errors to show below blocks (block id → text); the modal stays open.</summary>
    public IReadOnlyDictionary<string, string>? FieldErrors { get; init; }

    /// <summary>The view that replaces the modal.</summary>
    public ModalViewDefinition? UpdatedView { get; init; }

    /// <summary>The modal to push on top of it.</summary>
    public ModalViewDefinition? PushedView { get; init; }

    /// <summary>Whether to close the whole stack.</summary>
    public bool ClearStack { get; init; }

    /// <summary>Keeps the modal open, with errors below its fields.</summary>
    public static ViewSubmissionResponse Errors(IReadOnlyDictionary<string, string> errors) => new() { FieldErrors = errors };

    /// <summary>Keeps the modal open, with an error below one field.</summary>
    public static ViewSubmissionResponse Error(string blockId, string text) => Errors(new Dictionary<string, string> { [blockId] = text });

    /// <summary>Replaces the modal with another view.</summary>
    public static ViewSubmissionResponse Update(ModalViewDefinition view) => new() { UpdatedView = view };

    /// <summary>Pushes another modal on top.</summary>
    public static ViewSubmissionResponse Push(ModalViewDefinition view) => new() { PushedView = view };
}

/// <summary>The choices for an external select: ≤ 100, or ≤ 100 groups.</summary>
public sealed record BlockOptionsResponse
{
    /// <summary>No choices.</summary>
    public static BlockOptionsResponse None { get; } = new() { Options = [] };

    /// <summary>The choices, if not in groups.</summary>
    public IReadOnlyList<Option>? Options { get; init; }

    /// <summary>The groups of choices.</summary>
    public IReadOnlyList<OptionGroup>? OptionGroups { get; init; }
}
