using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// Says in the thread of a critical release, as it starts or becomes critical, when nobody of its pair is at work for long, and who could fill that.
/// </summary>
internal sealed class CoverageWatch(KeptRoster roster, SlackDirectory directory, Settings settings, TimeProvider time) : IReleaseWatcher
{
    // Until it is due: at least over a night, at most a week.
    private static readonly Duration Least = Duration.FromHours(24);
    private static readonly Duration Most = Duration.FromDays(7);

    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before?.IsCritical == true || after is not { IsCritical: true, State: ReleaseState.Preparing })
            return;
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (Words(after, await roster.Read(ct), now, directory.NameOf) is { } words)
            commit.Show($"coverage/{after.Id}", settings.Channels.Psirt, words, Classification.Embargoed(after.Id), ReleaseStore.CardKey(after.Id));
    }

    /// <summary>The worst gap from now until the release is due; null when it is bearable.</summary>
    internal static Message? Words(Release release, IReadOnlyList<Engineer> roster, Instant now, Func<string, string> nameOf)
    {
        var left = Instant.FromDateTimeOffset(release.DueAt) - now;
        var pair = roster.Where(engineer => release.Pair.Contains(engineer.UserId));
        var gaps = Coverage.Gaps(pair, new(now, now + Duration.Min(Most, Duration.Max(Least, left))));
        if (Coverage.Worst(gaps) is not { } worst || worst.Length <= Coverage.Bearable)
            return null;
        return $":warning: Nobody of the pair is at work for {WeekCoverage.Hours(worst.Length)}: {Mrkdwn.Date(worst.From.ToDateTimeOffset())} to "
            + $"{Mrkdwn.Date(worst.Until.ToDateTimeOffset())}.{CoverageText.Fill(roster, release.Pair, worst, nameOf)}";
    }
}
