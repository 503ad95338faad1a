using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Briefs;

/// <summary>The morning brief through the local workspace. In November Anna works 8-16 UTC, Maria 14-22 UTC.</summary>
public sealed class BriefDayTests
{
    [Fact]
    public async Task Each_of_the_pair_gets_one_as_their_workday_begins_with_what_is_theirs_what_changed_and_what_is_due()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T14:00:00Z");
        (await Briefs(day, "anna")).ShouldBeEmpty("it was started after her day began");
        var first = (await Briefs(day, "maria")).ShouldHaveSingleItem();
        first.Text.ShouldContain("*Since you left:* Anna de Vries started the release");
        await day.At("2026-11-23T18:00:00Z");
        await day.As("maria").Runs("/checklist done tools");
        await day.As("maria").Runs("/checklist comment cut Kenji wants two more");

        await day.At("2026-11-24T07:59:00Z");
        (await Briefs(day, "anna")).ShouldBeEmpty();
        await day.At("2026-11-24T08:00:00Z");
        var brief = (await Briefs(day, "anna")).ShouldHaveSingleItem();
        brief.Text.ShouldContain("*R1* GitLab 18.6.1, with you\n*Today:* *Find the PSIRT Task Issue and link it*");
        brief.Text.ShouldContain("*Since you left:* María López commented on *48-hour deadline: settle the list of fixes*: Kenji wants two more, and 1 more");
        brief.Buttons.Count.ShouldBe(1);
        await day.As("maria").Runs("/checklist claim cut");
        await day.Restart();
        await day.At("2026-11-24T09:00:00Z");
        (await Briefs(day, "anna")).Count.ShouldBe(1);
        (await Briefs(day, "maria")).Count.ShouldBe(1);
        (await Briefs(day, "oliver")).ShouldBeEmpty("he has no release");
    }

    [Fact]
    public async Task All_releases_come_in_one_and_nothing_when_there_is_nothing()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Due date", "2026-12-23"));
        await day.StartsRelease("18.6.2", ("Due date", "2026-12-23"));
        await day.At("2026-11-24T08:00:00Z");
        (await Briefs(day, "anna")).ShouldBeEmpty("nobody did anything since, and nothing is due");
        await day.At("2026-11-24T12:00:00Z");
        await day.As("maria").Runs("/checklist comment tools R1 Look at this");
        await day.At("2026-11-24T18:00:00Z");
        await day.As("maria").Runs("/checklist done tools R1");
        await day.As("maria").Runs("/checklist done tools R2");
        (await Briefs(day, "anna")).ShouldBeEmpty("that was no news of the morning");
        await day.At("2026-11-25T08:00:00Z");
        var brief = (await Briefs(day, "anna")).ShouldHaveSingleItem();
        foreach (var release in new[] { "R1", "R2" })
            brief.Text.ShouldContain($"*{release}* ");
        brief.Text.ShouldContain("*Since you left:* María López did *Clone and set up the security release tools*\n");
        brief.Text.ShouldContain("none due today");
    }

    [Theory]
    [InlineData("2026-11-24T11:59:00Z", 1)]
    [InlineData("2026-11-24T12:00:00Z", 0)]
    public async Task Missed_while_down_it_comes_within_four_hours(string up, int briefs)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T17:00:00Z");
        await day.Restart(meanwhile: up);
        await day.Settles();
        (await Briefs(day, "anna")).Count.ShouldBe(briefs);
    }

    private static async Task<IReadOnlyList<Shown>> Briefs(TestDay day, string name) =>
        [.. (await day.DirectMessages(name)).Where(message => message.Says(":sunrise:"))];
}
