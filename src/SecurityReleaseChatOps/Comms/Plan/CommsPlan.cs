using SecurityReleaseChatOps.Checklists;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a plan is made from, beside the matrix and what was sent.</summary>
/// <param name="StartedAt">When the release was started.</param>
/// <param name="Open">The gates that are open.</param>
public sealed record CommsFacts(ReleaseFacts Release, DateTimeOffset StartedAt, IReadOnlySet<CommsGate> Open);

/// <summary>How one message of the plan stands.</summary>
public enum PlanState
{
    /// <summary>Its anchor has not happened, or a gate is closed.</summary>
    NotYet,

    /// <summary>It can be sent; its time has not passed.</summary>
    Due,

    /// <summary>It can be sent, and should have been.</summary>
    Overdue,

    /// <summary>Written, and waiting for its time.</summary>
    Scheduled,

    /// <summary>Sent, and an acknowledgement is awaited.</summary>
    Sent,

    /// <summary>Sent, and its acknowledgement is overdue.</summary>
    Unanswered,

    /// <summary>Sent, and acknowledged where it had to be.</summary>
    Done,

    /// <summary>Nobody was told before the publication, and what was under embargo is public now: no longer needed.</summary>
    Passed,
}

/// <summary>One line of a release's communications.</summary>
/// <param name="Due">Null as long as what it is counted from has not happened.</param>
/// <param name="Closed">The gates that hold it back.</param>
/// <param name="Ping">What was written; null as long as nothing was.</param>
public sealed record PlanEntry(
    CommsMessage Message, AudienceEntry Audience, DateTimeOffset? Due, PlanState State, IReadOnlyList<CommsGate> Closed, Ping? Ping);

/// <summary>What a release's audiences are due, pure: from the matrix, the release and what was sent.</summary>
public static class CommsPlan
{
    /// <summary>The messages that are for such a release, what comes next first.</summary>
    public static IReadOnlyList<PlanEntry> Of(CommsMatrix matrix, CommsFacts facts, IReadOnlyList<Ping> pings, DateTimeOffset now) =>
    [
        .. matrix.Messages
            .Where(message => message.IsFor(facts.Release))
            .Select(message => Entry(matrix, message, facts, pings.FirstOrDefault(ping => ping.Message == message.Id), now))
            .OrderBy(Rank)
            .ThenBy(entry => entry.Due ?? DateTimeOffset.MaxValue),
    ];

    /// <summary>
    /// Whether a checklist item is done by what was sent: at least one message that settles it, and all of those that are
    /// required for such a release.
    /// </summary>
    public static bool IsSettled(CommsMatrix matrix, ReleaseFacts release, IReadOnlyList<Ping> pings, string itemId)
    {
        var settling = matrix.Messages.Where(message => message.IsFor(release) && message.Steps.Contains(itemId)).ToLookup(IsSent);
        return settling[true].Any() && !settling[false].Any(message => message.Required);

        bool IsSent(CommsMessage message) => pings.Any(ping => ping.Message == message.Id && ping.SentAt is not null);
    }

    /// <summary>What somebody must do now, what is waited for, what is only offered, what is over.</summary>
    private static int Rank(PlanEntry entry) => entry.State switch
    {
        PlanState.Done or PlanState.Passed => 3,
        PlanState.Unanswered => 0,
        PlanState.Scheduled or PlanState.Sent => 1,
        _ when !entry.Message.Required => 2,
        PlanState.NotYet => 1,
        _ => 0,
    };

    private static PlanEntry Entry(CommsMatrix matrix, CommsMessage message, CommsFacts facts, Ping? ping, DateTimeOffset now)
    {
        var due = message.DueFor(facts.Release).At(facts.Release, facts.StartedAt);
        var closed = message.Needs.Where(gate => !facts.Open.Contains(gate)).ToList();
        return new(message, matrix.Find(message.To)!, due, State(message, ping, due, closed, facts, now), closed, ping);
    }

    private static PlanState State(CommsMessage message, Ping? ping, DateTimeOffset? due, List<CommsGate> closed, CommsFacts facts, DateTimeOffset now) => ping switch
    {
        null when message.Embargoed && facts.Release.PublishedAt is not null => PlanState.Passed,
        null when closed.Count > 0 || due is null => PlanState.NotYet,
        null => message.Required && due < now ? PlanState.Overdue : PlanState.Due,
        { SentAt: null } => PlanState.Scheduled,
        { SentAt: { } sent } when message.Acknowledge is { } rule && ChaseRules.IsAwaited(ping, message, facts.Release) =>
            sent + ChaseRules.Within(rule, facts.Release) < now ? PlanState.Unanswered : PlanState.Sent,
        _ => PlanState.Done,
    };
}
