using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Tests.Driving;
using Words = SecurityReleaseChatOps.Tests.Driving.Words;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>Where the checklist meets other features: the release's facts, the handover, the App Home, an operator's own definitions.</summary>
public sealed class AroundTests
{
    [Fact]
    public async Task The_handover_is_drafted_from_it_since_the_last_one()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/checklist done managers");
        await day.HandsOver("anna");
        await day.As("anna").Runs("/checklist done tools");
        await day.As("anna").Runs("/checklist claim validate");
        await day.As("anna").Runs("/handover");
        var form = await day.As("anna").SeesModal("Hand over");
        form["Status"]!.ShouldContain(" steps are done, 1 since the last handover.");
        form["Next"]!.ShouldStartWith("- Run bin/validate_release.rb");
        form["Next"]!.ShouldContain("(Anna de Vries)");
        form["Next"]!.Split('\n').Length.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task My_steps_over_all_releases_are_in_the_home_and_done_there()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.7.1", ("Due date", "2026-12-09"));
        var home = await day.As("anna").Home();
        var text = Words.Of(home["blocks"]);
        text.ShouldContain("My steps of R1");
        text.ShouldContain("*R2* GitLab 18.7.1");
        text.ShouldContain("1 of ", customMessage: "how far each release is");
        await day.As("anna").Clicks("Done", home);
        var links = await day.As("anna").SeesModal("Links");
        await links.Fill(
            (links.Labels.Single(label => label.Contains("checklist", StringComparison.OrdinalIgnoreCase)),
                "https://gitlab.com/gitlab-org/gitlab/-/issues/1")).Submit();
        await day.Until(
            async () => (await day.Board("R1"))["task-issue"]!.State is { Settled: true, Event.By: "U03" },
            "The first step of R1 should be done by linking it.");
        Words.Of((await day.As("maria").Home())["blocks"]).ShouldNotContain("Find the PSIRT Task Issue and link it");
    }

    [Fact]
    public async Task Fixes_and_severity_decide_the_steps()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await day.Board("R1"))["dedicated"].ShouldNotBeNull("nobody is left out as long as the severity is unknown");
        (await day.As("anna").Runs("/release severity medum")).ShouldContain("is not a severity");
        (await day.As("anna").Runs("/release severity “medium”! R1")).ShouldContain("is medium, set by hand");
        (await day.Board("R1"))["dedicated"].ShouldBeNull();

        await day.As("anna").Runs("/release fixes");
        var form = await day.As("anna").SeesModal("Fixes");
        (await form.Fill(("Fixes", "gitlab-org/gitlab#1 CVE-2026-1234\ngitlab-org/gitlab#1")).SubmitsInVain())["Fixes"].ShouldContain("is there twice");
        (await form.Fill(("Fixes", "gitlab-org/gitlab#1 CVE-26")).SubmitsInVain())["Fixes"].ShouldContain("Line 1");
        await form.Fill(("Fixes", "gitlab-org/gitlab#1 cve-2026-1234")).Submit();
        (await day.Board("R1"))["details:gitlab-org/gitlab#1"].ShouldNotBeNull();
        (await day.Board("R1"))["valid:CVE-2026-1234"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_several_releases_it_asks_which_and_keeps_the_words()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.7.1", ("Due date", "2026-12-09"));
        var question = (await day.As("anna").Asks("/checklist done managers"))!;
        await day.As("anna").Clicks("R2", question);
        await day.Until(async () => (await day.Board("R2"))["managers"]!.State.Settled, "It should be done in R2.");
        (await day.Board("R1"))["managers"]!.State.Settled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_running_release_keeps_its_definition_until_it_is_moved_to_a_newer_one()
    {
        var own = Directory.CreateTempSubdirectory("chatops-definitions-").FullName;
        await using var day = await TestDay.Start($"--Checklists:Directory={own}");
        await day.StartsRelease();
        await day.As("anna").Runs("/checklist done managers");
        (await day.As("anna").Runs("/checklist update")).ShouldContain("has the newest version");
        using (var shipped = new StreamReader(typeof(Program).Assembly.GetManifestResourceStream("Checklists/Definitions/planned.yaml")!))
            await File.WriteAllTextAsync(
                Path.Combine(own, "planned.yaml"),
                (await shipped.ReadToEndAsync()).Replace(
                    "title: Know the release managers of this release", "title: Greet the release managers", StringComparison.Ordinal));
        await day.Restart();
        (await day.As("anna").Runs("/checklist setup")).ShouldContain("Know the release managers of this release");
        await day.As("anna").Runs("/checklist update");
        var form = await day.As("anna").SeesModal("Newer definition");
        form.Text.ShouldContain("Greet the release managers: title");
        await form.Fill(("Move it?", new[] { "yes" })).Submit();
        await day.As("anna").Sees("Moved to another version");
        (await day.As("anna").Runs("/checklist setup")).ShouldContain("Greet the release managers");
        (await day.Board("R1"))["managers"]!.State.Settled.ShouldBeTrue("what is done stays done");
        Directory.Delete(own, recursive: true);
    }

    [Fact]
    public async Task A_definition_at_fault_stops_the_start_with_file_and_line()
    {
        var own = Directory.CreateTempSubdirectory("chatops-definitions-").FullName;
        await File.WriteAllTextAsync(Path.Combine(own, "mine.yaml"), "name: mine\ncolour: red\n");
        var wrong =
            await Should.ThrowAsync<SettingsException>(() =>
                Program.Build(["--Slack:BotToken=xoxb-none", "--Slack:SigningSecret=none", $"--Checklists:Directory={own}"]));
        wrong.Lines.ShouldHaveSingleItem().ShouldContain("mine.yaml, line 2");
        wrong = await Should.ThrowAsync<SettingsException>(() =>
            Program.Build(["--Slack:BotToken=xoxb-none", "--Slack:SigningSecret=none", $"--Checklists:Directory={own}/none"]));
        wrong.Lines.ShouldHaveSingleItem().ShouldStartWith("Checklists:Directory is");
        Directory.Delete(own, recursive: true);
    }
}
