using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.CloseOut;

/// <summary>The close-out as its users see it.</summary>
public sealed class CloseOutDayTests
{
    [Fact]
    public async Task Two_people_agree_each_part_is_said_to_be_done_and_the_release_closes()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1234 | Stored XSS | reported by alice");
        await day.Publishes();
        var (anna, maria) = (day.As("anna"), day.As("maria"));

        await anna.Runs("/release close");
        var form = await anna.SeesModal("Close-out");
        form.Text.ShouldContain("Dry run: two people agree before anything is done");
        form.Text.ShouldContain(":white_circle: *Close canonical issues*: 0 of 1");
        await anna.Clicks("Dry run", form.Json);
        await day.Settles();
        var given = (await day.DirectMessages("anna")).Last(message => message.Json["files"] is System.Text.Json.Nodes.JsonArray { Count: > 0 });
        (await day.Control.File((string)given.Json["files"]![0]!["id"]!)).ShouldContain("Nothing below is done yet");
        await (await anna.SeesModal("Dry run")).Closes();
        await anna.Clicks("Agree", (await anna.SeesModal("Close-out")).Json);
        (await anna.SeesModal("Close-out")).Text.ShouldContain("Anna de Vries agreed, a second person must too");

        await maria.Runs("/release close");
        await maria.Clicks("Agree", (await maria.SeesModal("Close-out")).Json);
        (await maria.SeesModal("Close-out")).Text.ShouldContain("agreed to the dry run");
        (await day.Board("R1"))["dry-run"]!.Open.ShouldBeFalse();
        (await day.Board("R1"))["live"]!.Open.ShouldBeFalse("two different people agreed");

        foreach (var (part, asked) in new[] { ("Issues", "Closed"), ("Cves", "Publish Immediately is ticked"), ("Reports", "Told"), ("Records", "Public"),
            ("Rewards", "Resolved and rewarded") })
        {
            var whole = await maria.SeesModal("Close-out");
            await day.Control.Post("/control/actions", new { user = "maria", viewId = whole.Id, actionId = $"close-out.part:{part}" });
            var open = new Modal(day, maria, await day.Control.Get("/control/users/maria/view"));
            open.Labels.ShouldContain(asked);
            (await open.Submit())!.Title.ShouldBe("Close-out");
        }
        (await maria.SeesModal("Close-out")).Text.ShouldContain(":white_check_mark: *Close canonical issues*: 1, says María López");
        foreach (var step in new[] { "close", "pub-cves", "h1" })
            (await day.Board("R1"))[step]!.Open.ShouldBeFalse(step);
        await (await maria.SeesModal("Close-out")).Closes();
        await day.Closes("maria");
        await anna.Sees("Closed by");
    }

    [Fact]
    public async Task The_records_are_asked_about_until_somebody_says_that_they_are_public()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1234");
        await day.Publishes();
        await day.Closes("anna");
        await day.At("2026-12-01T09:00:00Z");
        var asked = await day.As("maria").Sees("Week 1 of 6: is the record of CVE-2026-1234 public?");
        await day.At("2026-12-08T09:00:00Z");
        await day.As("maria").Clicks("All are public", await day.As("maria").Sees("Week 2 of 6"));
        await day.As("anna").Sees("The CVE records of *R1* GitLab 18.6.1 are public, says María López");
        await day.At("2026-12-15T09:00:00Z");
        (await day.As("anna").Messages()).ShouldNotContain(m => m.Says("Week 3 of 6"));
        asked.Thread.ShouldNotBeNull();
    }
}
