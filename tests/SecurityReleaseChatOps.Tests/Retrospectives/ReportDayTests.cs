using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Cves;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Retrospectives;

/// <summary>Looking back at a release.</summary>
public sealed class ReportDayTests
{
    [Fact]
    public async Task What_the_checks_said_stands_in_it_with_how_long_it_took_to_mend()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/cve add");
        await (await anna.SeesModal("Add CVE")).Fill(("CVE", "CVE-2026-1234"), ("Title", CveSample.Title),
            ("CVE YAML", CveSample.Yaml(["18.6.1"]).Replace("Upgrade to version 18.6.1", "Upgrade to version 18.6.0"))).Submit();
        await Checks(anna, "# GitLab Patch Release\n\nTODO\n");
        await day.Advance(TimeSpan.FromMinutes(90));
        await anna.Runs("/cve edit CVE-2026-1234");
        await (await anna.SeesModal("Edit CVE")).Fill(("CVE YAML", CveSample.Yaml(["18.6.1"]))).Submit();
        await Checks(anna, "# GitLab Patch Release\n\nFor 18.6.1.\n");
        await anna.Runs("/release report");
        await day.Settles();

        var file = (await day.DirectMessages("anna")).SelectMany(message => message.Json["files"] as JsonArray ?? [])
            .Single(file => ((string)file!["name"]!).Contains("-report-") && ((string)file["name"]!).EndsWith(".md"))!;
        var rows = (await day.Control.File((string)file["id"]!)).Split('\n');
        var solution = rows.Single(row => row.StartsWith("| CVE-2026-1234 |") && row.Contains("solution"));
        solution.ShouldContain("| E5 |");
        solution.ShouldEndWith("| 1 h 30 min |");
        rows.Single(row => row.StartsWith("| the post |") && row.Contains("TODO")).ShouldEndWith("| 1 h 30 min |");
        rows.Single(row => row.StartsWith("| the post |") && row.Contains("has no entry")).ShouldEndWith("| still said |");
    }

    private static async Task Checks(Person anna, string post)
    {
        await anna.Runs("/blogpost check");
        await (await anna.SeesModal("Check post")).Fill(("Post", new[] { new { name = "post.md", content = post } })).Submit();
        await anna.Sees(" errors, ");
    }

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
