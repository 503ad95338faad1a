using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What is next for the one who looks; then what is overdue, and what waits for what.</summary>
internal static class NextScreen
{
    private const int Steps = 5;
    private const int Lines = 4;

    public static IEnumerable<Block> Render(Screen screen)
    {
        var (board, now) = (screen.Board, screen.Now);
        yield return new SectionBlock { Text = new Markdown(Bars.ByStage(Progress.Of(board, now))) };
        foreach (var words in ProgressMessage.Lines(board, now))
            yield return new SectionBlock { Text = new Markdown(words) };

        var (heading, next) = Next(screen);
        yield return new HeaderBlock { Text = heading };
        if (next.Count == 0)
            yield return new ContextBlock { Elements = [new Markdown(Nothing(board))] };
        foreach (var block in next.Take(Steps).SelectMany(step => screen.Show(step, new Place(board.Release.Id))))
            yield return block;
        if (next.Count > Steps)
            yield return new ContextBlock { Elements = [new Markdown($"… and {next.Count - Steps} more that can be done now: open their stage.")] };

        var shown = next.Take(Steps).ToHashSet();
        if (Listed(":warning: *Overdue*", [.. Agenda.Overdue(board, now).Where(step => !shown.Contains(step))], step => StepBlocks.Line(board, step, now)) is { } overdue)
            yield return overdue;
        if (Listed(":large_blue_circle: *In progress*", [.. Agenda.InProgress(board).Where(step => !shown.Contains(step))], step => StepBlocks.Line(board, step, now)) is { } busy)
            yield return busy;
        if (Listed(":lock: *Blocked*", Agenda.Blocked(board), blocked => $"• *{Words.Title(blocked.Step)}* comes after {Short(blocked.By)}") is { } waiting)
            yield return waiting;
        foreach (var block in screen.Foot())
            yield return block;
    }

    /// <summary>Those of the pair see their own; everybody else what anyone may take.</summary>
    private static (string Heading, IReadOnlyList<Step> Steps) Next(Screen screen)
    {
        var board = screen.Board;
        var mine = Agenda.NextFor(board, screen.Viewer, screen.Now, screen.Own);
        return mine.Count > 0 || screen.Viewer == board.Release.Primary || screen.Viewer == board.Release.Secondary
            ? ("Next for you", mine)
            : ("Next", [.. board.Steps.Where(step => step.Open && Agenda.IsReady(board, step)).OrderBy(step => step.Due ?? DateTimeOffset.MaxValue)]);
    }

    private static string Nothing(Board board) =>
        board.Steps.All(step => !step.Open) ? ":tada: Everything is done." : "Nothing waits for you right now.";

    private static string Short(IReadOnlyList<Step> steps) =>
        steps.Count == 1 ? Words.Name(steps[0]) : $"{Words.Name(steps[0])} and {steps.Count - 1} more";

    private static SectionBlock? Listed<T>(string heading, IReadOnlyList<T> all, Func<T, string> line) => all.Count == 0 ? null : new()
    {
        Text = new Markdown($"{heading} ({all.Count})\n{string.Join('\n', all.Take(Lines).Select(line))}{(all.Count > Lines ? $"\n… and {all.Count - Lines} more" : "")}"),
    };
}
