using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// What a handler answers. A view named here is opened, pushed or updated right after Slack has its answer;
/// if Slack refuses it (the trigger lived 3 seconds), the user is told so in words.
/// </summary>
public abstract record SlackAnswer
{
    /// <summary>A modal to open; from within a modal it is pushed on top.</summary>
    public ModalViewDefinition? OpenView { get; init; }

    /// <summary>A modal to push on top of the one that was used.</summary>
    public ModalViewDefinition? PushView { get; init; }

    /// <summary>What takes the place of the view that was used.</summary>
    public ViewDefinition? UpdateView { get; init; }
}

/// <summary>The answer to a slash command: ephemeral unless said otherwise, or nothing at all.</summary>
public sealed record SlashCommandResponse : SlackAnswer
{
    /// <summary>What is said.</summary>
    public Message? Message { get; init; }

    /// <summary>Who sees it.</summary>
    public ResponseType ResponseType { get; init; }

    /// <summary>Said to the asker alone; a string is a message of that mrkdwn.</summary>
    public static SlashCommandResponse Ephemeral(Message message) => new() { Message = message };

    /// <summary>A modal opens.</summary>
    public static SlashCommandResponse Open(ModalViewDefinition view) => new() { OpenView = view };
}

/// <summary>The answer to a click, a choice or a shortcut.</summary>
public sealed record ActionResponse : SlackAnswer
{
    /// <summary>Nothing is shown.</summary>
    public static ActionResponse None { get; } = new();

    /// <summary>What is said through the response_url, or, without one, ephemerally in the channel or in a direct message.</summary>
    public ResponseMessage? Response { get; init; }

    /// <summary>Where <see cref="Response"/> goes instead, such as to the message from which a view was opened; null: as the request says.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>Said to the user alone.</summary>
    public static ActionResponse Ephemeral(Message message) => new() { Response = new() { Message = message } };

    /// <summary>Takes the place of the message that was clicked.</summary>
    public static ActionResponse Replace(Message message) => new() { Response = new() { Message = message, ReplaceOriginal = true } };

    /// <summary>The message that was clicked goes away.</summary>
    public static ActionResponse Delete { get; } = new() { Response = new() { DeleteOriginal = true } };

    /// <summary>A modal opens (on top, from within a modal).</summary>
    public static ActionResponse Open(ModalViewDefinition view) => new() { OpenView = view };

    /// <summary>A modal on top of the one that was used.</summary>
    public static ActionResponse Push(ModalViewDefinition view) => new() { PushView = view };

    /// <summary>Takes the place of the view that was used.</summary>
    public static ActionResponse Update(ViewDefinition view) => new() { UpdateView = view };
}

/// <summary>The answer to a submission.</summary>
public sealed record ViewSubmissionResponse
{
    /// <summary>The modal closes.</summary>
    public static ViewSubmissionResponse Null { get; } = new();

    /// <summary>The whole stack closes.</summary>
    public static ViewSubmissionResponse Clear { get; } = new() { ClearStack = true };

    /// <summary>The modal stays as it is, with these words under the blocks that they are for (block id → text).</summary>
    public IReadOnlyDictionary<string, string>? FieldErrors { get; init; }

    /// <summary>What takes the modal's place.</summary>
    public ModalViewDefinition? UpdatedView { get; init; }

    /// <summary>What is put on top of it.</summary>
    public ModalViewDefinition? PushedView { get; init; }

    /// <summary>Whether the whole stack closes.</summary>
    public bool ClearStack { get; init; }

    /// <summary>The modal stays, with words under its fields.</summary>
    public static ViewSubmissionResponse Errors(IReadOnlyDictionary<string, string> errors) => new() { FieldErrors = errors };

    /// <summary>The modal stays, with words under one field.</summary>
    public static ViewSubmissionResponse Error(string blockId, string text) => Errors(new Dictionary<string, string> { [blockId] = text });

    /// <summary>Another view takes the modal's place.</summary>
    public static ViewSubmissionResponse Update(ModalViewDefinition view) => new() { UpdatedView = view };

    /// <summary>Another modal on top.</summary>
    public static ViewSubmissionResponse Push(ModalViewDefinition view) => new() { PushedView = view };
}

/// <summary>The choices for an external select: ≤ 100, or ≤ 100 groups.</summary>
public sealed record BlockOptionsResponse
{
    /// <summary>No choices.</summary>
    public static BlockOptionsResponse None { get; } = new() { Options = [] };

    /// <summary>The choices, unless in groups.</summary>
    public IReadOnlyList<Option>? Options { get; init; }

    /// <summary>The groups of choices.</summary>
    public IReadOnlyList<OptionGroup>? OptionGroups { get; init; }
}
