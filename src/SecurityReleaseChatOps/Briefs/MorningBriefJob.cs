using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Log;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Briefs;

/// <summary>
/// Tells both engineers of each release, as their workday begins, what is theirs, what changed since they left, and what is due today:
/// once a day, and only when there is something.
/// </summary>
internal sealed class MorningBriefJob(ChecklistStore checklists, FollowedReleases releases, ReleaseLog log, IStore store) : IDueJob
{
    // More than anybody reads in a morning.
    private const int MostLines = 50;

    private static readonly DocumentKind<Briefed> Kind = new("brief");

    /// <summary>The days on which somebody was briefed: the last few, since the clock may be set back.</summary>
    private sealed record Briefed(IReadOnlyList<DateOnly> Days)
    {
        public const int Kept = 14;
    }

    public async Task Look(Instant now, CancellationToken ct)
    {
        var followed = (await releases.Read(ct)).Where(read => read.Value.IsFollowed(now)).ToList();
        foreach (var engineer in (await releases.Roster(ct)).Where(engineer => followed.Exists(read => read.Value.Carriers.Contains(engineer.UserId))))
        {
            if (BriefRules.Due(engineer, now) is not { } day)
                continue;
            var read = await store.Get(Kind, engineer.UserId, ct);
            if (read?.Value.Days.Contains(day.Date) != true)
                await Brief(engineer, day, [.. followed.Where(one => one.Value.Carriers.Contains(engineer.UserId))], read, now, ct);
        }
    }

    private async Task Brief(Engineer engineer, Workday day, IReadOnlyList<Doc<Release>> theirs, Doc<Briefed>? read, Instant now, CancellationToken ct)
    {
        var briefs = new List<ReleaseBrief>();
        // A release started later today is not this morning's news.
        foreach (var file in (await checklists.Followed(theirs, ct)).Where(snapshot => snapshot.Release.CreatedAt <= day.Start))
            briefs.Add(await Of(file, engineer, day, now, ct));
        var commit = new Commit().Put(Kind, engineer.UserId, new([.. (read?.Value.Days ?? []).TakeLast(Briefed.Kept - 1), day.Date]), read?.Version ?? 0);
        foreach (var release in theirs)
            ReleaseStore.Require(commit, release);
        foreach (var (about, all) in briefs.Where(brief => brief.SaysSomething).Apart(brief => brief.Release))
        {
            var key = string.Create(
                CultureInfo.InvariantCulture, $"brief/{engineer.UserId}/{day.Date:yyyy-MM-dd}{(about.Release is { } rehearsal ? "/" + rehearsal : "")}");
            commit.Show(key, engineer.UserId, MorningBrief.Render(all), about);
        }
        await store.Commit(commit, ct); // a conflict: another instance was faster, or the release changed; the next look sees
    }

    private async Task<ReleaseBrief> Of(ChecklistSnapshot checklistSnapshot, Engineer engineer, Workday day, Instant now, CancellationToken ct)
    {
        var mine = Agenda.NextFor(checklistSnapshot.Board, engineer.UserId, now).Where(step => step.Blocks && checklistSnapshot.Release.Counts(step)).ToList();
        var today = mine.Where(step => step.Due is { } due && Workdays.Today(engineer, due) <= day.Date).OrderBy(step => step.Due)
            .ToList();
        var since = await log.Since(checklistSnapshot.Release.Id, BriefRules.Since(engineer, day), MostLines, ct);
        return new(checklistSnapshot.Release, engineer.UserId, mine, today, [.. since.Where(line => line.By != engineer.UserId)]);
    }
}
