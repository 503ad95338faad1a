using System.Net;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>Handing over and accepting, as users do it.</summary>
public sealed class HandOverTests
{
    [Fact]
    public async Task The_form_is_prefilled_and_the_handover_follows_the_template()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3", ("Release blog post MR", "https://gitlab.com/post/1"));
        var anna = day.As("anna");
        await anna.Runs("/handover");
        var form = await anna.SeesModal("Hand over");
        form["Hand over to"].ShouldBe("María López");
        form["Status"]!.ShouldStartWith("18.6.1, 18.5.3 in preparation, due Wed 25 Nov 2026.\n1 of ");
        form["Next"]!.ShouldStartWith("- Clone and set up the security release tools");
        form["Other notes"].ShouldBeNull();
        form.Text.ShouldContain("<https://gitlab.com/post/1|Release blog post MR>");
        await form.Fill(("Status", "All CVEs are requested"), ("Other notes", "I am back at nine")).Submit();

        var shown = await day.As("maria").Sees("Patch release handover to <@U05>");
        shown.Text.ShouldContain("*Status:* All CVEs are requested");
        shown.Text.ShouldContain("*Next:* - Clone and set up the security release tools");
        shown.Text.ShouldContain("*Other notes:* I am back at nine");
        shown.Text.ShouldContain("<https://gitlab.com/post/1|Release blog post MR> · ");
        shown.Text.ShouldNotContain("Patch release issue", customMessage: "it has no link yet");
        shown.Text.ShouldContain(" blocked");
        shown.Text.ShouldContain($"{day.Name("anna")} has it until {day.Name("maria")} accepts, whose workday begins ");
        shown.Buttons.ShouldBe(["Accept", "Open checklist"]);
    }

    [Fact]
    public async Task The_next_form_tells_what_changed_since_the_last_handover()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.HandsOver("anna");
        await day.As("maria").Runs("/release links");
        await (await day.As("maria").SeesModal("Links")).Fill(("Release blog post MR", "https://gitlab.com/post/1")).Submit();
        await day.As("maria").Clicks("Accept", await day.As("maria").Sees("Patch release handover to <@U05>"));
        await day.As("maria").Runs("/handover");
        var form = await day.As("maria").SeesModal("Hand over");
        form["Hand over to"].ShouldBe("Anna de Vries");
        form["Status"]!.ShouldStartWith("18.6.1 in preparation, due Wed 25 Nov 2026.\nSince the last handover: Release blog post MR added.\n");
        form["Next"]!.ShouldContain("Clone and set up the security release tools", customMessage: "what is open carries over");
    }

    [Fact]
    public async Task The_sender_keeps_the_release_until_the_receiver_accepts()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var handover = await day.HandsOver("anna");
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        await anna.Sees("Handed over to María López");
        (await anna.Runs("/release status")).ShouldContain("*Anna de Vries* is on it now");

        await anna.Clicks("Accept", handover);
        await anna.Sees("Only the receiver can accept this handover");
        await day.As("liam").Clicks("Accept", handover);
        await day.As("liam").Sees("Only the person this handover is addressed to can accept it");
        (await anna.Runs("/release status")).ShouldContain("*Anna de Vries* is on it now");

        await maria.Clicks("Accept", handover);
        var accepted = await anna.Sees($"Accepted by {day.Name("maria")}");
        accepted.Ts.ShouldBe(handover.Ts);
        accepted.Buttons.ShouldBe(["Show"]);
        (await anna.Sees("*María López* is on it now")).Ts.ShouldBe(card.Ts);
        (await anna.Runs("/release status")).ShouldContain("*María López* is on it now");
        (await anna.Runs("/handover history")).ShouldContain("accepted");
    }

    [Fact]
    public async Task Accepting_twice_changes_nothing()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var handover = await day.HandsOver("anna");
        var maria = day.As("maria");
        await maria.Clicks("Accept", handover);
        await day.At("2026-11-23T09:00:00Z");
        await day.SendsAgain("block_actions"); // her page has not been updated yet
        await maria.Sees("You have accepted this handover already");
        (await maria.Sees($"Accepted by {day.Name("maria")}")).Text.ShouldContain("08:0", customMessage: "the first time counts");
    }

    [Fact]
    public async Task A_newer_handover_takes_the_place_of_one_that_was_not_accepted()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var first = await day.HandsOver("anna", "The first status");
        var second = await day.HandsOver("anna", "The second status");
        (await day.As("maria").Sees("A newer handover took the place of this one")).Ts.ShouldBe(first.Ts);
        await day.As("maria").Clicks("Accept", second);
        await day.As("maria").Sees($"Accepted by {day.Name("maria")}");
        var history = await day.As("anna").Runs("/handover history");
        history.ShouldContain("replaced by a newer one");
        history.IndexOf("The second status", StringComparison.Ordinal).ShouldBeLessThan(history.IndexOf("The first status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_2023_process_has_its_own_template_in_its_own_channel()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease(
            "18.6.1", ("Kind", "AppSec (2023)"), ("Patch release issue", "https://gitlab.com/1"), ("PSIRT patch release checklist", "https://gitlab.com/2"));
        await day.As("anna").Runs("/handover");
        await (await day.As("anna").SeesModal("Hand over")).Fill(("Status", "Staged")).Submit();
        var shown = await day.As("maria").Sees("Security release appsec handover to <@U05>", "sec-appsec");
        shown.Text.ShouldContain("Appsec security release checklist");
        shown.Text.ShouldContain("<https://gitlab.com/1|Security release issue>");
        (await day.As("maria").Messages()).ShouldNotContain(m => m.Says("handover to"));
        await day.As("maria").Clicks("Accept", shown);
        await day.As("maria").Sees($"Accepted by {day.Name("maria")}", "sec-appsec");
    }

    [Fact]
    public async Task An_empty_or_too_long_form_is_refused_and_keeps_what_was_typed()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/handover");
        var refused = await (await anna.SeesModal("Hand over")).Fill(("Hand over to", ""), ("Status", ""), ("Next", "")).SubmitsInVain();
        refused.Keys.ShouldBeSubsetOf(["to", "status", "next", "Hand over to", "Status", "Next"]);
        refused.Count.ShouldBe(6);

        var enormous = new string('x', 100_000);
        var form = await anna.SeesModal("Hand over");
        (await form.Fill(("Hand over to", "maria"), ("Status", enormous), ("Next", "Go on")).SubmitsInVain())["Status"].ShouldContain("3000");
        form = await anna.SeesModal("Hand over");
        form["Status"].ShouldBe(enormous);
        form["Next"].ShouldBe("Go on");
    }

    [Fact]
    public async Task A_status_of_100000_characters_that_no_form_held_back_is_refused_with_words()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.HandsOver("anna", "Short and good");
        var (status, body) = await day.SendsAgain("view_submission", sent =>
            sent["view"]!["state"]!["values"]!["status"]!.AsObject().First().Value!["value"] = new string('x', 100_000));
        status.ShouldBe(HttpStatusCode.OK);
        var answer = JsonNode.Parse(body)!;
        ((string?)answer["response_action"]).ShouldBe("errors", body);
        ((string?)answer["errors"]!["status"]).ShouldBe("This has 100,000 characters, and at most 3,000 fit: shorten it, or link to the rest");
    }

    [Theory]
    [InlineData("<!channel> <!here> <!everyone> <@U04> <!subteam^S01>")]
    [InlineData("<https://evil.example|the checklist>")]
    [InlineData("*bold* _italic_ ~struck~ `code`")]
    [InlineData("a & b < c > d &lt;!channel&gt;")]
    public async Task Words_of_a_person_neither_page_nor_forge_nor_format_wherever_they_are_shown(string words)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/handover");
        await (await anna.SeesModal("Hand over")).Fill(("Status", words), ("Next", words), ("Other notes", words)).Submit();
        var shown = await anna.Sees("Other notes");
        ShouldBeHarmless(shown.Text);
        ShouldBeHarmless(shown.Summary);
        ShouldBeHarmless(await anna.Runs("/handover history"));
        ShouldBeHarmless(Driving.Words.Of((await day.As("maria").Home())["blocks"]));
        ShouldBeHarmless(await anna.Runs($"/release {words}"));
        ShouldBeHarmless(await anna.Runs($"/handover {words}"));
        ShouldBeHarmless(await day.As("grace").Runs($"/rotation add {words}"));

        static void ShouldBeHarmless(string text)
        {
            foreach (var bad in new[] { "<!channel>", "<!here>", "<!everyone>", "<@U04>", "<!subteam", "<https://evil", "*bold*", "_italic_", "~struck~",
                "`code`" })
                text.ShouldNotContain(bad);
        }
    }

    [Fact]
    public async Task To_oneself_or_a_stranger_is_not_offered_and_to_someone_who_left_is_refused()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/handover");
        var offered = (await anna.SeesModal("Hand over")).Choices("Hand over to");
        offered.ShouldContain("María López");
        offered.ShouldNotContain("Anna de Vries");
        offered.ShouldNotContain("Kenji Satō");
        await day.Control.Post("/control/users/maria/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U05")), "The app should hear that Maria left.");
        (await (await anna.SeesModal("Hand over")).Fill(("Hand over to", "maria")).SubmitsInVain())["Hand over to"].ShouldContain("left");
        await (await anna.SeesModal("Hand over")).Fill(("Hand over to", "sam")).Submit();
        await anna.Sees("Patch release handover to <@U06>");
    }

    [Fact]
    public async Task A_release_that_ended_while_the_form_was_open_is_not_handed_over()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/handover");
        var form = await anna.SeesModal("Hand over");
        await day.As("maria").Runs("/release cancel");
        await (await day.As("maria").SeesModal("Cancel release")).Submit();
        (await form.SubmitsInVain())["Hand over to"].ShouldContain("is cancelled: there is nothing left to hand over");
        (await anna.Runs("/handover R1")).ShouldContain("there is nothing left to hand over");
        (await anna.Runs("/handover")).ShouldContain("There is no active release");
    }
}
