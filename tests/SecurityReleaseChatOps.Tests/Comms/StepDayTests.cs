using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Steps of the checklist that tell somebody are done when it is sent.</summary>
public sealed class StepDayTests
{
    [Fact]
    public async Task A_step_opens_its_message_and_is_done_with_it_and_undoing_it_takes_nothing_back()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var stage = await Step(anna, "Agree with the release managers when the fixes are merged");
        await anna.Clicks("Ping", stage);
        var modal = await anna.SeesModal("Ping");
        modal.Ticked("Audience").ShouldBe(["Release Managers"]);
        await modal.Fill(("Message", "Is 14:00 UTC on Wednesday right?")).Submit();
        (await anna.Sees("Done in the checklist: *Agree with the release managers when the fixes are merged*")).OnlyForOne.ShouldBeTrue();
        await day.As("nora").Sees("Is 14:00 UTC on Wednesday right?", "f_upcoming_release");
        (await anna.Runs("/checklist undo merge-time")).ShouldContain("Taken back");
        await day.Settles();
        (await day.Count("Is 14:00 UTC", "f_upcoming_release")).ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_must_wait_stays_open_and_the_sender_is_told_why()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await (await anna.Opens("legal")).Fill(("Message", "Please read it.")).Submit();
        (await anna.Sees("Left open in the checklist")).Text.ShouldContain("comes after");
        await day.As("hana").Sees("Please read it.", "legal");
    }

    /// <summary>The answer of <c>/checklist</c> that shows this step with its buttons.</summary>
    private static async Task<Shown> Step(Person person, string title)
    {
        var shown = (await person.Asks("/checklist all"))!;
        await person.Clicks("Open", shown);
        var stage = await person.Sees(title);
        stage.Buttons.ShouldContain("Ping");
        return stage;
    }
}
