using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Those who were told are told of changes, by the app or by a person.</summary>
public sealed class ChangesDayTests
{
    private const string Words = "Please read the disclosure by noon.";

    [Fact]
    public async Task What_changed_within_two_minutes_is_said_together_once_in_the_thread_also_over_a_restart()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var ping = await day.Tells("anna", "legal", Words);
        await day.At("2026-11-23T09:00:00Z");
        await Moves(day, "2026-11-27");
        await day.At("2026-11-23T09:01:30Z");
        await day.As("anna").Runs("/release severity high");
        await day.At("2026-11-23T09:02:30Z");
        (await day.Count("Changed:")).ShouldBe(0, "it is not quiet yet");
        await day.Restart("2026-11-23T09:04:00Z");
        await day.Settles();
        var said = await day.As("hana").Sees("Changed: due", "legal");
        said.Thread.ShouldBe(ping.Ts);
        said.Text.ShouldContain("(was <!date^");
        said.Text.ShouldContain("· severity high (was unknown)");
        said.Text.ShouldStartWith("<!subteam^S05>");
        await day.Restart("2026-11-23T09:10:00Z");
        await day.Settles();
        (await day.Count("Changed:")).ShouldBe(1);

        await Moves(day, "2026-11-25");
        await day.At("2026-11-23T09:20:00Z");
        (await day.Count("Changed:")).ShouldBe(2, "changed back is a change");
    }

    [Fact]
    public async Task Changed_and_back_again_before_it_was_said_is_not_said()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Tells("anna", "legal", Words);
        await Moves(day, "2026-11-27");
        await Moves(day, "2026-11-25");
        await day.At("2026-11-23T09:00:00Z");
        (await day.Count("Changed:")).ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_release_is_said_and_left_to_a_person_where_they_were_told_elsewhere()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var ping = await day.Tells("anna", "legal", Words);
        await ToldElsewhere(day);
        await day.As("anna").Runs("/release cancel");
        await (await day.As("anna").SeesModal("Cancel release")).Fill(("Why", "not needed")).Submit();
        await day.At("2026-11-23T09:00:00Z");
        (await day.As("hana").Sees("Changed: cancelled", "legal")).Thread.ShouldBe(ping.Ts);
        (await day.As("anna").Sees("tell Corporate Communications of the change")).Text.ShouldContain("cancellation. They were told elsewhere.");
        await day.At("2026-11-23T10:00:00Z");
        (await day.Count("cancellation", "sec-psirt-team")).ShouldBe(1);
    }

    [Fact]
    public async Task Whom_the_app_did_not_tell_a_person_tells_and_the_first_telling_stands()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await ToldElsewhere(day, "merge-time");
        await anna.Runs("/checklist done merge-time they agreed in a call");
        await Moves(day, "2026-11-27");
        await day.At("2026-11-23T09:00:00Z");
        (await day.Board("R1"))["merge-time"]!.Open.ShouldBeFalse();
        var plan = (await anna.Asks("/comms"))!;
        plan.Text.ShouldContain("tell Release Managers of the change: due date");
        (await day.As("kenji").Asks("/comms"))!.Buttons.ShouldNotContain("Tell the change");

        await anna.Clicks("Tell the change", plan);
        var modal = await anna.SeesModal("Told elsewhere");
        modal["Text to copy"].ShouldBe("GitLab 18.6.1. Changed: due Fri 27 Nov 15:00 UTC (was Wed 25 Nov 15:00 UTC)");
        (await modal.Fill(("Where", " ")).SubmitsInVain())["Where"].ShouldContain("Say where");
        await day.As("maria").Runs("/release severity high"); // meanwhile
        modal = (await modal.Fill(("Where", "by phone")).Submit())!;
        modal.Text.ShouldContain("It changed meanwhile");
        await modal.Fill(("Where", "by phone")).Submit();
        await anna.SeesNoModal();
        await anna.Sees("told of the change (by phone)");
        (await anna.Runs("/comms")).ShouldNotContain("tell Release Managers of the change");
        (await day.Board("R1"))["merge-time"]!.Open.ShouldBeFalse();
        await day.At("2026-11-23T10:00:00Z");
        (await day.Count("of the change of", "sec-psirt-team")).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_guard_refuses_is_left_to_a_person()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Tells("anna", "support", Words, "support-security");
        await day.SetsFixes("anna", "gitlab-org/gitlab#101 low | Stored XSS"); // Support is not told of a low one
        await day.At("2026-11-23T09:00:00Z");
        (await day.As("anna").Sees("tell Support of the change")).Text.ShouldContain("severity, fixes. This is about R1, not published");
        await day.At("2026-11-23T10:00:00Z");
        (await day.Count("Changed:", "support-security")).ShouldBe(0);
        (await day.Count("tell Support of the change", "sec-psirt-team")).ShouldBe(1);
    }

    [Fact]
    public async Task A_scheduled_message_is_made_anew_when_it_goes_out()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await (await anna.Opens("cut")).Fill(("Send at", "2026-11-23T12:00:00Z")).Submit();
        await day.SetsFixes("anna", "gitlab-org/gitlab#101 high | Stored XSS in notes");
        await anna.Runs("/release links");
        await (await anna.SeesModal("Links")).Fill(("Patch release issue", "https://gitlab.com/i/500")).Submit();
        await day.At("2026-11-23T12:00:00Z");
        var ping = await day.As("nora").Sees("The list of fixes", "f_upcoming_release");
        ping.Text.ShouldContain("Stored XSS in notes");
        ping.Text.ShouldContain("https://gitlab.com/i/500");
        ping.Text.ShouldContain("Due: <!date^");
    }

    [Fact]
    public async Task A_scheduled_message_that_lacks_something_is_held_back_and_goes_when_someone_says_so()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var modal = await anna.Opens("cut");
        await anna.Uses(modal, "comms.at", "2026-11-23T12:00:00Z");
        modal = await anna.SeesModal("Ping");
        modal.Text.ShouldContain("Still missing: the link to the issue and its fixes. It is held back until that is there.");
        await modal.Submit();
        await day.At("2026-11-23T12:00:00Z");
        await anna.Sees("It still lacks the link to the issue and its fixes.");
        (await day.Count("The list of fixes", "f_upcoming_release")).ShouldBe(0);

        modal = await anna.Opens("support");
        (await modal.SubmitsInVain())["Something is missing"].ShouldContain("tick this");
        await modal.Fill(("Something is missing", new[] { "yes" })).Submit();
        await day.As("ben").Sees("Expect tickets", "support-security");
    }

    [Fact]
    public async Task A_message_names_its_contacts_as_mentions_and_what_is_taken_elsewhere_in_words()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var modal = await anna.Opens("merge-time");
        modal["Message"]!.ShouldContain("{primary} (Primary)");
        modal.Text.ShouldContain("Anna de Vries (Primary) and María López (Secondary)");
        await anna.Uses(modal, "comms.elsewhere:merge-time");
        (await anna.SeesModal("Told elsewhere"))["Text to copy"]!.ShouldContain("Anna de Vries (Primary) and María López (Secondary)");
    }

    private static async Task Moves(TestDay day, string to)
    {
        await day.As("anna").Runs("/release delay");
        await (await day.As("anna").SeesModal("Move due date")).Fill(("Due date", to)).Submit();
    }

    private static async Task ToldElsewhere(TestDay day, string message = "corporate-comms")
    {
        var anna = day.As("anna");
        await anna.Uses(await anna.Opens(message), $"comms.elsewhere:{message}");
        await (await anna.SeesModal("Told elsewhere")).Fill(("Where", "https://gitlab.com/comms/1")).Submit();
        await anna.Sees("told elsewhere");
    }
}
