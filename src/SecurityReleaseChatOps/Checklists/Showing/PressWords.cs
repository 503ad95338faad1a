using System.Globalization;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What one who pressed is told of it, in mrkdwn.</summary>
internal static class PressWords
{
    public static string Of(Board before, Board after, ChecklistDecision decided)
    {
        var told = decided.Events.Where(e => e.What != Happening.StageComplete).ToList();
        var words = told.Count == 0 ? "Nothing has changed" : $"{Word(told[0].What)}: {What(told, before, after)}";
        return string.Join('\n', decided.Notes.Take(10).Select(note => "• " + note).Prepend(words + "."));
    }

    /// <summary>The step whose press can be undone beside the words; null when it concerns none or several.</summary>
    public static string? Undo(ChecklistDecision decided) => decided.Events.Where(e => e.What != Happening.StageComplete).ToList() is
        [{ What: Happening.Done or Happening.NotNeeded or Happening.Confirmed or Happening.Claimed or Happening.TakenOver or Happening.Unclaimed or Happening.Reopened, Step: { } step }]
        ? step
        : null;

    private static string Word(Happening what) => what switch
    {
        Happening.Done => ":white_check_mark: Done",
        Happening.Confirmed => ":large_blue_circle: Confirmed, a second person is still needed",
        Happening.NotNeeded => ":heavy_minus_sign: Not needed",
        Happening.Forced => ":rotating_light: Forced, and shown as such",
        Happening.Claimed => ":large_blue_circle: Yours",
        Happening.TakenOver => ":large_blue_circle: Yours now",
        Happening.Unclaimed => ":white_circle: Given back, anyone can take it",
        Happening.Reopened => ":leftwards_arrow_with_hook: Open again",
        Happening.Commented => ":speech_balloon: Noted",
        Happening.ToolFailed => ":wrench: Recorded, the tool failed",
        Happening.Added => ":heavy_plus_sign: Added",
        Happening.Imported => ":inbox_tray: Imported",
        Happening.Undone => ":leftwards_arrow_with_hook: Taken back",
        _ => ":arrows_counterclockwise: Moved to another version",
    };

    private static string What(List<ChecklistEvent> told, Board before, Board after) =>
        told.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{told.Count} steps")
        : told[0].Step is { } key && (after[key] ?? before[key]) is { } step ? Words.Name(step)
        : $"*{Slack.Mrkdwn.Plain(told[0].Title)}*";
}
