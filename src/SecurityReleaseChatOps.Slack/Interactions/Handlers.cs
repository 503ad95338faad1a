namespace SecurityReleaseChatOps.Slack;

// Handlers are made once and used by all requests at the same time. A handler's token is cancelled only
// when the app has to stop: Slack hanging up does not cut a handler short.

/// <summary>Answers a slash command.</summary>
public interface ISlashCommandHandler
{
    /// <summary>Answers within 2.5 seconds, or later through the response_url.</summary>
    Task<SlashCommandResponse> Handle(SlashCommand command, CancellationToken cancellation);
}

/// <summary>Answers the use of an element.</summary>
/// <typeparam name="TAction">The element's kind of action.</typeparam>
public interface IBlockActionHandler<in TAction>
    where TAction : BlockAction
{
    /// <summary>Answers within 2.5 seconds, or later.</summary>
    Task<ActionResponse> Handle(TAction action, BlockActionRequest request, CancellationToken cancellation);
}

/// <summary>Answers the submission of a modal.</summary>
public interface IViewSubmissionHandler
{
    /// <summary>Answers within 2.5 seconds; later the modal first says that it is still at work, then what came of it.</summary>
    Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation);

    /// <summary>Notes that the modal was closed; sent only with <see cref="ModalViewDefinition.NotifyOnClose"/>.</summary>
    Task HandleClose(ViewClosed closed, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>Answers a shortcut from the composer or the search.</summary>
public interface IGlobalShortcutHandler
{
    /// <summary>Answers within 2.5 seconds, or later.</summary>
    Task<ActionResponse> Handle(GlobalShortcut shortcut, CancellationToken cancellation);
}

/// <summary>Answers a shortcut from a message's menu.</summary>
public interface IMessageShortcutHandler
{
    /// <summary>Answers within 2.5 seconds, or later.</summary>
    Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation);
}

/// <summary>Gives an external select its choices.</summary>
public interface IBlockOptionProvider
{
    /// <summary>The choices for what is typed so far; none if it takes more than 2.5 seconds.</summary>
    Task<BlockOptionsResponse> GetOptions(BlockOptionsRequest request, CancellationToken cancellation);
}

/// <summary>Takes note of an event. It runs before Slack has its answer; if it throws, Slack sends the event again.</summary>
/// <typeparam name="TEvent">The kind of event.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : SlackEvent
{
    /// <summary>Takes note of the event.</summary>
    Task Handle(TEvent slackEvent, CancellationToken cancellation);
}

/// <summary>An optional service that is asked before each handler.</summary>
public interface ISlackGate
{
    /// <summary>Null lets the request pass; a text (plain words) is said to the user instead.</summary>
    ValueTask<string?> Refuse(SlackRequestInfo request, CancellationToken cancellation);
}

/// <summary>What the gate judges by.</summary>
/// <param name="UserId">Who asks.</param>
/// <param name="Kind">What kind of request it is.</param>
/// <param name="Name">Which: the command without any prefix, the action or callback id, the event's type.</param>
/// <param name="Channel">Where; null where there is none.</param>
/// <param name="Text">A command's text; empty else.</param>
/// <param name="TeamId">Whose workspace it is of; empty if Slack does not say.</param>
public readonly record struct SlackRequestInfo(string UserId, SlackRequestKind Kind, string Name, string? Channel, string Text = "", string TeamId = "");

/// <summary>What kind of request it is.</summary>
public enum SlackRequestKind
{
    /// <summary>A slash command.</summary>
    Command,

    /// <summary>The use of an element.</summary>
    BlockAction,

    /// <summary>A modal was submitted.</summary>
    ViewSubmission,

    /// <summary>A modal was closed. A refusal is said to no one.</summary>
    ViewClosed,

    /// <summary>A global shortcut.</summary>
    GlobalShortcut,

    /// <summary>A message shortcut.</summary>
    MessageShortcut,

    /// <summary>Choices for an external select. A refusal gives none.</summary>
    Options,

    /// <summary>An event. A refusal is said to no one.</summary>
    Event,
}
