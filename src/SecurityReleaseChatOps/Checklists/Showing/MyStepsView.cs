using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What one person can do now in one release.</summary>
internal sealed record MySteps(Release Release, Board Board, IReadOnlyList<Step> Steps);

/// <summary>A person's steps over all releases, in their App Home.</summary>
internal static class MyStepsView
{
    private const int OfRelease = 4;
    private const int Releases = 5;

    /// <param name="all">Whether they may do all with a step; else what one does with a step of one's own role.</param>
    public static IEnumerable<Block> Render(IReadOnlyList<MySteps> mine, string person, DateTimeOffset now, bool all = true)
    {
        if (mine.Count == 0)
            yield break;
        yield return new HeaderBlock { Text = "My steps" };
        foreach (var release in mine.Take(Releases))
        {
            yield return new ContextBlock { Elements = [new Markdown($"{release.Release.Named()} · due {release.Release.Due()}")] };
            foreach (var block in release.Steps.Take(OfRelease).SelectMany(step => StepBlocks.Render(release.Board, step, new(release.Release.Id, Place.Home), person, now, all)))
                yield return block;
            if (release.Steps.Count > OfRelease)
                yield return new ContextBlock { Elements = [new Markdown($"… and {release.Steps.Count - OfRelease} more: `/checklist {release.Release.Id}`")] };
        }
        if (mine.Count > Releases)
            yield return new ContextBlock { Elements = [new Markdown($"… and steps of {mine.Count - Releases} more releases.")] };
        yield return new DividerBlock();
    }
}
