namespace SecurityReleaseChatOps.Slack;

// Handlers are singletons, used by concurrent requests. A handler's cancellation token is cancelled only
// when the app must stop: a disconnect by Slack does not cut a handler short.

/// <summary>Answers a slash command.</summary>
public interface ISlashCommandHandler
{
    /// <summary>Answers the command; an answer that takes more than 2.5 seconds goes to the response_url.</summary>
    Task<SlashCommandResponse> Handle(SlashCommand command, CancellationToken cancellation);
}

/// <summary>Handles the use of an element.</summary>
/// <typeparam name="TAction">The action of this kind of element.</typeparam>
public interface IBlockActionHandler<in TAction>
    where TAction : BlockAction
{
    /// <summary>Answers within 2.5 seconds, or later.</summary>
    Task<ActionResponse> Handle(TAction action, BlockActionRequest request, CancellationToken cancellation);
}

/// <summary>Handles the submission of a modal.</summary>
public interface IViewSubmissionHandler
{
    /// <summary>Answers the submission; after 2.5 seconds the modal says “still working”, and shows the result later.</summary>
    Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation);

    /// <summary>Handles the closing of the modal; called only with <see cref="ModalViewDefinition.NotifyOnClose"/>.</summary>
    Task HandleClose(ViewClosed closed, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>Handles a shortcut from the composer or the search.</summary>
public interface IGlobalShortcutHandler
{
    /// <summary>Answers within 2.5 seconds, or later.</summary>
    Task<ActionResponse> Handle(GlobalShortcut shortcut, CancellationToken cancellation);
}

/// <summary>Handles a shortcut from a message's menu.</summary>
public interface IMessageShortcutHandler
{
    /// <summary>Answers within 2.5 seconds, or later.</summary>
    Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation);
}

/// <summary>Provides the choices of an external select.</summary>
public interface IBlockOptionProvider
{
    /// <summary>The choices for the text typed so far; none are shown if this takes more than 2.5 seconds.</summary>
    Task<BlockOptionsResponse> GetOptions(BlockOptionsRequest request, CancellationToken cancellation);
}

/// <summary>Handles an event. It runs before Slack is answered; if it throws, Slack sends the event again.</summary>
/// <typeparam name="TEvent">The kind of event.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : SlackEvent
{
    /// <summary>Handles the event.</summary>
    Task Handle(TEvent slackEvent, CancellationToken cancellation);
}

/// <summary>An optional service that is asked before each handler.</summary>
public interface ISlackGate
{
    /// <summary>Null lets the request pass; a plain text is shown to the user instead.</summary>
    ValueTask<string?> Refuse(SlackRequestInfo request, CancellationToken cancellation);
}

/// <summary>What the gate decides by.</summary>
/// <param name="UserId">The person's id.</param>
/// <param name="Kind">What kind of request it is.</param>
/// <param name="Name">The command without any prefix, the action or callback id, or the event's type.</param>
/// <param name="Channel">The channel's id; null if there is none.</param>
/// <param name="Text">A command's text; otherwise empty.</param>
/// <param name="TeamId">The workspace's id; empty if Slack does not say.</param>
public readonly record struct SlackRequestInfo(string UserId, SlackRequestKind Kind, string Name, string? Channel, string Text = "", string TeamId = "");

/// <summary>What kind of request it is.</summary>
public enum SlackRequestKind
{
    /// <summary>A slash command.</summary>
    Command,

    /// <summary>An element was used.</summary>
    BlockAction,

    /// <summary>A modal was submitted.</summary>
    ViewSubmission,

    /// <summary>A modal was closed. A refusal is not shown to anyone.</summary>
    ViewClosed,

    /// <summary>A global shortcut.</summary>
    GlobalShortcut,

    /// <summary>A message shortcut.</summary>
    MessageShortcut,

    /// <summary>Choices for an external select. A refusal means no choices.</summary>
    Options,

    /// <summary>An event. A refusal is not shown to anyone.</summary>
    Event,
}
