using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Audiences are told by people at the page.</summary>
public sealed class PingDayTests
{
    [Fact]
    public async Task The_plan_says_what_is_next_and_a_ping_goes_where_its_preview_said()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var plan = (await anna.Asks("/comms"))!;
        plan.Text.ShouldContain("*Communications* of *R1*");
        plan.Buttons.ShouldContain("Ping");

        await anna.Runs("/comms ping legal");
        var modal = await anna.SeesModal("Ping");
        modal.Ticked("Audience").ShouldBe(["Legal"]);
        modal.Text.ShouldContain("*#legal* · notifies @legal (1 person)");
        await modal.Fill(("Message", "Please read the disclosure by noon.")).Submit();
        (await day.As("anna").Sees("sent")).Text.ShouldContain("*Legal*");

        var hana = day.As("hana");
        var ping = await hana.Sees("Please read the disclosure by noon.", "legal");
        ping.Text.ShouldContain("<!subteam^");
        ping.Text.ShouldContain("*R1* GitLab 18.6.1 · severity unknown · due");
        await hana.Clicks("Acknowledge", ping);
        (await hana.Sees("Acknowledged by <@U12>", "legal")).Ts.ShouldBe(ping.Ts);
    }
}
