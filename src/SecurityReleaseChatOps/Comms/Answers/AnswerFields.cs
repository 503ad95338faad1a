using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The inputs in which an answer is given or taken down.</summary>
internal static class AnswerFields
{
    public const string Words = "words";
    public const string Date = "date";
    private const string Multi = "multi";
    private const string Single = "single";
    private const string Self = "self";

    /// <summary>The inputs of an answer that needs more than a press; none for the others.</summary>
    /// <param name="chosen">Whether it is this answer for sure, and not one of several.</param>
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

    /// <summary>The answer as it was filled in.</summary>
    public static Answer Read(ViewState state, AnswerKind what, string by, DateTimeOffset now)
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

    /// <summary>Whether anything was written of the impact.</summary>
    public static bool HasImpact(ViewState state) => Read(state, AnswerKind.Impact, "", default) is not { Multi: null, Single: null, Self: null };

    /// <summary>The input under which a refusal of an answer stands.</summary>
    public static string FieldOf(AnswerKind what) => what switch
    {
        AnswerKind.Date => Date,
        AnswerKind.Impact => Multi,
        _ => Words,
    };

    private static InputBlock Text(string id, string label, int longest) =>
        InputBlock.Of(id, label, new PlainTextInput { Multiline = true, MaxLength = longest }, optional: true);
}
