using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Posts in a release's thread, and in the channel where it matters, what its dates bring: rows A4, A5 and A6, and what became
/// overdue. What was missed while the app was down is listed in one message, with the steps nobody was reminded of.
/// </summary>
internal sealed class DeadlinesJob(
    ChecklistStore checklists, FollowedReleases releases, SaidOnce once, NextReleases next, SlackDirectory directory, IStore store,
    Settings settings) : IDueJob
{
    // When any instance last looked: what was due since, nobody saw. Recorded at most this often: what was said in between has its own record.
    private static readonly DocumentKind<LookedAt> Looked = new("checklist-looked");
    private static readonly Duration BetweenLooks = Duration.FromMinutes(5);

    // How long after each it still helps to hear of it; the 48 hours count until the release is due.
    private static readonly Duration WindowCatchUp = Duration.FromHours(24);
    private static readonly Duration FollowUpCatchUp = Duration.FromDays(7);

    private const int Named = 8;

    /// <param name="Keys">Each is said once.</param>
    /// <param name="Loud">Whether the channel sees it too, not only the thread.</param>
    /// <param name="Missed">When it was due, if it is too late: it is then only listed.</param>
    private sealed record Notice(IReadOnlyList<string> Keys, string Words, bool Loud, Instant? Missed = null);

    private sealed record LookedAt(Instant At);

    public async Task Look(Instant now, CancellationToken ct)
    {
        var (missed, roster) = (new List<(ChecklistSnapshot Snapshot, Notice Notice)>(), await releases.Roster(ct));
        var looked = await store.Get(Looked, "deadlines", ct);
        foreach (var snapshot in await checklists.Followed(await releases.Read(ct), ct))
        {
            foreach (var notice in await Due(snapshot, roster, looked?.Value.At ?? now, now, ct))
            {
                if (notice.Missed is not null)
                    missed.Add((snapshot, notice));
                else
                    await once.Say([snapshot.ReleaseRead], notice.Keys, now, commit =>
                        checklists.Tell(commit, snapshot.Release.Id, notice.Keys[0][(snapshot.Release.Id.Length + 1)..], Render(snapshot, notice)), ct);
            }
        }
        var named = true;
        foreach (var (about, late) in missed.OrderBy(late => late.Notice.Missed).Apart(late => late.Snapshot.Release))
            named &= await Name(late, about, now, ct);
        // Also when the clock was set back since.
        if (named && !(looked is { Value.At: var last } && Duration.Max(now - last, last - now) < BetweenLooks))
            await store.Commit(new Commit().Put(Looked, "deadlines", new(now), looked?.Version ?? 0), ct);
    }

    /// <summary>The key of a release's last dated notice; null when it has none.</summary>
    public static string? FollowUpKey(Release release) =>
        release is { State: ReleaseState.Closed, PublishedAt: { } published } ? Key(release, "follow-up", published) : null;

    /// <inheritdoc cref="SaidOnce.Say"/>
    private Task<bool> Name(
        IReadOnlyList<(ChecklistSnapshot Snapshot, Notice Notice)> missed, Classification about, Instant now, CancellationToken ct)
    {
        var words = "*Missed while down:* nobody heard of these in time.\n"
            + string.Join('\n', missed.TakeLast(Named).Select(late => $"• {late.Notice.Words}, {Mrkdwn.Date(late.Notice.Missed!.Value)}"))
            + (missed.Count > Named ? $"\n… and {missed.Count - Named} earlier ones" : "");
        return once.Say(
            missed.Select(late => late.Snapshot.ReleaseRead), missed.SelectMany(late => late.Notice.Keys), now,
            commit => commit.Show($"missed-deadlines/{missed[0].Notice.Keys[0]}", settings.Channels.Psirt, words, about), ct);
    }

    /// <summary>The notices due: a step named in one is left out of the next.</summary>
    private async Task<IReadOnlyList<Notice>> Due(
        ChecklistSnapshot snapshot, IReadOnlyList<Engineer> roster, Instant looked, Instant now, CancellationToken ct)
    {
        var told = (await once.Of(snapshot.Release.Id + "/", ct)).Keys.ToHashSet();
        var notices = new List<Notice>();
        Add(new[] { FixDeadline(snapshot, roster, now), Window(snapshot, roster, now), await FollowUp(snapshot, roster, now, ct) }.OfType<Notice>()
            .Where(notice => !told.Contains(notice.Keys[0])));
        Add(await Unreminded(snapshot, roster, looked, now, told, ct));
        Add(Overdue(snapshot, told, now));
        return notices;

        void Add(IEnumerable<Notice> more)
        {
            foreach (var notice in more.ToList())
                notices.Add(notice with { Keys = [.. notice.Keys.Where(told.Add)] });
        }
    }

    private static Notice? FixDeadline(ChecklistSnapshot snapshot, IReadOnlyList<Engineer> roster, Instant now)
    {
        var release = snapshot.Release;
        if (release.State != ReleaseState.Preparing || ReleaseDeadlines.FixDeadline(snapshot.Board) is not { } deadline || deadline > now
            || !snapshot.Board.Steps.Any(step => step.Blocks && ReleaseDeadlines.SettlesFixes(step)))
            return null;
        var key = Key(release, "fix-deadline", deadline);
        if (now < release.DueAt)
        {
            var late = Agenda.Overdue(snapshot.Board, now).Where(ReleaseDeadlines.SettlesFixes).Select(step => OverdueKey(release, step));
            var left = Math.Ceiling((release.DueAt - now).TotalHours);
            return new([key, .. late],
                $":scissors: {left:0} {(left == 1 ? "hour" : "hours")} before {release.Named()}: {Asked.Person(release.Primary, release, roster, now)}, settle the fixes ({release.FixesCounted()}). "
                + $"Later ones are likely out: keep their blog text as a comment on their issue.", true);
        }
        // A date set after its own deadline has no notice.
        var dated = release.Moves is [.., var move] ? move.At : release.CreatedAt;
        return dated < deadline ? new([key], $"48 hours before {release.Named()}", false, deadline) : null;
    }

    private static Notice? Window(ChecklistSnapshot snapshot, IReadOnlyList<Engineer> roster, Instant now)
    {
        var (release, window) = (snapshot.Release, AnnouncementWindow.Of(snapshot.Board, now));
        if (window.EndsAt is not { } end || release.MergedAt is not { } merged)
            return null;
        var pair = Asked.Pair(release, roster, now);
        var open = ChecklistText.Few(window.Open);
        var late = now >= end + WindowCatchUp;
        return window.State switch
        {
            WindowState.Alarm => new([Key(release, "window-alarm", merged)],
                $":rotating_light: {pair}: {Math.Ceiling(window.Remaining.TotalMinutes):0} minutes are left to announce {release.Named()}. Open: {open}.",
                true),
            WindowState.Missed when late =>
                new([Key(release, "window-missed", merged)], $"the end of the 60 minutes after the merge of {release.Named()}", false, end),
            WindowState.Missed => new([Key(release, "window-missed", merged)],
                $":rotating_light: {pair}: the 60 minutes after the merge of {release.Named()} are over. Not announced: {open}.", true),
            WindowState.Met when !late => new([Key(release, "window-met", merged)], $":white_check_mark: Everything of {release.Named()} is announced.", false),
            _ => null,
        };
    }

    private async Task<Notice?> FollowUp(ChecklistSnapshot snapshot, IReadOnlyList<Engineer> roster, Instant now, CancellationToken ct)
    {
        var release = snapshot.Release;
        if (release.PublishedAt is not { } published || ReleaseDeadlines.FollowUp(snapshot.Board) is not { } due || due > now)
            return null;
        var key = Key(release, "follow-up", published);
        var managers = string.Join(", ", ((await next.Next(release.Product, ct))?.Pair ?? []).Select(directory.Shown));
        return now < due + FollowUpCatchUp
            ? new([key],
                $":calendar: {Math.Floor((now - published).TotalDays):0} days after {release.Named()}: {Asked.Person(release.Primary, release, roster, now)}, open the next tracking "
                + $"issue, assign the next release managers{(managers.Length > 0 ? $" ({managers})" : "")}, remove `confidential` unless `~\"keep confidential\"`.", true)
            : new([key], $"30 days after {release.Named()}: the next tracking issue, the next release managers, `confidential` removed", false, due);
    }

    private static IEnumerable<Notice> Overdue(ChecklistSnapshot snapshot, HashSet<string> told, Instant now)
    {
        if (!snapshot.Release.IsFollowed(now))
            return [];
        var steps = Agenda.Alarming(snapshot.Board, now)
            .Where(step => snapshot.Release.Counts(step) && step.Item.Due?.Anchor != DueAnchor.Merge) // the window speaks of those
            .Select(step => (Step: step, Key: OverdueKey(snapshot.Release, step)))
            .Where(step => !told.Contains(step.Key))
            .ToList();
        return steps.Count == 0
            ? []
            : [new([.. steps.Select(step => step.Key)], $":warning: Overdue: {ChecklistText.Few([.. steps.Select(step => step.Step)])}", false)];
    }

    private async Task<IEnumerable<Notice>> Unreminded(
        ChecklistSnapshot snapshot, IReadOnlyList<Engineer> roster, Instant looked, Instant now, HashSet<string> told, CancellationToken ct)
    {
        var missed = Reminders.Missed(snapshot.Board, roster, RemindersJob.Ahead, looked, now)
            .Where(reminder => snapshot.Release.Counts(reminder.Step) && reminder.Step.Item.Due?.Anchor != DueAnchor.Merge) // the window speaks of those
            .Where(reminder => !told.Contains(OverdueKey(snapshot.Release, reminder.Step)))
            .ToList();
        if (missed.Count == 0)
            return [];
        var said = await once.Of(Reminders.Keys(snapshot.Release.Id), ct);
        return missed
            .Where(reminder => !said.ContainsKey(reminder.Key))
            .GroupBy(reminder => reminder.Step.Due)
            .Select(due =>
                new Notice([.. due.Select(reminder => reminder.Key),
                    .. due.Select(reminder => OverdueKey(snapshot.Release, reminder.Step))],
                    $"due for {snapshot.Release.Named()}: {ChecklistText.Names([.. due.Select(reminder => reminder.Step)])}", false, due.Key));
    }

    private static Message Render(ChecklistSnapshot snapshot, Notice notice) => notice.Loud
        ? Message.Of(notice.Words, OpenChecklist.OpenButton(snapshot.Release.Id)) with { ReplyBroadcast = true }
        : Message.Of(notice.Words);

    private static string OverdueKey(Release release, Step step) => Key(release, $"overdue/{step.Key}", step.Due!.Value);

    private static string Key(Release release, string what, Instant at) =>
        $"{release.Id}/{what}/{at.ToUnixTimeSeconds()}";
}
