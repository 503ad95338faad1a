using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>One thing of release day, and whether it is done.</summary>
/// <param name="What">In a word or two, plain text.</param>
public sealed record Ticked(string What, bool Done);

/// <summary>A feature that has something to tick off on release day, after the publication.</summary>
public interface IReleaseDay
{
    /// <summary>What it has, in its order; empty when a release needs nothing of it.</summary>
    Task<IReadOnlyList<Ticked>> Of(Release release, CancellationToken ct);
}

/// <summary>The row of the card in the hours that count: merged, published, and the rest, within the 60 minutes of row A5. Pure.</summary>
public static class ReleaseDay
{
    private static readonly Duration before = Duration.FromHours(12);

    /// <summary>So long after the merge all is announced (row A5).</summary>
    public static Duration ToAnnounce { get; } = Duration.FromMinutes(60);

    /// <summary>From when on the row is shown: half a day before the release is due, or at the merge.</summary>
    public static Instant Begins(Release release) => release.MergedAt is { } merged && merged < release.DueAt - before ? merged : release.DueAt - before;

    /// <returns>Null for a release that has ended.</returns>
    public static SectionBlock? Render(Release release, IReadOnlyList<Ticked> rest)
    {
        if (!release.IsActive)
            return null;
        IReadOnlyList<Ticked> all = [new("Merged", release.MergedAt is not null), new("published", release.PublishedAt is not null), .. rest];
        var row = string.Join(" → ", all.Select(one => (one.Done ? ":white_check_mark: " : ":white_circle: ") + Mrkdwn.Escape(one.What)));
        return new()
        {
            Text = new Markdown(
            release.MergedAt is { } merged && all.Any(one => !one.Done) ? $"{row} · by {Mrkdwn.Date(merged + ToAnnounce, "{time}")}" : row)
        };
    }
}
