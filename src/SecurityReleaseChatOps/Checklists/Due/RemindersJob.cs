using System.Globalization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Reminds whoever has a step and is at work, else the other one of the pair, else whoever starts first: once of each step that
/// is due soon, and once a day of all that is overdue. What comes due at the same time comes in one message.
/// </summary>
internal sealed class RemindersJob(ChecklistDesk desk, FollowedReleases releases, SaidOnce once, IStore store) : IDueJob
{
    /// <summary>So long before it is due a step is reminded of.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromHours(4);

    private const int Named = 10;

    private sealed record Found(ChecklistFile File, Reminder Reminder);

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        var workday = new RosterWorkday(await releases.Roster(ct));
        var files = (await desk.Followed(await releases.Read(ct), ct)).Where(file => file.Release.IsFollowed(now)).ToList();
        List<Found> upcoming = [], overdue = [];
        foreach (var file in files)
        {
            upcoming.AddRange(Reminders.Upcoming(file.Board, workday, Ahead, now).Select(reminder => new Found(file, reminder)));
            overdue.AddRange(Reminders.Overdue(file.Board, workday, now)
                .Select(reminder => new Found(file, reminder with { Steps = [.. reminder.Steps.Where(file.Release.Counts)] })));
        }
        var said = await once.Of("checklist-due/", ct);
        foreach (var (to, about, found) in ToSend(upcoming.Where(found => !said.ContainsKey(found.Reminder.Key)), now))
            await Send(to, ":alarm_clock: *Due soon*", about, found, found.Select(one => one.Reminder.Key), now, ct);

        var told = await once.Of("checklist-overdue/", ct);
        foreach (var (to, about, found) in ToSend(overdue, now))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"checklist-overdue/{(about.Release is { } id ? id + "/" : "")}{to}/{workday.LocalDate(to, now):yyyy-MM-dd}");
            if (!told.ContainsKey(key))
                await Send(to, ":warning: *Overdue*", about, found, [key], now, ct);
        }
        // What was said on days before the first of the releases that go on concerns none of them.
        var first = files.Select(file => file.Release.CreatedAt).DefaultIfEmpty(now).Min();
        await once.Forget(told.Where(day => day.Value < first).Select(day => day.Key), ct);
    }

    private static IEnumerable<(string To, Classification About, IReadOnlyList<Found> Found)> ToSend(IEnumerable<Found> found, DateTimeOffset now) =>
        from person in found.Where(one => one.Reminder.At <= now && one.Reminder.Steps.Count > 0).GroupBy(one => one.Reminder.To)
        from message in person.Apart(one => one.File.Release)
        select (person.Key, message.About, message.All);

    private async Task Send(string to, string heading, Classification about, IReadOnlyList<Found> found, IEnumerable<string> keys, DateTimeOffset now, CancellationToken ct)
    {
        var all = keys.ToList();
        var commit = new Commit();
        foreach (var file in found.Select(one => one.File).DistinctBy(file => file.Release.Id))
            ReleaseDesk.Require(commit, file.ReleaseRead);
        SaidOnce.Mark(commit, now, all);
        commit.Show(all[0], to, Render(heading, found, now), about);
        await store.Commit(commit, ct); // a conflict: another instance sent it just now
    }

    private static Message Render(string heading, IReadOnlyList<Found> found, DateTimeOffset now)
    {
        var releases = found.GroupBy(one => one.File.Release.Id).ToList();
        return new()
        {
            Text = $"{heading}: {string.Join(", ", found.SelectMany(one => one.Reminder.Steps).Take(Named).Select(step => Words.Title(step)))}",
            Blocks =
            [
                new SectionBlock { Text = new Markdown(heading) },
                .. releases.Select(release => Section(release.First().File, [.. release.SelectMany(one => one.Reminder.Steps)], now)),
            ],
        };
    }

    private static SectionBlock Section(ChecklistFile file, IReadOnlyList<Step> steps, DateTimeOffset now) => new()
    {
        Text = new Markdown($"{file.Release.Named()}\n{string.Join('\n', steps.Take(Named).Select(step => StepBlocks.Line(file.Board, step, now)))}{(steps.Count > Named ? $"\n… and {steps.Count - Named} more" : "")}"),
        Accessory = OpenPlace.Open(file.Release.Id),
    };
}
