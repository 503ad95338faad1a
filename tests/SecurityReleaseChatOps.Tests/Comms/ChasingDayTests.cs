using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>What follows a ping that nobody answers. Hana of Legal works in Denver's zone: 09:00 there is 16:00 UTC.</summary>
public sealed class ChasingDayTests
{
    private const string Words = "Please read the disclosure by noon.";
    private const string Reminder = "please answer *Review the security disclosure*";
    private const string Escalation = "no answer from Legal";

    [Fact]
    public async Task They_are_reminded_in_their_working_hours_then_the_pair_is_told_each_once_whatever_happens()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var ping = await day.Tells("anna", "legal", Words);
        await day.At("2026-11-23T11:59:00Z");
        (await day.Count(Reminder)).ShouldBe(0);

        var (reminded, escalated) = (await Until(day, Reminder, "legal"), "");
        var reminder = await day.As("hana").Sees(Reminder, "legal");
        reminder.Thread.ShouldBe(ping.Ts);
        reminder.Text.ShouldContain("<!subteam^S05>");
        (await day.Count(Escalation, "sec-psirt-team")).ShouldBe(0);
        await day.Restart();
        escalated = await Until(day, Escalation, "sec-psirt-team");
        (Rotation.People.At(escalated) - Rotation.People.At(reminded)).ShouldBeInRange(Duration.FromHours(2), Duration.FromHours(3));
        var told = await day.As("maria").Sees(Escalation);
        told.Text.ShouldContain("<@U03> <@U05>");

        await day.Restart();
        await day.At("2026-11-24T18:00:00Z");
        await day.Settles();
        (await day.Count(Reminder)).ShouldBe(1);
        (await day.Count(Escalation, "sec-psirt-team")).ShouldBe(1);
        (await day.ShowsAll("anna", "/comms")).Text.ShouldContain("waiting for Legal since");

        await day.As("hana").Clicks("Approve", reminder); // the reminder has the buttons too
        await day.As("hana").Sees("Approved by Hana Kovář", "legal");
        await day.Settles();
        (await day.As("hana").Messages("legal")).SelectMany(m => m.Buttons).ShouldNotContain("Approve");
        (await day.As("maria").Messages()).Single(m => m.Ts == told.Ts).Text.ShouldContain("Approved by Hana Kovář");
    }

    [Fact]
    public async Task At_critical_the_steps_are_shorter_and_at_any_hour()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"));
        await day.Tells("anna", "critical-start", "Prepare.", "f_upcoming_release");
        await day.At("2026-11-23T08:16:00Z");
        (await day.Count("please answer ", "f_upcoming_release")).ShouldBe(1);
        await day.At("2026-11-23T08:32:00Z");
        (await day.As("grace").Sees("no answer from Release Managers")).Text.ShouldContain("<!subteam^S04>"); // the admins
    }

    [Fact]
    public async Task One_that_is_answered_here_or_elsewhere_reminds_nobody()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("hana").Clicks("Approve", await day.Tells("anna", "legal", Words));
        await day.Tells("anna", "support", "Customers will ask.", "support-security");
        var anna = day.As("anna");
        await day.At("2026-11-23T14:00:00Z"); // London is at work
        await day.As("ben").Sees("please answer ", "support-security");
        await day.At("2026-11-23T16:30:00Z");
        await anna.Clicks("Answered elsewhere", await anna.Sees("no answer from Support"));
        await (await anna.SeesModal("Answered elsewhere")).Fill(("Who said it", "ben"), ("Where", "on the phone")).Submit();
        await day.As("ben").Sees("Acknowledged elsewhere by Ben Turner (on the phone), noted by Anna de Vries", "support-security");
        await day.At("2026-11-24T20:00:00Z");
        (await day.Count("Acknowledged elsewhere by Ben Turner", "sec-psirt-team")).ShouldBe(1, "it is one line once it is answered");
        (await day.Count(Reminder)).ShouldBe(0);
    }

    /// <summary>Advances the clock by half hours until it is said.</summary>
    private static async Task<string> Until(TestDay day, string words, string channel)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            if (await day.Count(words, channel) > 0)
                return (string)(await day.Control.Get("/control/clock"))["now"]!;
            await day.Advance(TimeSpan.FromMinutes(30));
            await day.Settles();
        }
        throw new ShouldAssertException($"Nobody says “{words}” in #{channel}.");
    }
}
