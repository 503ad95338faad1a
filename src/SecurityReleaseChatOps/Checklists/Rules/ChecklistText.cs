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

    public static string Person(string id) => Mrkdwn.User(id);

    /// <summary>A time that each reader sees in their own zone.</summary>
    public static string Time(DateTimeOffset at) => Mrkdwn.Date(at, "{date_short_pretty} at {time}");

    public static string Name(Step step) => $"*{Title(step)}*";

    /// <summary>A definition's title may contain inline code; the title of an added step is a person's own words.</summary>
    public static string Title(Step step) =>
        StepsOfTheDay.IsReserved(step.Item.Id) ? Mrkdwn.Plain(step.Title) : Mrkdwn.Escape(step.Title);

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
            ? $"{Name(step)} was already {word} by {Person(settler.By)}, {Time(settler.At)}."
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
