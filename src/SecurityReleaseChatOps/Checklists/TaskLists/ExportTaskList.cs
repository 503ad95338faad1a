using System.Text;
using System.Text.Json;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><c>/checklist export</c>: sends the checklist as a GitLab task issue, in a file, to whoever asks.</summary>
internal sealed class ExportTaskListCommand(
    ReleaseStore releases, ChecklistPress press, IStore store, Access.SlackDirectory directory, TimeProvider time) : ChecklistCommand(releases, press)
{
    public override CommandUsage Usage { get; } = new("/checklist", "export", "[release]", "the checklist as a GitLab task issue, in a file", Button: "Export");

    protected override async Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct)
    {
        var release = screen.Board.Release;
        var file = new GiveFile(
            $"{release.Id}-checklist-{time.Now():yyyy-MM-dd-HHmmssfff}.md",
            call.UserId,
            TaskListWriter.Write(screen.Board, directory.NameOf),
            $"The checklist of {release.Named()} as a GitLab task issue. `/checklist import` reads it back.",
            Classification.Embargoed(release.Id));
        return await store.Give(call, [file], SlashCommandResponse.Ephemeral("The file is in your messages with me."), ct);
    }
}

/// <summary>Writes the checklist as a GitLab task issue, its exact state in hidden comments: JSON's default escapes leave no <c>--&gt;</c> in them.</summary>
public static class TaskListWriter
{
    /// <param name="name">From a Slack user id to what people read on GitLab.</param>
    public static string Write(Board board, Func<string, string> name)
    {
        var text = new StringBuilder();
        var shown = board.Steps.Select(step => step.Key).ToHashSet(StringComparer.Ordinal);
        var unseen = board.Checklist.Steps.Where(pair => !shown.Contains(pair.Key)).ToDictionary();
        var release = board.Release;
        text.Append(CultureInfo.InvariantCulture, $"""
            # {board.Definition.Title}{(release.Versions.Count > 0 ? ": " : "")}{string.Join(", ", release.Versions.Select(Text.MarkdownText.Plain))}

            - Due: {release.DueAt:yyyy-MM-dd HH:mm} UTC
            - Primary: {Text.MarkdownText.Plain(name(release.Primary))}
            - Secondary: {Text.MarkdownText.Plain(name(release.Secondary))}


            """);
        Hidden(text, "checklist", board.Checklist with { Steps = unseen });
        foreach (var stage in board.Definition.Stages)
        {
            var steps = board.Steps.Where(step => step.StageId == stage.Id).ToList();
            if (steps.Count == 0)
                continue;
            text.Append("\n## ").Append(stage.Title).Append('\n');
            var subject = (string?)null;
            foreach (var step in steps)
            {
                if (step.Subject != subject)
                    text.Append("\n### ").Append(step.Subject is null ? "The whole release" : Text.MarkdownText.Plain(step.Subject)).Append('\n');
                subject = step.Subject;
                Write(text, board, step, name);
            }
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, Board board, Step step, Func<string, string> name)
    {
        var mark = step.State.Status switch { StepStatus.Done => 'x', StepStatus.NotNeeded => '~', _ => ' ' };
        // A person's words must not become markup; a definition's title is Markdown already.
        var title = AddedStep.IsReserved(step.Item.Id) ? Text.MarkdownText.Plain(step.Item.Title) : step.Item.Title;
        text.Append("\n- [").Append(mark).Append("] ").Append(title).Append(" <!-- step ").Append(JsonSerializer.Serialize(step.Key)).Append(" -->\n");
        if (board.Checklist.Steps.ContainsKey(step.Key))
        {
            text.Append("  ");
            Hidden(text, "state", step.State.Record);
        }
        if (step.Item.Help.Length > 0)
            text.Append('\n').Append(Text.MarkdownText.Indent(step.Item.Help)).Append('\n');
        foreach (var line in Notes(board, step, name))
            text.Append("\n  ").Append(line).Append('\n');
    }

    private static IEnumerable<string> Notes(Board board, Step step, Func<string, string> name)
    {
        if (step.Open && step.State.ClaimedBy is { } claimant)
            yield return $"*Claimed by {Who(claimant)}.*";
        foreach (var said in step.State.Confirmations)
            yield return $"*{(said.Status == StepStatus.Done ? "Done" : "Not needed")}, says {Who(said.By)}, "
                + $"{When(said.At)}{(said.Why is null ? "." : ": " + Text.MarkdownText.Plain(said.Why))}*";
        foreach (var forced in board.Checklist.Forced.Where(forced => forced.Step == step.Key))
            yield return $"*Forced by {Who(forced.By)}, {When(forced.At)}: {Text.MarkdownText.Plain(forced.Why)}*";
        foreach (var failure in step.State.Failures)
            yield return $"*The tool failed for {Who(failure.By)}, {When(failure.At)}.*";
        foreach (var comment in step.State.Comments)
            yield return $"*{Who(comment.By)}, {When(comment.At)}:* {Text.MarkdownText.Plain(comment.Text)}{(Uri.TryCreate(comment.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" ? $" <{link.AbsoluteUri}>" : "")}";

        string Who(string id) => Text.MarkdownText.Plain(name(id));
    }

    private static string When(Instant at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static void Hidden<T>(StringBuilder text, string what, T value) =>
        text.Append("<!-- ").Append(what).Append(' ').Append(JsonSerializer.Serialize(value, TaskListReader.Notes)).Append(" -->\n");
}
