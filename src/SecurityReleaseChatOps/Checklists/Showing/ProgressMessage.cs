using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The message in the PSIRT channel that always shows a release's progress.</summary>
internal static class ProgressMessage
{
    private const int Named = 3;

    /// <param name="name">From a Slack user id to mrkdwn that notifies nobody.</param>
    public static Message Render(Board board, Release release, Instant now, Func<string, string> name)
    {
        var progress = Progress.Of(board, now);
        return new()
        {
            Text = $"Checklist of {release.Named()}: {progress}",
            Blocks =
            [
                new HeaderBlock { Text = $"Checklist {release.Id} · {release.Title()}" },
                SectionBlock.Of(
                    $"*{progress.Counted}*{progress.Late}{State(release)} · due "
                        + $"{release.Due()}\n{string.Join(" · ", progress.Stages.Select(stage => stage.Counted))}",
                    OpenChecklist.OpenButton(release.Id)),
                .. Lines(board, now, name).Select(words => SectionBlock.Of(words)),
            ],
            UnfurlLinks = false,
        };
    }

    /// <summary>mrkdwn: what needs attention: the 60 minutes, late fixes, steps to review, and forced steps.</summary>
    public static IEnumerable<string> Lines(Board board, Instant now, Func<string, string> name)
    {
        if (board.Release.MergedAt is { } merged && Window(AnnouncementWindow.Of(board, now), Mrkdwn.Date(merged)) is { } window)
            yield return window;
        if (ReleaseDeadlines.LateFixes(board) is { Count: > 0 } late)
            yield return $":scissors: Too late for the post: {string.Join(", ", late.Take(Named).Select(fix => Mrkdwn.Plain(fix.Id)))}{More(late.Count)}";
        if (board.Overtaken is { Count: > 0 } overtaken)
            yield return $":eyes: To look at again, something was added before them: {ChecklistText.Few(overtaken)}";
        if (board.Checklist.Forced is { Count: > 0 } forced)
        {
            yield return ":rotating_light: Forced before its turn:\n" + string.Join('\n', forced.TakeLast(Named).Select(f =>
                $"• *{Mrkdwn.Plain(f.Title.Replace("`", ""))}* by {name(f.By)} {Mrkdwn.Date(f.At)}: {Mrkdwn.Plain(Text.PlainText.Cut(f.Why, 200))}"))
                    + More(forced.Count);
        }
    }

    private static string? Window(AnnouncementWindow window, string merged)
    {
        var left = $"*{Math.Ceiling(window.Remaining.TotalMinutes):0} min left*";
        return window.State switch
        {
            WindowState.None => null,
            WindowState.Running => $":hourglass_flowing_sand: Merged {merged}: {left} to announce: {ChecklistText.Few(window.Open)}",
            WindowState.Alarm => $":rotating_light: Merged {merged}: only {left} to announce: {ChecklistText.Few(window.Open)}",
            WindowState.Met => $":white_check_mark: Merged {merged}, all announced.",
            _ => $":rotating_light: Merged {merged}: the 60 minutes are over. Not announced: {ChecklistText.Few(window.Open)}",
        };
    }

    private static string State(Release release) => release.State == ReleaseState.Preparing ? "" : $" · {release.State}";

    private static string More(int count) => count > Named ? $" and {count - Named} more" : "";
}

/// <summary>A checklist's progress. Every step counts once: as settled or open.</summary>
public sealed record Progress(IReadOnlyList<StageProgress> Stages)
{
    public int Total => Stages.Sum(stage => stage.Total);

    public int Settled => Stages.Sum(stage => stage.Settled);

    public int Overdue => Stages.Sum(stage => stage.Overdue);

    /// <summary>The whole in words: <c>20 of 54 steps</c>.</summary>
    public string Counted => $"{Settled} of {Total} steps";

    /// <summary>mrkdwn: the number overdue, after a dot; empty for none.</summary>
    public string Late => Overdue > 0 ? $" · :warning: {Overdue} overdue" : "";

    public override string ToString() => Counted + Late;

    /// <summary>Stages in the definition's order, without those empty in this release.</summary>
    public static Progress Of(Board board, Instant now)
    {
        var byStage = board.Steps.ToLookup(step => step.StageId);
        return new([.. board.Definition.Stages.Where(stage => byStage.Contains(stage.Id)).Select(stage => Of(board, stage, [.. byStage[stage.Id]], now))]);
    }

    private static StageProgress Of(Board board, Stage stage, IReadOnlyList<Step> steps, Instant now) => new(
        stage.Id,
        stage.Title,
        steps.Count(step => !step.Open),
        steps.Count(step => step.InProgress),
        steps.Count(step => Agenda.IsOverdue(board, step, now)),
        steps.Count,
        !steps.Any(step => step.Blocks));
}

/// <param name="Settled">Done or not needed.</param>
/// <param name="InProgress">Of the open ones.</param>
/// <param name="Overdue">Of the open ones.</param>
/// <param name="IsComplete">Whether no required step is open.</param>
public sealed record StageProgress(string Id, string Title, int Settled, int InProgress, int Overdue, int Total, bool IsComplete)
{
    /// <summary>mrkdwn: the number of settled steps.</summary>
    public string Counted =>
        $"*{Mrkdwn.Plain(Title)}* {Settled}/{Total}{(IsComplete ? " :white_check_mark:" : "")}";

    /// <summary>mrkdwn: the same, with the state of open ones.</summary>
    public string Line => Counted
        + (InProgress > 0 ? $" · {InProgress} in progress" : "")
        + (Overdue > 0 ? $" · :warning: {Overdue} overdue" : "");
}
