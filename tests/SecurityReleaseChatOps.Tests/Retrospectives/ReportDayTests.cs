using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Retrospectives;

/// <summary>Looking back at a release.</summary>
public sealed class ReportDayTests
{
    [Fact]
    public async Task A_file_and_a_timeline_come_to_whoever_asks()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/checklist done managers");
        await anna.Runs("/checklist force validate it is late");
        await day.HandsOver("anna");
        await day.At("2026-11-25T16:00:00Z");
        await anna.Runs("/checklist done tools");
        await day.Publishes();
        (await anna.Runs("/release report")).ShouldBe("The file and the picture are in your messages with me.");
        await day.Settles();

        var files = (await day.DirectMessages("anna")).SelectMany(message => message.Json["files"] as JsonArray ?? []).ToList();
        var text = await day.Control.File((string)files.Single(file => ((string)file!["name"]!).EndsWith(".md", StringComparison.Ordinal))!["id"]!);
        foreach (var said in new[] { "# GitLab 18.6.1 (R1): retrospective", "| Mon 23 Nov 08:0", "Published |", "## Time in each stage", "| Setup |",
            "## Late steps", "Clone and set up", "## Forced steps", "it is late", "## Handovers", "| Anna de Vries | María López |", "not answered" })
            text.ShouldContain(said);
        var picture = files.Single(file => ((string)file!["name"]!).EndsWith(".png", StringComparison.Ordinal))!;
        ((string)picture["name"]!).ShouldStartWith("R1-report-");
        ((string)picture["alt_txt"]!).ShouldStartWith("Timeline of R1, times in UTC. Started 23 Nov 08:0");
    }
}
