using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Outside;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// When a release starts as or becomes critical, says in its thread when nobody of its pair is at work for long, and who could fill the gap.
/// </summary>
internal sealed class CoverageWatch(KeptRoster roster, SlackDirectory directory, Settings settings, TimeProvider time) : IReleaseWatcher
{
    // Looks ahead to the due date: at least over one night, at most a week.
    private static readonly Duration Least = Duration.FromHours(24);
    private static readonly Duration Most = Duration.FromDays(7);

    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before?.IsCritical == true || after is not { IsCritical: true, State: ReleaseState.Preparing })
            return;
        var now = time.Now();
        if (Words(after, await roster.Read(ct), now, directory.NameOf) is { } words)
            commit.Show($"coverage/{after.Id}", settings.Channels.Psirt, words, Classification.Embargoed(after.Id), ReleaseStore.CardKey(after.Id));
    }

    /// <summary>The longest gap from now until the release is due; null when it is short enough.</summary>
    internal static Message? Words(Release release, IReadOnlyList<Engineer> roster, Instant now, Func<string, string> nameOf)
    {
        var left = release.DueAt - now;
        var pair = roster.Where(engineer => release.Carriers.Contains(engineer.UserId));
        var gaps = Coverage.Gaps(pair, new(now, now + Duration.Min(Most, Duration.Max(Least, left))));
        if (Coverage.Worst(gaps) is not { } worst || worst.Length <= Coverage.Bearable)
            return null;
        return $":warning: Nobody of the pair is at work for {WeekCoverage.Hours(worst.Length)}: {Mrkdwn.Date(worst.From)} to "
            + $"{Mrkdwn.Date(worst.Until)}.{CoverageText.Fill(roster, release.Pair, worst, nameOf)}";
    }
}
