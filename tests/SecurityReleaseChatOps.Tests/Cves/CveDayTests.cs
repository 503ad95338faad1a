using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Cves;

/// <summary>A release's CVEs through the local workspace.</summary>
public sealed class CveDayTests
{
    private const string Number = "CVE-2026-1234";
    private static readonly string[] Versions = ["18.6.1", "18.5.3"];

    [Fact]
    public async Task A_cve_is_added_to_the_fix_that_its_record_names_and_settles_its_steps()
    {
        await using var day = await Start();
        await day.SetsFixes("anna", "gitlab-org/gitlab#123 | by Jane Doe");
        await Adds(day);
        var fix = (await Release(day)).Fixes.ShouldHaveSingleItem();
        (fix.Id, fix.Cve, fix.Title, fix.Severity).ShouldBe(("gitlab-org/gitlab#123", Number, CveSample.Title, Severity.High));
        fix.Authors.ShouldBe(["Jane Doe"]);
        var board = await day.Board("R1");
        (board[$"text:{Number}"]!.Open, board[$"fields:{Number}"]!.Open, board[$"valid:{Number}"]!.Open).ShouldBe((false, false, true));

        // The release changes: what was right becomes wrong, and the other way round.
        await day.As("anna").Runs("/release versions");
        await (await day.As("anna").SeesModal("Versions")).Fill(("Versions", "18.6.2, 18.5.3")).Submit();
        (await day.Board("R1"))[$"fields:{Number}"]!.Open.ShouldBeTrue();
        (await day.As("anna").Runs("/cve check")).ShouldStartWith("1 errors");
    }

    [Fact]
    public async Task Without_a_fix_of_its_issue_it_brings_one_and_a_number_that_comes_later_changes_nothing_else()
    {
        await using var day = await Start();
        await Adds(day, number: "");
        var fix = (await Release(day)).Fixes.ShouldHaveSingleItem();
        (fix.Id, fix.CveNumber).ShouldBe(("gitlab-org/gitlab#123", null));
        (await day.As("anna").Runs("/cve")).ShouldContain("(requested)");
        var step = (await day.Board("R1")).Steps.First(one => one.Item.Id == "text");
        step.Open.ShouldBeFalse();

        await day.As("anna").Runs("/cve edit");
        await (await day.As("anna").SeesModal("Edit CVE")).Fill(("CVE", Number)).Submit();
        (await Release(day)).Fixes.ShouldHaveSingleItem().CveNumber.ShouldBe(Number);
        (await day.Board("R1"))[step.Key]!.Open.ShouldBeFalse();
        (await day.As("anna").Runs($"/cve show {Number}")).ShouldContain("vulnerability:");
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_its_line_and_stays()
    {
        await using var day = await Start();
        await day.As("anna").Runs("/cve add");
        var form = await day.As("anna").SeesModal("Add CVE");
        form.Labels.Take(3).ShouldBe(["CVE", "Title", "CVE YAML"]);
        (await form.Fill(("CVE YAML", "vulnerability:\n  cwe: &a CWE-79\n  impact: *a\n")).SubmitsInVain())["CVE YAML"].ShouldStartWith("Line 2:");
        (await form.Fill(("CVE YAML", ""), ("CVE", "soon")).SubmitsInVain())["CVE"].ShouldBe("Write it like CVE-2026-1234, or leave it empty");
        (await form.Fill(("CVE", "")).SubmitsInVain())["CVE"].ShouldContain("its issue in references");
        object large = new[] { new { name = "a.yml", content = new string('x', 10 * 1024 * 1024) } };
        (await form.Fill(("Or its file", large)).SubmitsInVain())["Or its file"].ShouldBe("“a.yml” is too large: at most 64 KB are read.");
        (await Release(day)).Fixes.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_yaml_files_of_a_message_are_taken_at_once()
    {
        await using var day = await Start();
        var anna = day.As("anna");
        var ts = await Posts(day,
            ("CVE-2026-1001.yml", CveSample.Yaml(Versions, 1)),
            ("CVE-2026-1002.yaml", CveSample.Yaml(Versions, 2, "could have allowed a user to read the title of a confidential issue")),
            ("broken.yml", "vulnerability: [\n"),
            ("notes.txt", "none of a CVE"));
        await AddsFiles(day, ts);
        var said = await anna.Sees("2 of 3 added");
        said.Text.ShouldContain("broken.yml: Line");
        said.OnlyForOne.ShouldBeTrue();
        (await Release(day)).Fixes.Select(fix => (fix.Id, fix.Cve))
            .ShouldBe([("gitlab-org/gitlab#1", "CVE-2026-1001"), ("gitlab-org/gitlab#2", "CVE-2026-1002")]);

        // Again, with one of them changed: it is updated, and nothing is duplicated.
        ts = await Posts(day, ("CVE-2026-1001.yml", CveSample.Yaml(Versions, 1, "could have allowed a user to see the name of a private group")));
        await AddsFiles(day, ts);
        await anna.Sees("1 of 1 added");
        (await anna.Runs("/cve show CVE-2026-1001")).ShouldContain("the name of a private group");
        (await Release(day)).Fixes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task With_several_releases_it_is_asked_which_takes_them()
    {
        await using var day = await Start();
        await day.StartsRelease("17.11.9", ("Due date", "2026-12-09"));
        await AddsFiles(
            day, await Posts(
                day, ("CVE-2026-1001.yml", CveSample.Yaml(Versions, 1)),
                ("CVE-2026-1002.yml", CveSample.Yaml(Versions, 2, "could have allowed a user to read drafts"))));
        var asked = await day.As("anna").SeesModal("Add CVE");
        var said = (await asked.Fill(("Release", "R1 · GitLab 18.6.1, 18.5.3")).Submit())!;
        said.Text.ShouldContain("2 of 2 added");
        (await Release(day)).Fixes.Select(fix => fix.Cve).ShouldBe(["CVE-2026-1001", "CVE-2026-1002"]);
        // The CVE tells which release a command means.
        (await day.As("anna").Runs("/cve show CVE-2026-1002")).ShouldContain("read drafts");
    }

    [Fact]
    public async Task A_message_without_such_files_and_a_file_that_is_no_text_are_told_so()
    {
        await using var day = await Start();
        await AddsFiles(day, (await day.As("anna").Writes("nothing here")).Ts);
        await day.As("anna").Sees("no .yml file");
        var posted = await day.Control.Post(
            "/control/messages",
            new { user = "anna", channel = "sec-psirt-team", text = "", files = new[] { new { name = "CVE-2026-1.yml", base64 = "/w==" } } });
        await AddsFiles(day, (string)posted["ts"]!);
        await day.As("anna").Sees("is not UTF-8 text");
        posted = await day.Control.Post(
            "/control/messages",
            new
            {
                user = "anna",
                channel = "sec-psirt-team",
                text = "",
                files = new[] { new { name = "CVE-2026-1.yml", content = new string('x',
                10 * 1024 * 1024) } }
            });
        await AddsFiles(day, (string)posted["ts"]!);
        await day.As("anna").Sees("is too large: at most 64 KB");
    }

    [Fact]
    public async Task Another_person_validates_and_any_edit_of_the_text_withdraws_it_edited_back_or_not()
    {
        await using var day = await Start();
        await Adds(day);
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        (await anna.Runs("/cve validate")).ShouldContain("You wrote its title or description");
        await anna.SeesNoModal();
        await Validates(day, "maria");
        (await day.Board("R1"))[$"valid:{Number}"]!.State.Settler!.By.ShouldBe("U05");

        await Retitles(day, "Another title");
        await Retitles(day, CveSample.Title);
        (await day.Board("R1"))[$"valid:{Number}"]!.Open.ShouldBeTrue();
        (await maria.Sees("changed the title or description", "@app")).Buttons.ShouldContain("Validate");

        // The last author cannot validate it; a former validator can.
        (await anna.Runs("/cve validate")).ShouldContain("someone else");
        await Validates(day, "maria");

        // The list of fixes shows the same title.
        await day.SetsFixes("anna", $"gitlab-org/gitlab#123 {Number} high | A third title");
        (await day.Board("R1"))[$"valid:{Number}"]!.Open.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_changed_while_validate_was_open_is_shown_first()
    {
        await using var day = await Start();
        await Adds(day);
        await day.As("maria").Runs("/cve validate");
        var form = await day.As("maria").SeesModal("Validate");
        await Retitles(day, "Another title");
        var again = (await form.Fill(("I have read both", new[] { "yes" })).Submit())!;
        again.Text.ShouldContain("changed meanwhile");
        again.Text.ShouldContain("Another title");
        (await again.Submit()).ShouldBeNull();
        (await day.Board("R1"))[$"valid:{Number}"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_who_edit_the_same_cve_lose_nothing()
    {
        await using var day = await Start();
        await Adds(day);
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        await anna.Runs("/cve edit");
        var mine = await anna.SeesModal("Edit CVE");
        await maria.Runs("/cve edit");
        await (await maria.SeesModal("Edit CVE")).Fill(("Title", "Maria's title")).Submit();
        // Anna changes something else: both changes are kept.
        await mine.Fill(("CVE YAML", CveSample.Yaml(Versions, could: "could have allowed a user to do less"))).Submit();
        (await anna.Runs("/cve show")).ShouldContain("Maria's title");

        await anna.Runs("/cve edit");
        mine = await anna.SeesModal("Edit CVE");
        await maria.Runs("/cve edit");
        await (await maria.SeesModal("Edit CVE")).Fill(("Title", "Maria's other title")).Submit();
        var asked = (await mine.Fill(("Title", "Anna's title")).Submit())!;
        asked.Text.ShouldContain("changed its title meanwhile");
        asked["Title"].ShouldBe("Anna's title");
        await asked.Submit();
        (await Release(day)).Fixes[0].Title.ShouldBe("Anna's title");
    }

    [Fact]
    public async Task A_finding_with_a_fix_is_mended_at_a_press_and_fill_shows_what_it_would_change()
    {
        await using var day = await Start();
        await Adds(day, yaml: CveSample.Yaml(Versions).Replace("Upgrade to versions 18.5.3, 18.6.1 or above.", "Upgrade to versions 18.5.4, 18.6.1 or above."));
        var anna = day.As("anna");
        var said = (await anna.Asks("/cve check"))!;
        said.Text.ShouldStartWith("1 errors, 0 warnings");
        await anna.Clicks("Fix", said);
        (await anna.Sees("Fixed solution")).Text.ShouldStartWith("0 errors");
        (await anna.Runs("/cve show")).ShouldContain("18.5.3, 18.6.1 or above");

        await anna.Runs("/release versions");
        await (await anna.SeesModal("Versions")).Fill(("Versions", "18.6.2, 18.5.4")).Submit();
        await anna.Runs("/cve fill");
        var fill = await anna.SeesModal("Fill");
        fill.Text.ShouldContain("+     - \"18.6.2\"");
        await fill.Submit();
        (await anna.Runs("/cve check")).ShouldStartWith("0 errors");
        (await anna.Runs("/cve fill")).ShouldContain("has all that follows");
    }

    [Fact]
    public async Task It_is_taken_out_and_brought_back()
    {
        await using var day = await Start();
        await Adds(day);
        var anna = day.As("anna");
        await anna.Clicks("Remove", (await anna.Asks("/cve remove"))!);
        (await Release(day)).Fixes.ShouldHaveSingleItem().Cve.ShouldBeNull();
        (await day.Board("R1")).Steps.ShouldNotContain(step => step.Subject == Number);
        await anna.Clicks("Undo", await anna.Sees("is out of"));
        (await Release(day)).Fixes.ShouldHaveSingleItem().Cve.ShouldBe(Number);
        (await anna.Runs("/cve show")).ShouldContain("vulnerability:");
    }

    [Fact]
    public async Task It_goes_out_as_a_file_to_whoever_asks_and_comes_in_again()
    {
        await using var day = await Start();
        await Adds(day);
        await day.As("maria").Runs($"/cve export {Number}");
        await day.Settles();
        var file = (await day.As("maria").Messages("@app")).Last().Json["files"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)file["name"]!).ShouldMatch($"^{Number}-2026-11-23-[0-9]{{9}}[.]yml$");
        (await day.Control.File((string)file["id"]!)).ShouldBe(CveSample.Yaml(Versions) + "\n");
    }

    [Fact]
    public async Task An_invalid_submission_is_told_with_its_reason_and_blocks_publication()
    {
        await using var day = await Start();
        await Adds(day);
        await Validates(day, "maria");
        var anna = day.As("anna");
        await anna.Runs($"/cve invalid {Number} the bot misses a CPE");
        (await anna.Sees("is `advisory::invalid`")).Text.ShouldContain("the bot misses a CPE");
        await day.SaysItIsPublic("anna");
        (await day.Board("R1"))[$"pub-check:{Number}"]!.Open.ShouldBeTrue();
        await anna.Runs($"/cve invalid {Number}");
        (await day.Board("R1"))[$"pub-check:{Number}"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public async Task Its_details_are_kept_and_held_against_the_record()
    {
        await using var day = await Start();
        await Adds(day);
        await day.As("anna").Runs("/cve details");
        var form = await day.As("anna").SeesModal("Details");
        (await form.Fill(("First version affected", "soon"), ("Council's vector", "AV:X")).SubmitsInVain()).Keys.ShouldContain("First version affected");
        await form.Fill(
            ("Edition", "GitLab CE and EE"), ("First version affected", "16.0"), ("Council's score", "8.7"), ("Council's vector", ""),
            ("Council's approvals", "2"),
            ("HackerOne report", "https://hackerone.com/reports/123000"), ("Its engineer", "kenji")).Submit();
        (await day.As("anna").Runs("/cve check")).ShouldStartWith("1 errors");
        (await day.Board("R1"))["details:gitlab-org/gitlab#123"]!.Open.ShouldBeFalse();
        (await day.As("anna").Runs("/cve show")).ShouldContain("CE and EE, since 16.0 · council: 8.7, 2 votes");
    }

    [Fact]
    public async Task What_a_record_says_is_under_embargo_as_long_as_the_release_is()
    {
        await using var day = await Start();
        await Adds(day);
        var said = await day.As("anna").Runs($"/comms check a user {CveSample.Yaml(Versions).Split(" that ")[1].Split(" due to")[0]} and more");
        said.ShouldContain("Under embargo in this text");
        (await day.As("anna").Runs("/comms check see https://hackerone.com/reports/123000")).ShouldContain("Under embargo in this text");
    }

    [Fact]
    public async Task Only_psirt_has_anything_to_do_with_it()
    {
        await using var day = await Start();
        await Adds(day);
        foreach (var name in new[] { "kenji", "ben" })
            (await day.As(name).Runs("/cve show")).ShouldNotContain("vulnerability:");
        var posted = await day.Control.Post(
            "/control/messages",
            new
            {
                user = "kenji",
                channel = "f_upcoming_release",
                text = "",
                files = new[] { new { name = "CVE-2026-9.yml", content = CveSample.Yaml(Versions,
                9) } }
            });
        await day.Control.Post(
            "/control/shortcuts", new { user = "kenji", callbackId = AddCveFiles.CallbackId, channel = "f_upcoming_release", ts = (string)posted["ts"]! });
        await day.Settles();
        (await Release(day)).Fixes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Three_hundred_are_listed_checked_and_kept()
    {
        await using var day = await Start();
        await day.LooksOnlyWhenTold();
        for (var first = 1; first <= 300; first += 10)
        {
            var files =
                Enumerable.Range(first, 10)
                    .Select(i =>
                        ($"CVE-2026-{10000 + i}.yml", CveSample.Yaml(Versions, i, $"could have allowed a user to see the {i}th thing of another"))).ToArray();
            await AddsFiles(day, await Posts(day, files));
            // On a busy machine the answer is late, after the work is done.
            await day.Until(async () => (await Release(day)).Cves.Count == first + 9, $"There should be {first + 9} CVEs.");
        }
        (await day.As("anna").Runs("/cve list")).ShouldContain("and 285 more");
        (await day.As("anna").Runs("/cve check")).ShouldStartWith("0 errors");
        (await day.As("anna").Runs("/cve show CVE-2026-10299")).ShouldContain("the 299th thing");
        await day.As("anna").Runs("/release fixes");
        (await day.As("anna").SeesModal("Fixes")).Text.ShouldContain("has 300 fixes");
    }

    private static async Task<TestDay> Start()
    {
        var day = await TestDay.Start();
        await day.StartsRelease(string.Join(", ", Versions));
        return day;
    }

    private static async Task Adds(TestDay day, string number = Number, string? yaml = null)
    {
        await day.As("anna").Runs("/cve add");
        await (await day.As("anna").SeesModal("Add CVE")).Fill(("CVE", number), ("Title", CveSample.Title), ("CVE YAML", yaml ?? CveSample.Yaml(Versions)))
            .Submit();
        await day.Settles();
        await day.As("anna").Sees("Added.");
    }

    private static async Task Validates(TestDay day, string name)
    {
        await day.As(name).Runs("/cve validate");
        await (await day.As(name).SeesModal("Validate")).Fill(("I have read both", new[] { "yes" })).Submit();
        await day.Settles();
        (await day.Board("R1"))[$"valid:{Number}"]!.Open.ShouldBeFalse();
    }

    private static async Task Retitles(TestDay day, string title)
    {
        await day.As("anna").Runs("/cve edit");
        await (await day.As("anna").SeesModal("Edit CVE")).Fill(("Title", title)).Submit();
        await day.Settles();
    }

    private static async Task<string> Posts(TestDay day, params (string Name, string Content)[] files) => (string)(await day.Control.Post(
        "/control/messages",
        new { user = "oliver", channel = "sec-psirt-team", text = "", files = files.Select(file => new { name = file.Name, content = file.Content }) }))["ts"]!;

    private static Task<JsonObject> AddsFiles(TestDay day, string ts) =>
        day.Control.Post("/control/shortcuts", new { user = "anna", callbackId = AddCveFiles.CallbackId, channel = "sec-psirt-team", ts });

    private static async Task<Release> Release(TestDay day) => (await day.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
}
