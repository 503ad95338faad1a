using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>One step in full: how it is done, and everything said and done about it.</summary>
internal static class StepModal
{
    private const int Comments = 10;

    public static ModalViewDefinition Render(Board board, Step step, Func<string, string> name) => new()
    {
        Title = "How to",
        Close = "Close",
        Blocks =
        [
            SectionBlock.Of($"*{ChecklistText.Title(step)}*"),
            ContextBlock.Of(
                $"`{Mrkdwn.Escape(step.Key)}` · {StepBlocks.Whose(step.Item.Role)}{(step.Item.NeedsSecondPerson ? " · needs two people" : "")}{Rule(step)}"),
            .. Section("", Text.MarkdownText.ToMrkdwn(step.Item.Help)),
            .. Section("Settled by", string.Join(", ", step.Item.SettledBy.Select(term => $"`{Mrkdwn.Escape(term.ToString())}`"))),
            .. Section("Comes after", string.Join('\n', board.Blockers(step).Select(blocker => $"• {ChecklistText.Title(blocker)}"))),
            .. Section("By hand, when the tool fails", Text.MarkdownText.ToMrkdwn(step.Item.Manual)),
            .. Section("Said", string.Join(
                '\n',
                step.State.Confirmations.Select(c =>
                    $"• {(c.Status == StepStatus.Done ? "done" : "not needed")}, {Mrkdwn.Plain(name(c.By))} {Mrkdwn.Date(c.At)}{(c.Why is null ? "" : ": " + Mrkdwn.Plain(c.Why))}"))),
            .. Section("Forced", Mrkdwn.Plain(step.State.ForcedWhy)),
            .. Section("Comments", string.Join(
                '\n', step.State.Comments.TakeLast(Comments)
                    .Select(c =>
                        $"• {Mrkdwn.Plain(name(c.By))} {Mrkdwn.Date(c.At)}: {Mrkdwn.Plain(c.Text)}{(c.Link is null ? "" : " " + Mrkdwn.Link(c.Link))}"))),
            .. Section("Its tool failed", string.Join(
                '\n', step.State.Failures.TakeLast(3)
                    .Select(f => $"• {Mrkdwn.Plain(name(f.By))} {Mrkdwn.Date(f.At)}: {Mrkdwn.Plain(Text.PlainText.Cut(f.Error, 500))}"))),
        ],
    };

    private static string Rule(Step step) => step.Due is { } due ? $" · due {Mrkdwn.Date(due)}" : step.Item.Due is { } rule ? $" · due {rule}" : "";

    private static IEnumerable<Block> Section(string heading, string mrkdwn)
    {
        if (mrkdwn.Length > 0)
            yield return SectionBlock.Of(heading.Length == 0 ? mrkdwn : $"*{heading}*\n{mrkdwn}");
    }
}
