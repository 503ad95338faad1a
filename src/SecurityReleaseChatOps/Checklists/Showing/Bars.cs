using System.Globalization;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Progress as bars, in mrkdwn.</summary>
internal static class Bars
{
    private const int Width = 8;

    /// <summary>The whole in one bar, such as <c>███░░░░░ 20 of 54 steps</c>.</summary>
    public static string Whole(Board board, DateTimeOffset now) => Whole(Progress.Of(board, now));

    private static string Whole(Progress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Bar(progress.Settled, progress.Total)} {progress.Settled} of {progress.Total} steps{(progress.Overdue > 0 ? $" · :warning: {progress.Overdue} overdue" : "")}");

    /// <summary>A line for each stage.</summary>
    public static string ByStage(Progress progress) => string.Join('\n', progress.Stages.Select(Line));

    public static string Line(StageProgress stage)
    {
        var settled = stage.Done + stage.NotNeeded;
        var words = string.Create(CultureInfo.InvariantCulture, $"{Bar(settled, stage.Total)} *{Mrkdwn.Plain(stage.Title)}* {settled}/{stage.Total}");
        return words + (stage.IsComplete ? " :white_check_mark:" : "")
            + (stage.InProgress > 0 ? string.Create(CultureInfo.InvariantCulture, $" · {stage.InProgress} in progress") : "")
            + (stage.Overdue > 0 ? string.Create(CultureInfo.InvariantCulture, $" · :warning: {stage.Overdue} overdue") : "");
    }

    /// <summary>Full only when all is settled, empty only when nothing is.</summary>
    public static string Bar(int settled, int total)
    {
        var full = total == 0 || settled == total ? Width : settled == 0 ? 0 : Math.Clamp((int)Math.Round((double)Width * settled / total), 1, Width - 1);
        return new string('█', full) + new string('░', Width - full);
    }
}
