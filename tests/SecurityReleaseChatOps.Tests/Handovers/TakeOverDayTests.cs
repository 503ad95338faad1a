using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>The holder of a release hands it over; others add notes, or take over while the holder is away.</summary>
public sealed class TakeOverDayTests
{
    [Fact]
    public async Task The_other_takes_over_from_one_who_is_away_and_what_was_handed_over_is_settled()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var handover = await day.HandsOver("anna");
        var maria = day.As("maria");
        (await maria.Runs("/handover takeover")).ShouldBe($"{day.Name("anna")} has R1 and is at work: ask them to hand it over.");
        await day.At("2026-11-23T18:00:00Z"); // 19:00 in Amsterdam
        await maria.Runs("/handover takeover");
        var form = await maria.SeesModal("Take over");
        form.Text.ShouldContain($"{day.Name("anna")} has *R1* GitLab 18.6.1 and is not at work.");
        await form.Fill(("Why", "Anna is *offline* <!channel>")).Submit();

        var told = await day.As("oliver").Sees($"{day.Name("maria")} took *R1* GitLab 18.6.1 over from {day.Name("anna")}: Anna is");
        (told.Thread, told.Says("<!channel>"), told.Says("*offline*")).ShouldBe((card.Ts, false, false));
        (await maria.Runs("/release status")).ShouldContain("*María López* is on it now");
        (await day.As("anna").Sees($"Accepted by {day.Name("maria")}")).Ts.ShouldBe(handover.Ts);
        await day.Settles();
        (await day.DirectMessages("anna")).ShouldContain(m => m.Says($"{day.Name("maria")} took *R1* GitLab 18.6.1 over from you"));
        (await maria.Runs("/handover takeover")).ShouldBe("You have R1 already.");
    }

    [Fact]
    public async Task An_admin_takes_over_too_and_a_handover_to_someone_else_comes_to_nothing()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var handover = await day.HandsOver("anna");
        (await day.As("oliver").Runs("/handover takeover")).ShouldBe(
            $"{day.Name("anna")} has R1. Only the other one of its pair, or an admin, can take it over.");
        await day.At("2026-11-23T18:00:00Z");
        var grace = day.As("grace");
        await grace.Runs("/handover takeover R1");
        (await (await grace.SeesModal("Take over")).SubmitsInVain()).ShouldContainKey("Why");
        await (await grace.SeesModal("Take over")).Fill(("Why", "Nobody answers")).Submit();
        var line = await grace.Sees($"It came to nothing: {day.Name("grace")} has had the release since.");
        line.Ts.ShouldBe(handover.Ts);
        line.Buttons.ShouldBe(["Show"]);
        (await grace.Runs("/release status")).ShouldContain("*Grace Kim* is on it now");
    }

    [Fact]
    public async Task From_one_who_left_it_is_taken_over_at_any_time()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/users/anna/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U03")), "The app should hear that Anna left.");
        await day.Until(async () => (await day.As("maria").Runs("/handover takeover")).Length == 0, "The roster should say that Anna left.");
        await (await day.As("maria").SeesModal("Take over")).Fill(("Why", "Anna left")).Submit();
        await day.As("maria").Sees($"{day.Name("maria")} took *R1* GitLab 18.6.1 over from {day.Name("anna")}");
    }

    [Fact]
    public async Task The_one_of_the_pair_who_does_not_have_it_adds_a_note_that_joins_the_next_handover()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await day.As("maria").Runs("/handover")).ShouldBe($"{day.Name("anna")} has *R1* GitLab 18.6.1: only they hand it over.", "her workday has not begun");
        await day.At("2026-11-23T14:30:00Z");
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        await maria.Runs("/handover");
        var form = await maria.SeesModal("Note");
        form.Text.ShouldContain($"{day.Name("anna")} has *R1* GitLab 18.6.1. Your note joins the next handover.");
        (await form.Fill(("Note", "The packages <!here> are *late*")).Submit())!.Text.ShouldContain("Kept for the next handover of *R1*");
        await day.At("2026-11-23T21:30:00Z");
        (await maria.Messages()).ShouldNotContain(m => m.Says("<@U05>, your workday ends soon"), "she has said what there was");

        await day.At("2026-11-24T09:00:00Z");
        await anna.Runs("/handover");
        (await anna.SeesModal("Hand over")).Ticked("Collected today").ShouldBe(["The packages <!here> are *late*"]);
        await (await anna.SeesModal("Hand over")).Fill(("Status", "Waiting")).Submit();
        var shown = await maria.Sees("Waiting");
        shown.Text.ShouldContain($"• {day.Name("maria")}: The packages");
        (shown.Says("<!here>"), shown.Says("*late*")).ShouldBe((false, false));
    }

    [Fact]
    public async Task The_prompt_of_the_one_who_does_not_have_it_asks_for_a_note()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T21:30:00Z");
        var maria = day.As("maria");
        var prompt = await maria.Sees("<@U05>, your workday ends soon");
        prompt.Text.ShouldContain($"A note for {day.Name("anna")} on *R1* GitLab 18.6.1?");
        prompt.Buttons.ShouldBe(["Add note", "Snooze 30 min", "Nothing to hand over"]);
        await maria.Clicks("Add note", prompt);
        await (await maria.SeesModal("Note")).Fill(("Note", "All quiet")).Submit();
        var answered = await maria.Sees($"{day.Name("maria")} added a note to the next handover of *R1*");
        (answered.Ts, answered.Buttons.Count).ShouldBe((prompt.Ts, 0));
    }

    [Fact]
    public async Task A_form_that_was_open_when_someone_took_over_is_refused_with_who_has_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/handover");
        await day.At("2026-11-23T18:00:00Z");
        await day.As("maria").Runs("/handover takeover");
        await (await day.As("maria").SeesModal("Take over")).Fill(("Why", "Anna is offline")).Submit();
        (await (await anna.SeesModal("Hand over")).Fill(("Status", "Late")).SubmitsInVain())["Hand over to"].ShouldBe(
            $"{day.Name("maria")} has R1 by now: only they hand it over.");
    }

    [Fact]
    public async Task Whoever_accepts_may_say_what_they_do_first_and_the_sender_hears_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var handover = await day.HandsOver("anna");
        var maria = day.As("maria");
        await maria.Clicks("Accept", handover); // one press
        var line = await day.As("anna").Sees($"Accepted by {day.Name("maria")}");
        line.Ts.ShouldBe(handover.Ts);
        line.Says("All CVEs are requested").ShouldBeFalse();
        await maria.Clicks("Say what you do first", await maria.Sees("You have *R1* GitLab 18.6.1 now."));
        await (await maria.SeesModal("What you do first")).Fill(("What do you do first?", "Review the *post*")).Submit();
        (await day.As("anna").Sees("*First:* Review the")).Says("*post*").ShouldBeFalse();
        var told = await day.As("anna").Sees($"<@U03>, {day.Name("maria")} accepted. *First:* Review the");
        told.Thread.ShouldBe(handover.Ts);
        await day.As("oliver").Clicks("Show", await day.As("oliver").Sees($"Accepted by {day.Name("maria")}"));
        (await day.As("oliver").SeesModal("Handover")).Text.ShouldContain("*Status:* All CVEs are requested");
    }

    [Fact]
    public async Task At_critical_accepting_asks_for_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"));
        var handover = await day.HandsOver("anna");
        var maria = day.As("maria");
        await maria.Clicks("Accept", handover);
        var form = await maria.SeesModal("Accept");
        (await form.SubmitsInVain()).ShouldContainKey("What do you do first?");
        (await maria.Runs("/release status")).ShouldContain("*Anna de Vries* is on it now");
        await (await maria.SeesModal("Accept")).Fill(("What do you do first?", "Validate the fix")).Submit();
        (await day.As("anna").Sees("*First:* Validate the fix")).ShouldNotBeNull();
        await day.As("anna").Sees($"Accepted by {day.Name("maria")}");
        (await maria.Runs("/release status")).ShouldContain("*María López* is on it now");
    }
}
