namespace SecurityReleaseChatOps.Checklists;

/// <summary>Records a failed tool: its step is then done by hand, and the error filed as an issue.</summary>
public static class ToolFailures
{
    /// <param name="error">The tool's output; if too long its end is kept, where tools name the error.</param>
    public static ChecklistDecision Record(Board board, string key, string person, string error, DateTimeOffset now)
    {
        if (board[key] is not { } step)
            return Presses.Unknown(board, key);
        if (step.Item.Tool is not { } tool)
            return ChecklistDecision.Refuse(board, $"{ChecklistText.Name(step)} has no tool that could fail. Comment on it instead.");
        if (!step.Open)
            return ChecklistDecision.Refuse(board, ChecklistText.HowSettled(step));
        if (string.IsNullOrWhiteSpace(error))
            return ChecklistDecision.Refuse(board, "Paste the error that the tool gave.");
        var kept = error.Trim();
        if (kept.Length > ChecklistText.MaxText)
            kept = "…" + kept[^(ChecklistText.MaxText - 1)..];
        var next = step.State.Record with { Failures = [.. step.State.Failures, new(person, now, tool, kept)] };
        return Recording.Apply(board, person, now, [new(step, next, Happening.ToolFailed, kept)]) with
        {
            Notes = [.. step.Item.Manual.Length == 0 ? Array.Empty<string>() : [Text.MarkdownText.ToMrkdwn(step.Item.Manual)],
                $"File it in {Text.MarkdownText.ToMrkdwn(board.Definition.Tracker)}."],
        };
    }

    /// <summary>The title of the issue for the tool's tracker.</summary>
    public static string IssueTitle(ToolFailure failure) => $"{failure.Tool} failed on {failure.At.UtcDateTime:yyyy-MM-dd}";

    /// <summary>The issue's text in Markdown. It names the release, but nothing about its vulnerabilities beyond the error itself.</summary>
    public static string IssueText(Board board, Step step, ToolFailure failure, Func<string, string> name)
    {
        var fence = "```";
        while (failure.Error.Contains(fence))
            fence += '`';
        return $"""
            ### What was run

            `{failure.Tool}`, for the step "{step.Item.Title}" of the checklist "{board.Definition.Title}", release {board.Release.Id} ({string.Join(", ", board.Release.Versions)}).

            ### What happened

            {fence}
            {failure.Error}
            {fence}

            ### What was expected

            The step is done by the tool. It is being done by hand meanwhile.

            Seen by {name(failure.By)}, {failure.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC. The error may name things that are not public: keep this issue confidential until that is checked.
            """;
    }
}
