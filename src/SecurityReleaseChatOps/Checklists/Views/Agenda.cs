using NodaTime.Text;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What to do next, and who does it.</summary>
public static class Agenda
{
    /// <summary>
    /// What a person can do now: claimed by them first, then what waits for a second person, then overdue or within the hour
    /// of the announcements, then by due time; last what nothing waits for, and what others owe, such as answers, which the holder
    /// follows up. Empty for those who are not of the pair, have no step of their role and claimed nothing.
    /// </summary>
    /// <param name="own">Roles of the person outside the pair.</param>
    public static IReadOnlyList<Step> NextFor(Board board, string person, Instant now, IReadOnlyCollection<Role>? own = null) =>
        [.. board.Steps
            .Where(step => step.Open && CanBe(step, person, board.Release, own ?? []) && IsReady(board, step))
            .OrderBy(step => Rank(board, step, person, now))
            .ThenBy(step => step.Due ?? Instant.MaxValue)];

    /// <summary>
    /// When an open step becomes overdue if it can be done: 15 minutes after its time, 5 in the hour of the announcements, when people
    /// watch the clock; and never sooner than that after the release was started, or the fix or CVE added. Null
    /// for a step that alarms nobody, and in a release that is over.
    /// </summary>
    public static Instant? OverdueFrom(Board board, Step step) =>
        step.Blocks && step.Due is { } due && !board.Release.IsOver() ? new[] { due, Began(board.Release, step) }.Max() + Grace(board, step) : null;

    /// <summary>Whether a step's time has passed and it can be done now: what waits for others is blocked, not overdue.</summary>
    public static bool IsOverdue(Board board, Step step, Instant now) => OverdueFrom(board, step) <= now && IsReady(board, step);

    public static IReadOnlyList<Step> Overdue(Board board, Instant now) =>
        [.. board.Steps.Where(step => IsOverdue(board, step, now)).OrderBy(step => step.Due)];

    /// <summary>Overdue steps worth a message: not those unblocked only just now.</summary>
    public static IReadOnlyList<Step> Alarming(Board board, Instant now) => [.. Overdue(board, now).Where(step =>
        !board.Steps.Any(before => step.Item.After.Contains(before.Item.Id) && before.State.SettledAt + Grace(board, step) > now))];

    public static bool IsReady(Board board, Step step) => step.State.ForcedWhy is not null || board.Blockers(step).Count == 0;

    /// <summary>Who is responsible: whoever claimed it; once one of the pair confirmed it, the other; the Secondary for their own; else the holder.</summary>
    public static string Holder(Step step, Release release) =>
        step.State.ClaimedBy
        ?? (step is { Item.NeedsSecondPerson: true, State.Confirmations: [var first, ..] } ? release.OtherThan(first.By)
            : step.Item.Role == Role.Secondary ? release.Secondary : release.Owner);

    /// <summary>When the release, fix or CVE that a step is about was added.</summary>
    internal static Instant Began(Release release, Step step) => release.Fixes
        .Where(fix => step.Subject is { } subject && (fix.Id == subject || fix.CveId == subject)).Select(fix => (Instant?)fix.AddedAt).Min()
            ?? release.CreatedAt;

    private static Duration Grace(Board board, Step step) =>
        Duration.FromMinutes(IsAnnouncement(board, step) ? 5 : 15);

    /// <summary>Whether it is due in the hour after the merge.</summary>
    private static bool IsAnnouncement(Board board, Step step) =>
        step.Due >= board.Release.MergedAt && step.Due <= board.Release.MergedAt + AnnouncementWindow.Length;

    /// <summary>Whether a step can wait for this person: it is theirs by role or claim, and they have not confirmed it yet.</summary>
    /// <param name="own">Roles of the person outside the pair.</param>
    public static bool CanBe(Step step, string person, Release release, IReadOnlyCollection<Role> own)
    {
        if (step.State.ClaimedBy is { } claimant && !step.Item.NeedsSecondPerson)
            return claimant == person;
        if (step.State.Confirmations.Any(said => said.By == person))
            return false;
        if (step.State.ClaimedBy == person)
            return true;
        return own.Contains(step.Item.Role) || step.Item.Role switch
        {
            Role.Secondary when !step.Item.NeedsSecondPerson => person == release.Secondary,
            _ when step.Item.NeedsSecondPerson || step.Item.Role == Role.Either => release.Pair.Contains(person) || person == release.Owner,
            _ => person == release.Owner,
        };
    }

    private static int Rank(Board board, Step step, string person, Instant now) =>
        step.State.ClaimedBy == person ? 0
        : step.State.Confirmations.Count > 0 ? 1
        : IsOverdue(board, step, now) || IsAnnouncement(board, step) ? 2
        : step is { Blocks: true, Item.Role: Role.Primary or Role.Secondary or Role.Either } && (board.ToTell(step) || !board.Awaits(step)) ? 3
        : 4;
}

/// <summary>Who has a step, and the state of its messages, derived from facts.</summary>
internal static class Asking
{
    private const int Longest = 80;

    /// <summary>mrkdwn: who was told, whose answer is awaited since when, what was answered, and when a message goes out.</summary>
    public static IEnumerable<string> Waits(this Board board, Step step)
    {
        var (told, waiting, again, answered, scheduled) = (new List<Fact>(), new List<Fact>(), new List<Fact>(), new List<string>(), new List<string>());
        foreach (var message in step.Item.Tells)
        {
            var (sent, answer, isAgain) = board.Last(message);
            if (sent is not null && answer is not null)
                answered.Add(
                    $"{Mrkdwn.Plain(sent.Value)} {Said(answer)} {Mrkdwn.Date(answer.At)}{(board.Fell(step, answer) ? ", to be asked again" : "")}"
                    + Wanted(answer));
            else if (sent is not null)
                (sent.About is null ? told : isAgain ? again : waiting).Add(sent);
            if (board.Happened.FirstOrDefault(fact => fact.Kind == message + ".missed") is { } missed)
                scheduled.Add($":warning: {Mrkdwn.Plain(missed.Value)} did not get it: send it now, or cancel it");
            else if (board.Happened.FirstOrDefault(fact => fact.Kind == message + ".scheduled") is { } later)
                scheduled.Add($"{Mrkdwn.Plain(later.Value)} hears it {Mrkdwn.Date(InstantPattern.ExtendedIso.Parse(later.About!).Value)}");
        }
        return
        [
            .. answered,
            .. waiting.Count > 0 ? [Awaited(waiting)] : Array.Empty<string>(),
            .. again.Count > 0 ? ["asked again, " + Awaited(again)] : Array.Empty<string>(),
            .. told.Count > 0 ? [$"{Names(told)} told {Mrkdwn.Date(told.Max(sent => sent.At))}"] : Array.Empty<string>(),
            .. scheduled,
        ];

        static string Awaited(List<Fact> sent) => $"waiting for {Names(sent)} since {Mrkdwn.Date(sent.Min(one => one.At))}";
    }

    /// <summary>Whether a message is written but not sent: it can still be changed.</summary>
    public static bool IsWritten(this Board board, string message) => board.Happened.Any(fact => fact.Kind == message + ".scheduled");

    /// <summary>The facts still missing that those told by a step know of later changes, where a person has to tell them.</summary>
    public static IEnumerable<Fact> Outdated(this Board board, Step step) =>
        board.Happened.Where(fact => step.Item.Tells.Any(message => fact.Kind == message + ".outdated"));

    /// <summary>Whether a message of a step is still to be sent or scheduled, for the first time or again.</summary>
    public static bool ToTell(this Board board, Step step) => step.Item.Tells.Any(board.IsUnsaid);

    /// <summary>Whether a message is still to be sent or scheduled, for the first time or again.</summary>
    public static bool IsUnsaid(this Board board, string message) =>
        !board.IsWritten(message) && (board.Last(message).Sent is null || board.IsToAskAgain(message));

    /// <summary>Whether a message's newest answer leaves its step open until asked again: it was against, or what was agreed to changed since.</summary>
    public static bool IsToAskAgain(this Board board, string message) =>
        board.Telling(message) is { Open: true } step
        && board.Last(message) is { Sent.About: not null, Answer: { } answer }
        && (Kinds.Word(answer.Kind) is "no" or "changes" or "date" && !step.Item.SettledBy.Any(term => term.Facts.Contains(answer.Kind))
            || board.Fell(step, answer));

    public static bool Awaits(this Board board, Step step) => Asked(board, step).Count > 0;

    /// <summary>Whether an agreement of that time no longer counts: the step was reopened since, or its subject changed.</summary>
    public static bool Fell(this Board board, Step step, Instant at) =>
        step.State.Record.ReopenedAt >= at
        || step.Item.About.Any(about => board.Happened.Any(fact => fact.Kind == Kinds.EditOf(about) && fact.At > at));

    private static bool Fell(this Board board, Step step, Fact answer) =>
        Kinds.Stays(answer.Kind) ? step.State.Record.ReopenedAt >= answer.At : board.Fell(step, answer.At);

    /// <summary>mrkdwn: whoever claimed it, else the audience whose answer is awaited, else the step's role.</summary>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static string Has(this Board board, Step step, Func<string, string> shown) =>
        step.State.ClaimedBy is { } claimant ? shown(claimant)
        : Asked(board, step) is { Count: > 0 } asked ? string.Join(", ", asked)
        : step.Item.Role switch
        {
            Role.Primary => shown(board.Release.Primary),
            Role.Secondary => shown(board.Release.Secondary),
            Role.ReleaseManager => "the release managers",
            Role.Communications => "Communications",
            Role.Developer => "the developers",
            _ => "the pair",
        };

    private static IReadOnlyList<string> Asked(Board board, Step step) =>
    [
        .. from message in step.Item.Tells
           let last = board.Last(message)
           where last is { Sent.About: not null, Answer: null }
           select Mrkdwn.Plain(last.Sent!.Value),
    ];

    /// <summary>When a message was last sent, what was answered since, and whether it had been sent before.</summary>
    private static (Fact? Sent, Fact? Answer, bool IsAgain) Last(this Board board, string message)
    {
        var all = board.Happened.Where(fact => fact.Kind == message + ".sent").ToList();
        var sent = all.MaxBy(fact => fact.At);
        var answer = board.Happened.Where(fact => Kinds.Message(fact.Kind) == message && Kinds.IsAnswer(fact.Kind)).MaxBy(fact => fact.At);
        return (sent, all.Count > 1 && answer?.At < sent!.At ? null : answer, all.Count > 1);
    }

    private static string Names(IEnumerable<Fact> sent) => string.Join(" and ", sent.Select(fact => Mrkdwn.Plain(fact.Value)).Distinct());

    /// <summary>mrkdwn: the changes that an answer asks for; empty for another answer.</summary>
    private static string Wanted(Fact answer) => answer is { Value: { } words } && Kinds.Word(answer.Kind) == "changes"
        ? ": " + Mrkdwn.Plain(Text.PlainText.Cut(words, Longest))
        : "";

    private static string Said(Fact answer) => Kinds.Word(answer.Kind) switch
    {
        "acknowledged" => "acknowledged it",
        "approved" => "approved it",
        "changes" => "asked for changes",
        "date" when DateOnly.TryParseExact(answer.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) =>
            $"asked for {date:ddd d MMM}",
        "impact" => "gave the impact",
        var word => "said " + word,
    };
}

/// <summary>The dated rules of every release.</summary>
public static class ReleaseDeadlines
{
    /// <summary>How long after publication the next release is prepared and issues become public.</summary>
    public static Duration FollowUpAfter { get; } = Duration.FromDays(30);

    /// <summary>
    /// 48 hours before the due date: a fix added later likely does not make it. Null for a process without that step, for the critical one (its
    /// fixes come late), and for a release started within those hours.
    /// </summary>
    public static Instant? FixDeadline(Board board) => board.Release.DueAt - Duration.FromHours(48) is var deadline
        && board.Release.Kind != ReleaseKind.Critical && deadline > board.Release.CreatedAt && board.Steps.Any(SettlesFixes) ? deadline : null;

    /// <summary>Whether this step settles the list of fixes (row A4).</summary>
    public static bool SettlesFixes(Step step) => step.Item.Rows.Contains("A4");

    /// <summary>Fixes added after the deadline: they must not be in the post, and their text is kept as a comment on their issue.</summary>
    public static IReadOnlyList<ReleaseFix> LateFixes(Board board) =>
        FixDeadline(board) is { } deadline ? [.. board.Release.Fixes.Where(fix => fix.AddedAt > deadline)] : [];

    /// <summary>Null until publication, and when nothing is left to do (row A6).</summary>
    public static Instant? FollowUp(Board board) =>
        board.Steps.Any(step => step.Blocks && step.Item.Rows.Contains("A6")) ? board.Release.PublishedAt + FollowUpAfter : null;

    /// <summary>Whether its dates are still watched: for a closed release, until a week after the follow-up 30 days after publication.</summary>
    public static bool IsFollowed(this Release release, Instant now) => release.IsActive
        || release.State == ReleaseState.Closed && release.PublishedAt + FollowUpAfter + Duration.FromDays(7) > now;

    /// <summary>Whether nothing more comes of it: nobody is asked for what is left.</summary>
    public static bool IsOver(this Release release) => release is { IsActive: false, OverAt: not null };

    /// <summary>Whether a step's due time still counts: in a closed release, only if due after it closed.</summary>
    public static bool Counts(this Release release, Step step) => release.IsActive || step.Due > release.Changed?.At;

    /// <summary>Whether steps may still be pressed: some follow weeks after the release is closed.</summary>
    public static bool IsWorked(this Release release) => release.State != ReleaseState.Cancelled;
}

/// <summary>What is left of a closed release, for the list of releases.</summary>
internal sealed class StepsLeft(ChecklistStore checklists) : IReleaseSteps
{
    public async Task<int> Open(Doc<Release> release, CancellationToken ct) =>
        !release.Value.IsOver() && (await checklists.Followed([release], ct)) is [{ Board: var board }] ? Of(board) : 0;

    public static int Of(Board board) => board.Steps.Count(step => step.Blocks);
}

public enum WindowState
{
    /// <summary>Not merged, or the process has no steps due after the merge.</summary>
    None,
    Running,

    /// <summary>45 minutes have passed and an announcement is open.</summary>
    Alarm,

    /// <summary>Everything is announced.</summary>
    Met,

    /// <summary>60 minutes have passed and an announcement is open.</summary>
    Missed,
}

/// <summary>The 60 minutes after the merge in which everything must be announced: the steps due after the merge.</summary>
/// <param name="Remaining">Time left; zero once it is over or met.</param>
/// <param name="Open">Announcements not out yet.</param>
public sealed record AnnouncementWindow(WindowState State, Instant? EndsAt, Duration Remaining, IReadOnlyList<Step> Open)
{
    public static Duration Length { get; } = Duration.FromMinutes(60);

    public static AnnouncementWindow Of(Board board, Instant now)
    {
        IReadOnlyList<Step> announcements = [.. board.Steps.Where(step => step.Item is { Due.Anchor: DueAnchor.Merge, Optional: false })];
        IReadOnlyList<Step> open = [.. announcements.Where(step => step.Open)];
        if (board.Release.MergedAt is not { } merged || announcements.Count == 0)
            return new(WindowState.None, null, Duration.Zero, open);
        var (alarm, end) = (merged + Duration.FromMinutes(45), merged + Length);
        var state = open.Count == 0 ? WindowState.Met : now >= end ? WindowState.Missed : now >= alarm ? WindowState.Alarm : WindowState.Running;
        return new(state, end, state is WindowState.Running or WindowState.Alarm ? end - now : Duration.Zero, open);
    }
}
