using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>Everything a close-out is decided and shown from.</summary>
/// <param name="Board">Its checklist; null when it has none.</param>
internal sealed record CloseOutSnapshot(Release Release, CloseOutPlan Plan, CloseOutState State, Board? Board)
{
    /// <summary>Those who agreed to the current plan; a change of fixes or versions voids earlier agreements.</summary>
    public IReadOnlyList<Agreed> Agreed => CloseOutRules.Holding(Release, Plan, State);

    /// <summary>Whether two different people agreed.</summary>
    public bool IsAgreed => Agreed.Count >= 2;

    /// <summary>What is left to do before the release is closed, and who has it.</summary>
    public IReadOnlyList<Missing> Missing => [.. CloseOutRules.Left(this), .. CloseOutRules.Steps(Board)];

    /// <summary>The pieces of a part that are not done.</summary>
    public IReadOnlyList<string> Open(Part part) => CloseOutRules.Open(Plan, State, part);
}

/// <summary>Who may close out what, and what is left; pure.</summary>
internal static class CloseOutRules
{
    /// <summary>How many times, a week apart, to ask whether the CVE records are public.</summary>
    public const int Weeks = 6;

    public static Duration Week { get; } = Duration.FromDays(7);

    // Steps due later than this after publication do not hold up the close.
    private static readonly Duration Soon = Duration.FromDays(7);

    private static readonly Part[] beforeClose = [Part.Issues, Part.Cves, Part.Reports];

    /// <summary>The unfinished parts that come before closing the release.</summary>
    public static IReadOnlyList<Missing> Left(CloseOutSnapshot snapshot) =>
    [
        .. from part in beforeClose
           let open = snapshot.Open(part)
           where open.Count > 0
           select new Missing(
               $"close-out:{part}:{string.Join(',', open)}", string.Create(CultureInfo.InvariantCulture, $"*{PartText.Title(part)}*: {open.Count} left"),
               Mrkdwn.User(snapshot.Release.Owner)),
    ];

    /// <summary>The checklist's unsettled required steps that are due by then and are not covered by a part.</summary>
    public static IReadOnlyList<Missing> Steps(Board? board) => board is null ? [] :
    [
        .. from step in board.Steps
           where step.Blocks && !(step.Due > board.Release.PublishedAt + Soon) && !step.Item.SettledBy.SelectMany(term => term.Facts).Any(PartText.IsFact)
           select new Missing("step:" + step.Key, ChecklistText.Name(step), board.Has(step, Mrkdwn.User)),
    ];

    public static IReadOnlyList<Agreed> Holding(Release release, CloseOutPlan plan, CloseOutState state)
    {
        var (mark, changed) = (plan.Mark(),
            release.Edits.Where(edit => edit.Part is ReleasePart.Fixes or ReleasePart.Versions).Select(edit => (Instant?)edit.At).Max());
        return [.. state.Agreed.Where(agreed => agreed.Mark == mark && !(agreed.At < changed)).DistinctBy(agreed => agreed.By)];
    }

    public static IReadOnlyList<string> Open(CloseOutPlan plan, CloseOutState state, Part part) =>
        [.. plan.Subjects(part).Where(subject => !state.Done.Any(did => did.Part == part && did.Subject == subject))];

    /// <summary>The pieces of a part that may be done now, without the CVEs that row E10 holds back.</summary>
    public static IReadOnlyList<string> Doable(CloseOutPlan plan, CloseOutState state, Part part) =>
        [.. Open(plan, state, part).Where(subject => part != Part.Cves || plan.Cves.First(cve => cve.Id == subject).Hindrance is null)];

    /// <summary>Closes the release; needs a reason when something is left.</summary>
    public static Decision<Release> Close(CloseOutSnapshot snapshot, string? reason, string by, Instant now) =>
        snapshot.Missing.Count > 0 && string.IsNullOrWhiteSpace(reason) ? Decision<Release>.Refuse("Say why it is closed without what is left")
        : ReleaseRules.Close(snapshot.Release, by, now) is { Changed: true, Value: { } closed }
            ? ReleaseRules.WithReason(snapshot.Missing.Count > 0 ? reason : null, why => closed with { Changed = closed.Changed! with { Reason = why } })
        : ReleaseRules.Close(snapshot.Release, by, now);

    public static Decision<CloseOutState> Agree(CloseOutSnapshot snapshot, string by, Instant now) =>
        snapshot.Agreed.Any(agreed => agreed.By == by)
            ? Decision<CloseOutState>.Same(snapshot.State, snapshot.IsAgreed ? "It is agreed" : "You agreed already: a second person must too")
        : Decision<CloseOutState>.New(snapshot.State with { Agreed = [.. snapshot.State.Agreed, new(by, now, snapshot.Plan.Mark())] });

    /// <summary>Records that someone did these pieces of a part; a piece done earlier stays with whoever did it first.</summary>
    public static Decision<CloseOutState> Tick(
        CloseOutSnapshot snapshot, Part part, IReadOnlyCollection<string> subjects, string by, Instant now, bool sent = false)
    {
        var done = Doable(snapshot.Plan, snapshot.State, part).Where(subjects.Contains).ToList();
        return done.Count == 0
            ? Decision<CloseOutState>.Same(snapshot.State, "That was done already")
            : Decision<CloseOutState>.New(
                snapshot.State with { Done = [.. snapshot.State.Done, .. done.Select(subject => new Did(part, subject, by, now, sent))] });
    }

    /// <summary>The reports whose engineers the app tells now: two people agreed to the words, and the engineer has not been told yet.</summary>
    public static IReadOnlyList<ReportToTell> ToSend(CloseOutSnapshot snapshot) =>
        snapshot.IsAgreed ? [.. snapshot.Plan.Reports.Where(report => report.Engineer is not null && snapshot.Open(Part.Reports).Contains(report.Id))] : [];

    /// <summary>The week whose question is due, counted from 1; null when none is.</summary>
    public static int? WeekToAsk(CloseOutSnapshot snapshot, Instant now)
    {
        var week = WeekOf(snapshot.Release, now);
        return week > snapshot.State.Asked && snapshot.Open(Part.Records).Count > 0 ? week : null;
    }

    /// <summary>Whole weeks since publication, at most <see cref="Weeks"/>.</summary>
    public static int WeekOf(Release release, Instant now) => release.PublishedAt is { } published ? (int)Math.Min((now - published) / Week, Weeks) : 0;

    /// <summary>Whether another question is still to come.</summary>
    public static bool Asks(CloseOutSnapshot snapshot, Instant now) =>
        snapshot.Release.PublishedAt is { } published && snapshot.State.Asked < Weeks && now < published + ((Weeks + 1) * Week)
            && snapshot.Open(Part.Records).Count > 0;

    /// <summary>When and by whom a part was completed: its last piece, or the second agreement when there is nothing to do. Null while it is open.</summary>
    public static (string By, Instant At)? Completed(CloseOutSnapshot snapshot, Part part)
    {
        var subjects = snapshot.Plan.Subjects(part);
        if (snapshot.Open(part).Count > 0)
            return null;
        return subjects.Count > 0
            ? snapshot.State.Done.Where(did => did.Part == part && subjects.Contains(did.Subject)).OrderBy(did => did.At).Select(did => (did.By, did.At)).Last()
            : snapshot.IsAgreed ? (snapshot.Agreed[1].By, snapshot.Agreed[1].At)
            : null;
    }
}
