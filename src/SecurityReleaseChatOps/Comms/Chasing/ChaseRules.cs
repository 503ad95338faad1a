using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What an unanswered ping asks for.</summary>
public enum Chase
{
    Nothing,

    /// <summary>The audience is reminded, in its thread.</summary>
    Remind,

    /// <summary>Those whom the matrix names hear that nobody answered.</summary>
    Escalate,
}

/// <summary>
/// How an acknowledgement is waited for, pure: reminded once after the message's time, escalated once after the reminder. Both
/// only while someone of the audience is at work, except at Critical. What was for before publication ends with it.
/// </summary>
public static class ChaseRules
{
    /// <param name="release">One that goes on: for a cancelled release nobody is chased, and the caller does not ask.</param>
    public static Chase Due(Ping ping, CommsMessage message, Release release, AudienceHours audience, DateTimeOffset now)
    {
        if (!IsAwaited(ping, message, release) || message.Acknowledge is not { } rule || ping.SentAt is not { } sent)
            return Chase.Nothing;
        if (release.WorstSeverity != Severity.Critical && !audience.IsAtWork(now))
            return Chase.Nothing;
        return ping switch
        {
            { RemindedAt: null } => now >= sent + Within(rule, release) ? Chase.Remind : Chase.Nothing,
            { RemindedAt: { } reminded, EscalatedAt: null } => now >= reminded + Escalate(rule, release) ? Chase.Escalate : Chase.Nothing,
            _ => Chase.Nothing,
        };
    }

    /// <summary>The ping with that done, to be stored with the message about it.</summary>
    public static Ping Done(Ping ping, Chase due, DateTimeOffset now) => due switch
    {
        Chase.Remind => ping with { RemindedAt = now },
        Chase.Escalate => ping with { EscalatedAt = now },
        _ => ping,
    };

    /// <summary>Whether somebody still has to acknowledge it.</summary>
    public static bool IsAwaited(Ping ping, CommsMessage message, Release release) =>
        message.Acknowledge is not null
        && ping is { SentAt: not null, Answered: null, Elsewhere: null }
        && !(message.Embargoed && release.PublishedAt is not null);

    /// <summary>How long after it was sent an answer is overdue.</summary>
    public static TimeSpan Within(AcknowledgeRule rule, Release release) => release.WorstSeverity == Severity.Critical ? rule.CriticalWithin : rule.Within;

    /// <summary>How long after the reminder it is escalated.</summary>
    public static TimeSpan Escalate(AcknowledgeRule rule, Release release) => release.WorstSeverity == Severity.Critical ? rule.CriticalEscalate : rule.Escalate;
}
