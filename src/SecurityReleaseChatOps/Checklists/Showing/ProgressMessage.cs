using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The message in the PSIRT channel that always shows a release's progress.</summary>
internal static class ProgressMessage
{
    private const int Named = 3;

    /// <param name="name">From a Slack user id to mrkdwn that notifies nobody.</param>
    public static Message Render(Board board, Release release, DateTimeOffset now, Func<string, string> name)
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
    public static IEnumerable<string> Lines(Board board, DateTimeOffset now, Func<string, string> name)
    {
        if (Window(AnnouncementWindow.Of(board, now), board.Release.MergedAt) is { } window)
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

    private static string? Window(AnnouncementWindow window, DateTimeOffset? merged)
    {
        var left = $"*{Math.Ceiling(window.Remaining.TotalMinutes):0} min left*";
        return window.State switch
        {
            WindowState.None => null,
            WindowState.Running => $":hourglass_flowing_sand: Merged {At(merged)}: {left} to announce: {ChecklistText.Few(window.Open)}",
            WindowState.Alarm => $":rotating_light: Merged {At(merged)}: only {left} to announce: {ChecklistText.Few(window.Open)}",
            WindowState.Met => $":white_check_mark: Merged {At(merged)}, all announced.",
            _ => $":rotating_light: Merged {At(merged)}: the 60 minutes are over. Not announced: {ChecklistText.Few(window.Open)}",
        };
    }

    private static string At(DateTimeOffset? moment) => moment is { } at ? Mrkdwn.Date(at, "{date_short_pretty} {time}") : "";

    private static string State(Release release) => release.State == ReleaseState.Preparing ? "" : $" · {release.State}";

    private static string More(int count) => count > Named ? $" and {count - Named} more" : "";
}
