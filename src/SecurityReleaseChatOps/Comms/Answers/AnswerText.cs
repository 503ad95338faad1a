using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Answers, in words.</summary>
internal static class AnswerText
{
    /// <summary>The label of a button or option.</summary>
    public static string Name(AnswerKind what) => what switch
    {
        AnswerKind.Acknowledged => "Acknowledge",
        AnswerKind.Date => "Another date",
        AnswerKind.Approved => "Approve",
        AnswerKind.Changes => "Changes needed",
        _ => what.ToString(),
    };

    /// <summary>What is awaited, to follow <c>waiting for</c>.</summary>
    public static string Awaited(Asks asks) => asks switch
    {
        Asks.Acknowledge => "acknowledgement",
        Asks.Approval => "approval",
        Asks.Impact => "the impact",
        _ => "an answer",
    };

    /// <summary>mrkdwn: the answer, by whom and when.</summary>
    public static string Said(CommsSnapshot snapshot, Ping ping, Answer answer)
    {
        var mark = AnswerRules.Ends(answer.What) ? ":white_check_mark:" : ":speech_balloon:";
        return $"{mark} {What(answer)}{Who(snapshot, ping, answer)} {Mrkdwn.Date(answer.At)}{Content(answer)}";
    }

    /// <summary>mrkdwn: the answer alone.</summary>
    public static string What(Answer answer) => answer.What switch
    {
        AnswerKind.Acknowledged => "Acknowledged",
        AnswerKind.Approved => "Approved",
        AnswerKind.Date when answer.Date is { } date => $"Another date, {Day(date)}",
        var what => Name(what),
    };

    public static string Day(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    private static string Who(CommsSnapshot snapshot, Ping ping, Answer answer)
    {
        if (answer.Elsewhere is { } where)
            return $" elsewhere{(answer.Who is { } who ? $" by {snapshot.Shown(who)}" : "")} ({CommsText.Typed(where)}), noted by "
                + $"{snapshot.Shown(answer.By)}";
        var says = AnswerRules.Ends(answer.What) && answer.What != AnswerKind.Yes ? " by" : ", said";
        // An approval may need two people: both are named.
        var all = answer.What == AnswerKind.Approved
            ? ping.Standing.Where(one => one.What == AnswerKind.Approved && one.Elsewhere is null).Select(one => one.By).Distinct()
            : [answer.By];
        return $"{says} {string.Join(" and ", all.Select(snapshot.Shown))}";
    }

    private static string Content(Answer answer)
    {
        var parts = new[] { (null, answer.Words), ("Multi-tenant", answer.Multi), ("Single-tenant", answer.Single), ("Self-managed", answer.Self) }
            .Where(part => part.Item2 is not null)
            .Select(part => $"\n{(part.Item1 is null ? "" : $"*{part.Item1}:* ")}{CommsText.Typed(part.Item2!)}");
        return string.Concat(parts);
    }
}

/// <summary>The inputs for giving an answer, or noting one given elsewhere.</summary>
internal static class AnswerFields
{
    public const string Words = "words";
    public const string Date = "date";
    private const string Multi = "multi";
    private const string Single = "single";
    private const string Self = "self";

    /// <summary>The inputs of an answer that needs more than a press; none for the others.</summary>
    /// <param name="chosen">Whether this is the answer, and not one of several to choose from.</param>
    public static IEnumerable<InputBlock> Of(AnswerKind what, bool chosen = true) => what switch
    {
        AnswerKind.Date =>
        [
            new() { BlockId = Date, Label = "Date", Hint = chosen ? null : (PlainText)"With Another date", Element = new DatePicker(), Optional = !chosen },
            .. chosen ? [Text(Words, "Why", AnswerRules.LongestWords)] : (IEnumerable<InputBlock>)[],
        ],
        AnswerKind.Changes =>
            [Text(Words, "What has to change", AnswerRules.LongestWords) with { Optional = !chosen, Hint = chosen ? null : (PlainText)"With Changes needed" }],
        AnswerKind.Impact =>
        [
            Text(Multi, "Multi-tenant", AnswerRules.LongestImpact), Text(Single, "Single-tenant", AnswerRules.LongestImpact),
            Text(Self, "Self-managed", AnswerRules.LongestImpact),
        ],
        _ => [],
    };

    public static Answer Read(ViewState state, AnswerKind what, string by, Instant now)
    {
        var answer = new Answer(what, by, now);
        return what switch
        {
            AnswerKind.Date => answer with { Date = state.Date(Date), Words = Given(Words) },
            AnswerKind.Changes => answer with { Words = Given(Words) },
            AnswerKind.Impact => answer with { Multi = Given(Multi), Single = Given(Single), Self = Given(Self) },
            _ => answer,
        };

        string? Given(string field) => state.Text(field) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    public static bool HasImpact(ViewState state) => Read(state, AnswerKind.Impact, "", default) is not { Multi: null, Single: null, Self: null };

    /// <summary>The input under which a refused answer shows why.</summary>
    public static string FieldOf(AnswerKind what) => what switch
    {
        AnswerKind.Date => Date,
        AnswerKind.Impact => Multi,
        _ => Words,
    };

    private static InputBlock Text(string id, string label, int longest) =>
        InputBlock.Of(id, label, new PlainTextInput { Multiline = true, MaxLength = longest }, optional: true);
}
