using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Reminds whoever has a step and is at work, else the other engineer of the pair, else whoever starts first: once for each step due
/// within four hours, and for each overdue step of a critical release. Reminders at one time share a message; the rest is left to the morning
/// brief.
/// </summary>
internal sealed class RemindersJob(ChecklistStore checklists, FollowedReleases releases, SaidOnce once) : IDueJob
{
    /// <summary>How long before a step is due its reminder comes.</summary>
    public static Duration Ahead { get; } = Duration.FromHours(4);

    internal const string DueSoon = ":alarm_clock: *Due soon*";
    internal const string Overdue = ":warning: *Overdue*";

    public async Task Look(Instant now, CancellationToken ct)
    {
        var roster = await releases.Roster(ct);
        var files = (await checklists.Followed(await releases.Read(ct), ct)).Where(snapshot => snapshot.Release.IsFollowed(now)).ToList();
        var said = await once.Of(Reminders.AllKeys, ct);
        await Send(DueSoon, board => Reminders.Upcoming(board, roster, Ahead, now));
        await Send(Overdue, board => Reminders.Overdue(board, roster, now));

        async Task Send(string heading, Func<Board, IEnumerable<Reminder>> of)
        {
            var found = files.SelectMany(snapshot => of(snapshot.Board).Select(reminder => (Snapshot: snapshot, Reminder: reminder)))
                .Where(one => one.Reminder.At <= now && one.Snapshot.Release.Counts(one.Reminder.Step) && !said.ContainsKey(one.Reminder.Key));
            foreach (var person in found.GroupBy(one => one.Reminder.To))
            {
                foreach (var (about, all) in person.Apart(one => one.Snapshot.Release))
                {
                    var message = Render(heading, [.. all.Select(one => (one.Snapshot.Release, one.Reminder.Step))]);
                    await once.Say(
                        all.Select(one => one.Snapshot.ReleaseRead), all.Select(one => one.Reminder.Key), now,
                        commit => commit.Show(all[0].Reminder.Key, person.Key, message, about), ct);
                }
            }
        }
    }

    /// <param name="heading"><see cref="DueSoon"/> or <see cref="Overdue"/>.</param>
    internal static Message Render(string heading, IReadOnlyList<(Release Release, Step Step)> of) => new()
    {
        Text = $"{heading}: {ChecklistText.Few([.. of.Select(one => one.Step)])}",
        Blocks = [.. of.GroupBy(one => one.Release.Id)
            .Select(release => Line(heading, release.First().Release, [.. release.Select(one => one.Step).OrderBy(step => step.Due)]))],
    };

    private static SectionBlock Line(string heading, Release release, IReadOnlyList<Step> steps) => SectionBlock.Of(
        $"{heading} {Mrkdwn.Date(steps[0].Due!.Value)} · {release.Named()}\n{ChecklistText.Few(steps)}", OpenChecklist.OpenButton(release.Id));
}

/// <summary>A reminder of one step to one person. Those to the same person share a message.</summary>
/// <param name="Key">Deterministic, so that it is sent once.</param>
/// <param name="At">When to send it; later than now when nobody of the pair is at work.</param>
public sealed record Reminder(string Key, string To, Instant At, Step Step);

/// <summary>Decides who is reminded of what. Pure: the job sends what is due and not sent yet.</summary>
public static class Reminders
{
    /// <summary>Prefix of all reminders' keys.</summary>
    public const string AllKeys = "checklist-due/";

    /// <summary>Prefix of the keys of a release's reminders.</summary>
    public static string Keys(string releaseId) => $"{AllKeys}{releaseId}/";

    /// <summary>One for each required step that can be done and is due within <paramref name="ahead"/>.</summary>
    public static IReadOnlyList<Reminder> Upcoming(Board board, IReadOnlyList<Engineer> roster, Duration ahead, Instant now) =>
        [.. board.Steps
            .Where(step => step.Blocks && step.Due is { } due && due >= now && due - ahead <= now && Agenda.IsReady(board, step))
            .Select(step => Of(board, step, "", roster, now))];

    /// <summary>One for each step whose reminder and due time both passed while the app was down; what can be done now could be done then.</summary>
    /// <param name="looked">The previous run.</param>
    public static IReadOnlyList<Reminder> Missed(Board board, IReadOnlyList<Engineer> roster, Duration ahead, Instant looked, Instant now) =>
        [.. board.Steps
            .Where(step => step.Blocks && step.Due < now && step.Due > looked && step.Due > Agenda.Began(board.Release, step) && Agenda.IsReady(board, step))
            .Select(step => Of(board, step, "", roster, step.Due!.Value - ahead))
            .Where(reminder => reminder.At > looked && reminder.At <= reminder.Step.Due)];

    /// <summary>One for each overdue step of a critical release; other releases leave it to the morning brief.</summary>
    public static IReadOnlyList<Reminder> Overdue(Board board, IReadOnlyList<Engineer> roster, Instant now) =>
        board.Release.WorstSeverity == Severity.Critical ? [.. Agenda.Alarming(board, now).Select(step => Of(board, step, "overdue/", roster, now))] : [];

    private static Reminder Of(Board board, Step step, string what, IReadOnlyList<Engineer> roster, Instant at)
    {
        var to = Recipient(Agenda.Holder(step, board.Release), board.Release, roster, at);
        return new($"{Keys(board.Release.Id)}{what}{step.Key}/{step.Due:yyyyMMddTHHmm}", to.Person, to.At, step);
    }

    /// <summary>The holder if at work, else the other engineer of the pair, else whichever starts first; somebody not on the roster never does.</summary>
    private static (string Person, Instant At) Recipient(string holder, Release release, IReadOnlyList<Engineer> roster, Instant now)
    {
        var people = new[] { holder, release.OtherThan(holder) }.Where(person => person != release.Covered?.Person).ToList();
        return people.FirstOrDefault(person => Find(person) is { } engineer && Workdays.IsAtWork(engineer, now)) is { } present ? (present, now)
            : people.Select(person => (person, At: Begins(person))).MinBy(start => start.At);

        Instant Begins(string person) => (Find(person) is { } engineer ? Workdays.Next(engineer, now) : null)?.Start ?? Instant.MaxValue;

        Engineer? Find(string person) => roster.FirstOrDefault(engineer => engineer.UserId == person);
    }
}
