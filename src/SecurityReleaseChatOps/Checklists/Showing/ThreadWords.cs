using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What the thread under the progress message tells of one press; mrkdwn.</summary>
internal static class ThreadWords
{
    private const int Most = 10;
    private const int Longest = 400;

    /// <summary>Null when nothing of it is noteworthy.</summary>
    public static string? Of(Board before, Board after, IReadOnlyList<ChecklistEvent> events)
    {
        var told = events.Where(e => e.IsNoteworthy && e.What is not (Happening.Started or Happening.Imported)).Select(e => Line(e, before, after)).ToList();
        if (events.Count(e => e.What == Happening.Imported) is > 0 and var imported)
            told.Insert(0, $":inbox_tray: {Mrkdwn.User(events[0].By)} imported a task list: {imported} {(imported == 1 ? "step" : "steps")} ticked.");
        if (told.Count > Most)
            told = [.. told.Take(Most - 1), $"… and {told.Count - Most + 1} more."];
        return told.Count == 0 ? null : string.Join('\n', told);
    }

    private static string Line(ChecklistEvent e, Board before, Board after)
    {
        var step = e.Step is null ? null : after[e.Step] ?? before[e.Step];
        var title = $"*{(step is null ? Mrkdwn.Plain(e.Title) : Words.Title(step))}*";
        var by = Mrkdwn.User(e.By);
        return e.What switch
        {
            Happening.NotNeeded => $":heavy_minus_sign: {by}: {title} is not needed{Because(e)}",
            Happening.Forced => $":rotating_light: {by} forced {title} before its turn{Because(e)}",
            Happening.Reopened => $":leftwards_arrow_with_hook: {by} reopened {title}",
            Happening.ToolFailed => $":wrench: {by}: the tool of {title} failed{Because(e)}",
            Happening.Added => $":heavy_plus_sign: {by} added {title}",
            Happening.Undone => $":leftwards_arrow_with_hook: {by} took back what was last done on {title}",
            Happening.Moved => $":arrows_counterclockwise: {by} moved the checklist to another version of {title}{Because(e)}",
            Happening.Early => $":eyes: {title} is done; what comes before it is open{Because(e)}",
            Happening.Restored => $":arrows_counterclockwise: {by} restored the checklist {title}{Because(e)}",
            _ => $":tada: The stage {title} is complete",
        };
    }

    private static string Because(ChecklistEvent e) =>
        e.Detail is { Length: > 0 } why ? ": " + Mrkdwn.Plain(Text.Words.Cut(why, Longest)) : "";
}
