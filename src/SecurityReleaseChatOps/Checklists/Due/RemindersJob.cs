using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Reminds whoever has a step and is at work, else the other one of the pair, else whoever starts first: once of each step that is due
/// within four hours, and of each that a critical release has overdue. What comes together comes in one message; of the rest the morning
/// brief speaks.
/// </summary>
internal sealed class RemindersJob(ChecklistStore checklists, FollowedReleases releases, SaidOnce once, IStore store) : IDueJob
{
    /// <summary>So long before it is due a step is reminded of.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromHours(4);

    internal const string DueSoon = ":alarm_clock: *Due soon*";
    internal const string Overdue = ":warning: *Overdue*";

    private sealed record Found(ChecklistSnapshot Snapshot, Reminder Reminder);

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        var workday = new RosterWorkday(await releases.Roster(ct));
        var files = (await checklists.Followed(await releases.Read(ct), ct)).Where(snapshot => snapshot.Release.IsFollowed(now)).ToList();
        var said = await once.Of(Reminders.AllKeys, ct);
        await Send(DueSoon, board => Reminders.Upcoming(board, workday, Ahead, now));
        await Send(Overdue, board => Reminders.Overdue(board, workday, now));

        async Task Send(string heading, Func<Board, IEnumerable<Reminder>> of)
        {
            var found = files.SelectMany(checklistSnapshot => of(checklistSnapshot.Board).Select(reminder => new Found(checklistSnapshot, reminder)))
                .Where(one => one.Reminder.At <= now && one.Snapshot.Release.Counts(one.Reminder.Step) && !said.ContainsKey(one.Reminder.Key));
            foreach (var person in found.GroupBy(one => one.Reminder.To))
            {
                foreach (var (about, all) in person.Apart(one => one.Snapshot.Release))
                    await this.Send(person.Key, heading, about, all, now, ct);
            }
        }
    }

    private async Task Send(string to, string heading, Classification about, IReadOnlyList<Found> found, DateTimeOffset now, CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var snapshot in found.Select(one => one.Snapshot).DistinctBy(snapshot => snapshot.Release.Id))
            ReleaseStore.Require(commit, snapshot.ReleaseRead);
        SaidOnce.Mark(commit, now, found.Select(one => one.Reminder.Key));
        commit.Show(found[0].Reminder.Key, to, Render(heading, [.. found.Select(one => (one.Snapshot.Release, one.Reminder.Step))]), about);
        await store.Commit(commit, ct); // a conflict: another instance sent it just now
    }

    /// <param name="heading"><see cref="DueSoon"/> or <see cref="Overdue"/>.</param>
    internal static Message Render(string heading, IReadOnlyList<(Release Release, Step Step)> of) => new()
    {
        Text = $"{heading}: {ChecklistText.Few([.. of.Select(one => one.Step)])}",
        Blocks = [.. of.GroupBy(one => one.Release.Id)
            .Select(release => Line(heading, release.First().Release, [.. release.Select(one => one.Step).OrderBy(step => step.Due)]))],
    };

    private static SectionBlock Line(string heading, Release release, IReadOnlyList<Step> steps) => new()
    {
        Text = new Markdown($"{heading} {Mrkdwn.Date(steps[0].Due!.Value)} · {release.Named()}\n{ChecklistText.Few(steps)}"),
        Accessory = OpenChecklist.OpenButton(release.Id),
    };
}
