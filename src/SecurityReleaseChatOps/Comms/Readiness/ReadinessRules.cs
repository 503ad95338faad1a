using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What PSIRT lacks to be ready, who may say that it is, and what breaks that; pure.</summary>
public static class ReadinessRules
{
    /// <summary>
    /// What is missing: of the checklist what comes before its step of readiness, and each review by a second person; what
    /// audiences are to be told before publication and have not acknowledged; at Critical the approval of the customer email.
    /// </summary>
    /// <param name="board">Null when the release has no checklist.</param>
    public static IReadOnlyList<Lack> Missing(Release release, Board? board, IReadOnlyList<PlanEntry> plan, CustomerText? text)
    {
        var steps = board is null ? [] : Steps(board).ToList();
        var approval = Approval(release, text).ToList();
        if (approval.Count > 0)
            steps.RemoveAll(step => step.Item.Deed == Deed.EmailApproved);
        var listed = steps.Select(step => step.Item.Id).ToHashSet();
        return
        [
            .. steps.Select(step => new Lack("step:" + step.Key, Words(step))),
            .. plan.Where(entry => IsBefore(entry.Message) && entry.State != PlanState.Done && !Covered(entry, board, listed))
                .Select(entry => new Lack("message:" + entry.Message.Id, Words(entry))),
            .. approval,
        ];
    }

    /// <summary>Asks once more; who asked before is not counted twice.</summary>
    public static Readiness Ask(Readiness? before, string release, string by, DateTimeOffset now)
    {
        var known = before ?? new Readiness { Release = release };
        return known.Asked.Any(asked => asked.By == by) ? known : known with { Asked = [.. known.Asked, new(by, now)] };
    }

    /// <param name="missing">What is missing now.</param>
    /// <param name="override">Why an admin accepts it; null when nobody does.</param>
    public static Decision<Readiness> Confirm(
        Readiness? before, Release release, IReadOnlyList<Lack> missing, string by, string? @override, DateTimeOffset now)
    {
        var known = before ?? new Readiness { Release = release.Id };
        var why = string.IsNullOrWhiteSpace(@override) ? null : @override.Trim();
        return release.State != ReleaseState.Preparing ? Decision<Readiness>.Refuse($"{release.Id} is {release.State.ToString().ToLowerInvariant()}: nobody waits for that any more")
            : known.Confirmed is not null ? Decision<Readiness>.Same(known, "It is confirmed already")
            : missing.Count > 0 && why is null ? Decision<Readiness>.Refuse("Something is missing still")
            : Decision<Readiness>.New(known with
            {
                Confirmed = new(by, now, [.. missing.Select(lack => lack.Key)], Fixes(release), missing.Count > 0 ? why : null),
                Withdrawn = null,
            });
    }

    /// <summary>What breaks a confirmation, in mrkdwn; null while it holds, or when there is none.</summary>
    public static string? Broken(Readiness? readiness, Release release, IReadOnlyList<Lack> missing) =>
        readiness?.Confirmed is not { } confirmed || release.State != ReleaseState.Preparing ? null
        : FixesChanged(confirmed, release)
        ?? missing.FirstOrDefault(lack => !confirmed.Lacking.Contains(lack.Key))?.Words;

    /// <summary>What became other of the fixes since it was confirmed, in mrkdwn; null when nothing did.</summary>
    public static string? FixesChanged(ReadyConfirmed confirmed, Release release)
    {
        var now = Fixes(release);
        return now.SequenceEqual(confirmed.Fixes) ? null
            : now.Except(confirmed.Fixes).ToList() is [var first, ..] added ? $"the fix {Mrkdwn.Plain(first)} was added{(added.Count > 1 ? ", and others" : "")}"
            : $"the fix {Mrkdwn.Plain(confirmed.Fixes.Except(now).First())} was removed";
    }

    public static Readiness Withdraw(Readiness readiness, string why, DateTimeOffset now) =>
        readiness with { Withdrawn = new(readiness.Confirmed!, now, why), Confirmed = null };

    private static IReadOnlyList<string> Fixes(Release release) => [.. release.Fixes.Select(fix => fix.Id).Order(StringComparer.Ordinal)];

    private static IEnumerable<Step> Steps(Board board)
    {
        var said = board.Steps.Where(step => step.Item.Deed is Deed.Ready or Deed.ReadyFor).ToList();
        return said.SelectMany(board.Blockers)
            .Concat(board.Steps.Where(step => step.Open && step.Item.Deed is null && step.Item.Rows.Contains("D6")))
            .DistinctBy(step => step.Key);
    }

    private static string Words(Step step) => Checklists.Words.Name(step)
        + (step.Item.NeedsSecondPerson && step.State.Confirmations is [.., var one] ? $": {Mrkdwn.User(one.By)} has confirmed it, a second person of PSIRT must too" : "")
        + (step.State.ClaimedBy is { } claimant ? $" ({Mrkdwn.User(claimant)} is at it)" : "");

    // What follows the confirmation, the merge or the publication is not waited for.
    private static bool IsBefore(CommsMessage message) =>
        message.Required && message.Due.Anchor is DueAnchor.Due or DueAnchor.Start
        && !message.Needs.Contains(CommsGate.Published) && !message.Needs.Contains(CommsGate.Ready);

    // A step of the checklist says it already, or that it was done in another way.
    private static bool Covered(PlanEntry entry, Board? board, HashSet<string> listed)
    {
        string[] ids = [.. entry.Message.Steps, .. entry.Message.Opens];
        if (ids.Any(listed.Contains))
            return true;
        var steps = board?.Steps.Where(step => ids.Contains(step.Item.Id)).ToList() ?? [];
        return entry.Ping is null && steps.Count > 0 && steps.TrueForAll(step => step.State.Settled);
    }

    private static string Words(PlanEntry entry) => $"*{Mrkdwn.Escape(entry.Audience.Name)}*: {Mrkdwn.Escape(entry.Message.Title)} – " + entry.State switch
    {
        PlanState.Sent or PlanState.Unanswered => "not acknowledged",
        PlanState.Scheduled => "not sent yet",
        _ => "not told",
    };

    private static IEnumerable<Lack> Approval(Release release, CustomerText? text)
    {
        if (!CustomerRules.NeedsApproval(release) || CustomerRules.NoEmail(release) is not null || CustomerRules.State(text, release) >= CustomerState.Approved)
            yield break;
        yield return new("approval", text?.Ready is null
            ? "*Customer email*: not ready for Communications to approve"
            : "*Customer email*: Communications has not approved it");
    }
}
