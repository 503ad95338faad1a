using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation.Absences;

/// <summary><c>/rotation away</c>, and what follows from it.</summary>
public sealed class AwayDayTests
{
    [Fact]
    public async Task Days_away_are_said_listed_and_removed()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Runs("/rotation away");
        var away = await anna.SeesModal("Away");
        away.Text.ShouldContain("Also off: Fri 25 Dec (");
        away = (await away.Fill(("From", "2026-12-23"), ("Until", "2027-01-01"), ("Why", "Skiing")).Submit()).ShouldNotBeNull();
        away.Text.ShouldContain("You are away Wed 23 Dec – Fri 1 Jan 2027.");
        away.Text.ShouldContain(":palm_tree: Wed 23 Dec – Fri 1 Jan 2027 · Skiing");
        (await away.Fill(("From", "2026-12-24")).SubmitsInVain())["From"].ShouldContain("Already away then");
        await day.At("2026-12-28T10:00:00Z");
        (await day.As("liam").Runs("/rotation")).ShouldContain(":white_circle: *Anna de Vries* · Mon 11:00 there, back");
        await anna.Runs("/rotation away");
        (await (await anna.SeesModal("Away")).Presses("Remove")).Text.ShouldContain("Removed: Wed 23 Dec – Fri 1 Jan 2027.");
        (await day.As("liam").Runs("/rotation")).ShouldContain(":large_green_circle: *Anna de Vries*");
        await day.Settles();
        (await anna.Messages()).ShouldNotContain(message => message.Says("Missed while down"));
    }

    [Fact]
    public async Task An_admin_says_it_for_others_who_are_told_and_nobody_else_does()
    {
        await using var day = await TestDay.Start();
        (await day.As("maria").Runs("/rotation away @anna")).ShouldBe("Only an admin can do this for someone else.");
        (await day.As("kenji").Runs("/rotation away")).ShouldContain("PSIRT");
        var grace = day.As("grace");
        await grace.Runs("/rotation away @anna");
        await (await grace.SeesModal("Away")).Fill(("From", "2026-12-01")).Submit();
        await day.As("anna").Sees("put you down as away: Tue 1 Dec.", "@app");
    }

    [Fact]
    public async Task Away_in_the_middle_of_a_release_the_others_hear_that_nobody_at_work_has_it_and_nobody_is_prompted()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T09:00:00Z");
        var anna = day.As("anna");
        await anna.Runs("/rotation away");
        var said = await (await anna.SeesModal("Away")).Fill(("From", "2026-11-23"), ("Until", "2026-11-24")).Submit();
        said.ShouldNotBeNull().Text.ShouldContain("You are Primary of R1 meanwhile");
        await day.At("2026-11-23T15:45:00Z");
        var told = await day.As("maria").Sees("not at work");
        told.Buttons.ShouldContain("Take over");
        await day.Settles();
        (await anna.Messages()).ShouldNotContain(message => message.Says("your workday ends soon"));
        await day.As("maria").Clicks("Take over", told);
        await (await day.As("maria").SeesModal("Take over")).Fill(("Why", "Anna is away")).Submit();
        await day.As("maria").Sees("took");
    }

    [Fact]
    public async Task Whose_holidays_are_said_otherwise_works_on_those_of_their_zone()
    {
        await using var day = await TestDay.Start();
        var grace = day.As("grace");
        (await grace.Runs("/rotation edit @anna holidays:none")).ShouldEndWith("works on public holidays");
        (await grace.Runs("/rotation edit @maria holidays:xx")).ShouldContain("no public holidays of XX");
        await day.At("2026-12-25T10:00:00Z");
        (await grace.Runs("/rotation")).ShouldContain(":large_green_circle: *Anna de Vries*");
        (await grace.Runs("/rotation edit @anna holidays:nl")).ShouldEndWith("public holidays of NL");
        (await grace.Runs("/rotation")).ShouldContain(":white_circle: *Anna de Vries*");
    }
}
