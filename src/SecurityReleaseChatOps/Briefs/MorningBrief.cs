using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Log;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Briefs;

/// <summary>What an engineer needs to know about a release as their workday begins.</summary>
/// <param name="Mine">What they can do now.</param>
/// <param name="Today">Those of them due before the day is over, overdue ones first.</param>
/// <param name="Overnight">What others did since their last workday, newest first.</param>
internal sealed record ReleaseBrief(Release Release, string Person, IReadOnlyList<Step> Mine, IReadOnlyList<Step> Today, IReadOnlyList<LogLine> Overnight)
{
    /// <summary>Without any of these no brief is sent.</summary>
    public bool SaysSomething => Today.Count + Overnight.Count > 0;
}

/// <summary>All releases of one person in one message.</summary>
internal static class MorningBrief
{
    public static Message Render(IReadOnlyList<ReleaseBrief> briefs) => new()
    {
        Text = briefs.Sum(brief => brief.Today.Count) is var due and > 0
            ? string.Create(CultureInfo.InvariantCulture, $":sunrise: Your day: {due} due today")
            : ":sunrise: Your day",
        Blocks = [.. briefs.Select(brief =>
            SectionBlock.Of(string.Join('\n', Lines(brief)), OpenChecklist.OpenButton(brief.Release.Id)))],
    };

    private static IEnumerable<string> Lines(ReleaseBrief brief)
    {
        yield return $":sunrise: {brief.Release.Named()}{(brief.Release.Owner == brief.Person ? ", with you" : "")}";
        if (brief.Today.Count > 0)
            yield return $"*Today:* {ChecklistText.Few(brief.Today)}";
        else if (brief.Mine.Count > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{brief.Mine.Count} for you, none due today");
        if (brief.Overnight is [var last, ..])
            yield return $"*Since you left:* {Mrkdwn.Plain(last.Who)} {last.What}{(brief.Overnight.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and {brief.Overnight.Count - 1} more") : "")}";
    }
}
