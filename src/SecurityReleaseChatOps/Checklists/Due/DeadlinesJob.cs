using System.Globalization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Says in the thread of a release, and in the channel where it matters, what its dates bring: rows A4, A5 and A6, and what became overdue.</summary>
internal sealed class DeadlinesJob(ChecklistDesk desk, ReleaseDesk releases, SaidOnce once, IStore store) : IDueJob
{
    // Found later than this, while the app was down, it helps nobody any more.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    private const int Named = 8;

    /// <param name="Keys">Each is said once.</param>
    /// <param name="Loud">Whether the channel sees it too, not the thread alone.</param>
    private sealed record Notice(IReadOnlyList<string> Keys, string Words, bool Loud);

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var file in await desk.Followed(await releases.All(ct), now, ct))
        {
            var said = await once.Of(file.Release.Id + "/", ct);
            foreach (var notice in Due(file, said, now))
            {
                var commit = new Commit();
                SaidOnce.Mark(commit, now, notice.Keys);
                desk.Tell(commit, file.Release.Id, notice.Keys[0][(file.Release.Id.Length + 1)..], Render(file, notice));
                await store.Commit(commit, ct); // a conflict: another instance said it just now
            }
        }
    }

    private static IEnumerable<Notice> Due(ChecklistFile file, IReadOnlySet<string> said, DateTimeOffset now) =>
        new[] { FixDeadline(file, now), Window(file, now), FollowUp(file, now), Overdue(file, said, now) }
            .OfType<Notice>()
            .Where(notice => !notice.Keys.Any(said.Contains));

    private static Notice? FixDeadline(ChecklistFile file, DateTimeOffset now)
    {
        var (facts, release) = (file.Board.Facts, file.Release);
        return release.State == ReleaseState.Preparing && ReleaseDeadlines.FixDeadline(facts) is { } deadline && deadline <= now && now < facts.DueAt
            ? new([Key(release, "fix-deadline", deadline)], $":scissors: 48 hours before {release.Named()}: {Mrkdwn.User(release.Primary)}, settle the list of fixes ({release.FixesCounted()}). "
                + "Fixes that come from now on are likely out: they must not be in the post, and their blog text is kept as a comment on their issue.", true)
            : null;
    }

    private static Notice? Window(ChecklistFile file, DateTimeOffset now)
    {
        var (release, window) = (file.Release, AnnouncementWindow.Of(file.Board, now));
        if (window.EndsAt is not { } end || release.MergedAt is not { } merged || now >= end + Fresh)
            return null;
        var pair = $"{Mrkdwn.User(release.Primary)} {Mrkdwn.User(release.Secondary)}";
        var open = ProgressMessage.Unannounced(window);
        return window.State switch
        {
            WindowState.Alarm => new([Key(release, "window-alarm", merged)], string.Create(CultureInfo.InvariantCulture,
                $":rotating_light: {pair}: {Math.Ceiling(window.Remaining.TotalMinutes):0} minutes are left to announce {release.Named()}, until {Mrkdwn.Date(end, "{time}")}. Open: {open}."), true),
            WindowState.Missed => new([Key(release, "window-missed", merged)],
                $":rotating_light: {pair}: the 60 minutes after the merge of {release.Named()} are over. Not announced: {open}.", true),
            WindowState.Met => new([Key(release, "window-met", merged)], $":white_check_mark: Everything of {release.Named()} is announced.", false),
            _ => null,
        };
    }

    private static Notice? FollowUp(ChecklistFile file, DateTimeOffset now)
    {
        var release = file.Release;
        return release.PublishedAt is { } published && ReleaseDeadlines.FollowUp(file.Board.Facts) <= now
            ? new([Key(release, "follow-up", published)], $":calendar: 30 days after {release.Named()}: {Mrkdwn.User(release.Primary)}, open the next tracking issue, assign the next release managers, "
                + "and remove `confidential` where no `~\"keep confidential\"` stands.", true)
            : null;
    }

    private static Notice? Overdue(ChecklistFile file, IReadOnlySet<string> said, DateTimeOffset now)
    {
        var steps = Agenda.Overdue(file.Board, now)
            .Where(step => file.Release.Counts(step) && step.Item.Due?.Anchor != DueAnchor.Merge) // the window speaks of those
            .Select(step => (Step: step, Key: Key(file.Release, $"overdue/{step.Key}", step.Due!.Value)))
            .Where(step => !said.Contains(step.Key))
            .ToList();
        return steps.Count == 0 ? null : new(
            [.. steps.Select(step => step.Key)],
            $":warning: Overdue now:\n{string.Join('\n', steps.Take(Named).Select(step => StepBlocks.Line(file.Board, step.Step, now)))}{(steps.Count > Named ? $"\n… and {steps.Count - Named} more" : "")}",
            false);
    }

    private static Message Render(ChecklistFile file, Notice notice) => new()
    {
        Text = notice.Words,
        Blocks = [new SectionBlock { Text = new Markdown(notice.Words) }, .. notice.Loud ? [new ActionsBlock { Elements = [OpenChecklist.Button(file.Release.Id)] }] : (IEnumerable<Block>)[]],
        ReplyBroadcast = notice.Loud ? true : null,
    };

    private static string Key(Release release, string what, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{release.Id}/{what}/{at.ToUnixTimeSeconds()}");
}
