using System.Net;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The parts that refusals and notes are made of.</summary>
internal static partial class ChecklistText
{
    /// <summary>Longest comment, reason or error that is taken, in characters.</summary>
    public const int MaxText = 2000;

    public const int MaxTitle = 150;

    // In words: a reminder has 30 in all.
    private const int Room = 16;
    private const int Named = 5;

    public static string Person(string id) => Mrkdwn.User(id);

    /// <summary>A moment that each reader sees in their own zone.</summary>
    public static string Time(DateTimeOffset at) => Mrkdwn.Date(at, "{date_short_pretty} at {time}");

    public static string Name(Step step) => $"*{Title(step)}*";

    /// <summary>A definition's title may hold inline code; that of a step of the day is a person's own words.</summary>
    public static string Title(Step step) =>
        StepsOfTheDay.IsReserved(step.Item.Id) ? Mrkdwn.Plain(step.Title) : Mrkdwn.Escape(step.Title);

    /// <summary>The same where Slack shows no code.</summary>
    public static string PlainTitle(Step step) => step.Title.Replace("`", "");

    /// <summary>The first five names, and how many more there are.</summary>
    public static string Names(IReadOnlyCollection<Step> steps) => Text.PlainText.Some(steps, Named, Name);

    /// <summary>The same, a line each.</summary>
    public static string Listed(IReadOnlyCollection<Step> steps) => Text.PlainText.Some(steps, Named, step => "• " + Name(step), "\n", "\n• ");

    public static string NoStage(Board board, string id) => $"There is no stage `{Mrkdwn.Plain(id)}`. There are {Stages(board)}.";

    public static string Stages(Board board) => string.Join(", ", board.Definition.Stages.Select(stage => $"`{stage.Id}`"));

    /// <summary>As many names as a reminder has room for, and how many more there are.</summary>
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

    /// <summary>Null when a needed text is given and not too long; else what to do.</summary>
    public static string? TextFault(string text, string ask, int limit = MaxText) =>
        string.IsNullOrWhiteSpace(text) ? ask
        : text.Length > limit ? $"That is {text.Length} characters long; {limit} fit. Please shorten it."
        : null;

    /// <summary>A refusal in plain text, for where Slack shows no mrkdwn: under the field of a form.</summary>
    /// <param name="name">From a Slack user id to what people read.</param>
    public static string Plain(string mrkdwn, Func<string, string> name) => WebUtility.HtmlDecode(Token()
        .Replace(mrkdwn, token => token.Groups["user"] is { Success: true } user ? name(user.Value) : token.Groups["label"].Value)
        .Replace("*", "")
        .Replace("`", ""));

    [GeneratedRegex(@"<@(?<user>[A-Z0-9]+)>|<[^<>|]*\|(?<label>[^<>]*)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
