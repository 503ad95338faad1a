using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What one person can do now in one release.</summary>
internal sealed record MySteps(Release Release, Board Board, IReadOnlyList<Step> Steps);

/// <summary>What a person can do first, in their App Home.</summary>
internal static class MyStepsView
{
    private const int Most = 3;

    /// <summary>Of the nearest release; the others each have their line below.</summary>
    /// <param name="all">Whether they may do all with a step; else what one does with a step of one's own role.</param>
    public static IEnumerable<Block> Render(IReadOnlyList<MySteps> mine, string person, DateTimeOffset now, bool all = true)
    {
        if (mine is not [var nearest, ..])
            yield break;
        yield return new HeaderBlock { Text = $"My steps of {nearest.Release.Id}" };
        foreach (var block in nearest.Steps.Take(Most)
            .SelectMany(step => StepBlocks.Render(nearest.Board, step, new(nearest.Release.Id, ChecklistPlace.Home), person, now, all)))
            yield return block;
        if (nearest.Steps.Count > Most)
            yield return new ContextBlock { Elements = [new Markdown($"{nearest.Steps.Count - Most} more: `/checklist {nearest.Release.Id}`")] };
    }
}
