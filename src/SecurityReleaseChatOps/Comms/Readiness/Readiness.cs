namespace SecurityReleaseChatOps.Comms;

/// <summary>Whether PSIRT is ready for a release to go out (row D6): asked by release managers, confirmed by PSIRT.</summary>
public sealed record Readiness
{
    public required string Release { get; init; }

    /// <summary>Who asked, each once, oldest first: they are told.</summary>
    public IReadOnlyList<Did> Asked { get; init; } = [];

    /// <summary>Null as long as nobody confirmed it, and again once something broke it.</summary>
    public ReadyConfirmed? Confirmed { get; init; }

    /// <summary>What broke the last confirmation; null when nothing did.</summary>
    public ReadyWithdrawn? Withdrawn { get; init; }

    /// <summary>The key of the message in the release managers' channel under which they are told; null before the first word.</summary>
    public string? Thread { get; init; }
}

/// <param name="Lacking">Keys of what was missing and accepted; empty when nothing was.</param>
/// <param name="Fixes">Which fixes it was said of.</param>
/// <param name="Why">Why an admin accepted what was missing; null otherwise.</param>
public sealed record ReadyConfirmed(string By, DateTimeOffset At, IReadOnlyList<string> Lacking, IReadOnlyList<string> Fixes, string? Why = null);

/// <param name="Why">mrkdwn.</param>
public sealed record ReadyWithdrawn(ReadyConfirmed Was, DateTimeOffset At, string Why);
