using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Briefs;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Log;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Messages one person gets unasked, and the log as they read it.</summary>
internal static class QuietGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        var board = ChecklistGallery.Worked(release, now).Board;
        IReadOnlyList<Step> mine = [.. board.Steps.Where(step => step.Blocks && step.Due is not null && Agenda.IsReady(board, step))];
        var words = release.OverrideReason ?? "commented on Run the validation: all quiet";
        IReadOnlyList<LogLine> lines =
            [.. Enumerable.Range(0, 11)
                .Select(i =>
                    new LogLine(
                        now.AddHours(-i), "U05", "María López",
                        SecurityReleaseChatOps.Slack.Mrkdwn.Plain(SecurityReleaseChatOps.Text.PlainText.Cut(words, 200)), 100 - i))];
        yield return ("reminder due soon", Sent.Json(RemindersJob.Render(RemindersJob.DueSoon, [.. mine.Select(step => (release, step))])));
        yield return ("reminder overdue", Sent.Json(RemindersJob.Render(RemindersJob.Overdue, [(release, mine[0])])));
        yield return ("morning brief", Sent.Json(MorningBrief.Render([new(release, release.Primary, mine, mine, lines)])));
        yield return ("morning brief of several", Sent.Json(MorningBrief.Render(
        [
            new(release, release.Primary, mine, [], lines),
            new(release with { Id = "R2", Owner = release.Secondary }, release.Primary, mine, [mine[0]], []),
            new(release with { Id = "R3", Owner = release.Secondary }, release.Primary, [], [], lines),
        ])));
        yield return ("release log", Sent.Json(LogMessage.Render(release, now.AddDays(-2), lines)));
        yield return ("release log of nothing", Sent.Json(LogMessage.Render(release, Instant.MinValue, [])));
    }
}
