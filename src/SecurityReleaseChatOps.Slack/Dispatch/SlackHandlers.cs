namespace SecurityReleaseChatOps.Slack;

/// <summary>All handlers, made once.</summary>
internal sealed class SlackHandlers(SlackRegistration registration, SlackSettings settings, IServiceProvider services)
{
    public HandlerMap<ISlashCommandHandler> Commands { get; } = new(registration.Commands, services);

    public HandlerMap<ActionHandler> Actions { get; } = new(registration.Actions, services);

    public HandlerMap<IViewSubmissionHandler> Submissions { get; } = new(registration.Submissions, services);

    public HandlerMap<IGlobalShortcutHandler> GlobalShortcuts { get; } = new(registration.GlobalShortcuts, services);

    public HandlerMap<IMessageShortcutHandler> MessageShortcuts { get; } = new(registration.MessageShortcuts, services);

    public HandlerMap<IBlockOptionProvider> Options { get; } = new(registration.Options, services);

    public HandlerMap<EventHandler[]> Events { get; } = new(
        registration.Events.Select(e => KeyValuePair.Create<string, Func<IServiceProvider, EventHandler[]>>(e.Key, s => [.. e.Value.Select(make => make(s))])),
        services);

    /// <summary>The name under which the handler of this request is registered, which never contains what somebody typed.</summary>
    public string NameOf(SlackRequestInfo info) => info.Kind switch
    {
        SlackRequestKind.Command => Commands.NameOf(info.Name),
        SlackRequestKind.BlockAction => Actions.NameOf(info.Name),
        SlackRequestKind.ViewSubmission or SlackRequestKind.ViewClosed => Submissions.NameOf(info.Name),
        SlackRequestKind.GlobalShortcut => GlobalShortcuts.NameOf(info.Name),
        SlackRequestKind.MessageShortcut => MessageShortcuts.NameOf(info.Name),
        SlackRequestKind.Options => Options.NameOf(info.Name),
        _ => Events.NameOf(info.Name),
    } ?? "other";

    /// <summary>The command's name without the configured prefix.</summary>
    public string Unprefixed(string command) =>
        settings.CommandPrefix.Length > 0 && command.AsSpan(Math.Min(1, command.Length)).StartsWith(settings.CommandPrefix)
            ? "/" + command[(1 + settings.CommandPrefix.Length)..]
            : command;
}
