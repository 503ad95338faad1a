using System.Net;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Building blocks of refusals and notes.</summary>
internal static partial class ChecklistText
{
    /// <summary>Longest comment, reason or error accepted, in characters.</summary>
    public const int MaxText = 2000;

    public const int MaxTitle = 150;

    // In words; a whole reminder has 30.
    private const int Room = 16;
    private const int Named = 5;

    public static string Name(Step step) => $"*{Title(step)}*";

    /// <summary>A definition's title may contain inline code; the title of an added step is a person's own words.</summary>
    public static string Title(Step step) =>
        AddedStep.IsReserved(step.Item.Id) ? Mrkdwn.Plain(step.Title) : Mrkdwn.Escape(step.Title);

    /// <summary>The same without code formatting.</summary>
    public static string PlainTitle(Step step) => step.Title.Replace("`", "");

    /// <summary>The first five names, and the number of others.</summary>
    public static string Names(IReadOnlyCollection<Step> steps) => Text.PlainText.Some(steps, Named, Name);

    /// <summary>The same, one a line.</summary>
    public static string Listed(IReadOnlyCollection<Step> steps) => Text.PlainText.Some(steps, Named, step => "• " + Name(step), "\n", "\n• ");

    public static string NoStage(Board board, string id) => $"There is no stage `{Mrkdwn.Plain(id)}`. There are {Stages(board)}.";

    public static string Stages(Board board) => string.Join(", ", board.Definition.Stages.Select(stage => $"`{stage.Id}`"));

    /// <summary>As many names as fit a reminder, and the number of others.</summary>
    public static string Few(IReadOnlyList<Step> steps)
    {
        var room = Room;
        return Text.PlainText.Some(steps, steps.TakeWhile((step, i) => (room -= step.Title.Split(' ').Length) >= 0 || i == 0).Count(), Name);
    }

    public static string Status(StepState state) => state switch
    {
        { Status: StepStatus.Done, ForcedWhy: not null } => "done (forced)",
        { Status: StepStatus.Done } => "done",
        { Status: StepStatus.NotNeeded } => "not needed",
        { Confirmations.Count: > 0 } => "confirmed by one",
        { ClaimedBy: { } person } => $"claimed by {person}",
        _ => "open",
    };

    public static string HowSettled(Step step)
    {
        var word = step.State.Status == StepStatus.Done ? "done" : "marked as not needed";
        return step.State.Settler is { } settler
            ? $"{Name(step)} was already {word} by {Mrkdwn.User(settler.By)}, {Mrkdwn.Date(settler.At)}."
            : $"{Name(step)} was already {word}.";
    }

    /// <summary>Null when a required text is given and not too long; else what to do.</summary>
    public static string? TextFault(string text, string ask, int limit = MaxText) =>
        string.IsNullOrWhiteSpace(text) ? ask
        : text.Length > limit ? $"That is {text.Length} characters long; {limit} fit. Please shorten it."
        : null;

    /// <summary>A refusal in plain text, for form errors, where Slack shows no mrkdwn.</summary>
    /// <param name="name">From a Slack user id to what people read.</param>
    public static string Plain(string mrkdwn, Func<string, string> name) => WebUtility.HtmlDecode(Token()
        .Replace(mrkdwn, token => token.Groups["user"] is { Success: true } user ? name(user.Value) : token.Groups["label"].Value)
        .Replace("*", "")
        .Replace("`", ""));

    [GeneratedRegex(@"<@(?<user>[A-Z0-9]+)>|<[^<>|]*\|(?<label>[^<>]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}

/// <summary>The result of a press, in mrkdwn.</summary>
internal static class EventText
{
    private const int Most = 10;
    private const int Longest = 400;

    /// <summary>For whoever pressed.</summary>
    public static string AtPress(Board before, Board after, ChecklistDecision decided)
    {
        var told = decided.Events.Where(e => e.What != Happening.StageComplete).ToList();
        var words = told.Count == 0 ? "Nothing has changed" : $"{Word(told[0].What)}: {What(told, before, after)}";
        return string.Join('\n', decided.Notes.Take(10).Select(note => "• " + note).Prepend(words + "."));
    }

    /// <summary>The step with an Undo button beside the words; null when there are none or several.</summary>
    public static string? Undo(ChecklistDecision decided) => decided.Events.Where(e => e.What != Happening.StageComplete).ToList() is
        [
        {
            What: Happening.Done or Happening.NotNeeded or Happening.Confirmed or Happening.Claimed or Happening.TakenOver or Happening.Unclaimed
            or Happening.Reopened, Step: { } step
        }]
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
        told.Count > 1 ? $"{told.Count} steps"
        : told[0].Step is { } key && (after[key] ?? before[key]) is { } step ? ChecklistText.Name(step)
        : $"*{Mrkdwn.Plain(told[0].Title)}*";

    /// <summary>For the thread under the progress message; null when nothing is noteworthy.</summary>
    /// <param name="name">From a Slack user id to mrkdwn that notifies nobody.</param>
    public static string? InThread(Board before, Board after, IReadOnlyList<ChecklistEvent> events, Func<string, string> name)
    {
        var told = events.Select(e => Line(e, before, after, name)).OfType<string>().ToList();
        if (events.Count(e => e.What == Happening.Imported) is > 0 and var imported)
            told.Insert(0, $":inbox_tray: {name(events[0].By)} imported a task list: {imported} {(imported == 1 ? "step" : "steps")} ticked.");
        if (told.Count > Most)
            told = [.. told.Take(Most - 1), $"… and {told.Count - Most + 1} more."];
        return told.Count == 0 ? null : string.Join('\n', told);
    }

    /// <summary>Null for a claim or a step that is done: the message itself shows those.</summary>
    private static string? Line(ChecklistEvent e, Board before, Board after, Func<string, string> name)
    {
        var step = e.Step is null ? null : after[e.Step] ?? before[e.Step];
        var title = $"*{(step is null ? Mrkdwn.Plain(e.Title) : ChecklistText.Title(step))}*";
        var by = name(e.By);
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
            Happening.StageComplete => $":tada: The stage {title} is complete",
            _ => null,
        };
    }

    private static string Because(ChecklistEvent e) =>
        e.Detail is { Length: > 0 } why ? ": " + Mrkdwn.Plain(Text.PlainText.Cut(why, Longest)) : "";
}
