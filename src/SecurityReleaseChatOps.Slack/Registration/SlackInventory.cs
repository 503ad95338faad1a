namespace SecurityReleaseChatOps.Slack;

/// <summary>The names of everything registered, sorted, to check against the app's manifest.</summary>
public sealed class SlackInventory
{
    internal SlackInventory(SlackRegistration registration)
    {
        Commands = Sorted(registration.Commands.Keys);
        GlobalShortcuts = Sorted(registration.GlobalShortcuts.Keys);
        MessageShortcuts = Sorted(registration.MessageShortcuts.Keys);
        Actions = Sorted(registration.Actions.Keys);
        Submissions = Sorted(registration.Submissions.Keys);
        Options = Sorted(registration.Options.Keys);
        Events = Sorted(registration.Events.Keys);
    }

    /// <summary>Slash commands, with their slash and without any prefix.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>Callback ids of global shortcuts.</summary>
    public IReadOnlyList<string> GlobalShortcuts { get; }

    /// <summary>Callback ids of message shortcuts.</summary>
    public IReadOnlyList<string> MessageShortcuts { get; }

    /// <summary>Action ids.</summary>
    public IReadOnlyList<string> Actions { get; }

    /// <summary>Callback ids of modals.</summary>
    public IReadOnlyList<string> Submissions { get; }

    /// <summary>Action ids of external selects.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>Slack's names of events.</summary>
    public IReadOnlyList<string> Events { get; }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
