using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation.Swaps;

/// <summary><c>/rotation cover</c>, as people use it.</summary>
public sealed class CoverDayTests
{
    private static long At(string utc) => Rotation.People.At(utc).ToUnixTimeSeconds();

    [Fact]
    public async Task For_some_hours_all_goes_to_the_covering_person_and_comes_back()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Covers(day, "oliver", "2026-11-23T08:00:00Z", "2026-11-23T20:00:00Z");
        var oliver = day.As("oliver");
        await oliver.Sees("Oliver Hughes covers for Anna de Vries", "@app");
        await Stands(day, "Primary: Oliver Hughes");
        // The release still counts for Anna, who was planned for it.
        await Load(day, "Anna de Vries | 1 | 0 | 0 | -");
        await Load(day, "Oliver Hughes | 0 | 0 | 0 | -");
        await day.At("2026-11-23T16:30:00Z");
        (await oliver.Sees("your workday ends soon")).Text.ShouldContain("R1");
        await day.Settles();
        (await oliver.Messages()).Count(message => message.Says("your workday ends soon")).ShouldBe(1, "Anna is not asked");
        await day.At("2026-11-23T20:00:00Z");
        await Stands(day, "Primary: Anna de Vries");
        await day.As("anna").Sees("Oliver Hughes no longer covers for Anna de Vries, who has everything back", "@app");
        (await oliver.Sees("is not on it any more")).Text.ShouldContain("Oliver Hughes was asked");
        await Load(day, "Anna de Vries | 1 | 0 | 0 | -");
        await Load(day, "Oliver Hughes | 0 | 0 | 0 | 8 h");
        await day.Settles();
        (await day.Journal("conversations.setTopic")).Count.ShouldBe(1, "a cover is no other shift");
    }

    [Fact]
    public async Task It_ends_at_night_with_a_handover_open_and_the_release_stays_until_that_is_accepted()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Covers(day, "oliver", "2026-11-23T08:00:00Z", "2026-11-23T22:00:00Z");
        await day.At("2026-11-23T16:45:00Z");
        await day.HandsOver("oliver");
        await day.At("2026-11-23T22:00:00Z");
        var maria = day.As("maria");
        await Stands(day, "Primary: Anna de Vries");
        await Stands(day, "*Oliver Hughes* is on it now");
        await maria.Clicks("Accept", await maria.Sees("All CVEs are requested"));
        await maria.Sees("accepted");
        await Stands(day, "*María López* is on it now");
    }

    [Fact]
    public async Task Whoever_covers_and_leaves_covers_no_more_and_one_of_the_two_ends_it_early()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Covers(day, "oliver", "2026-11-23T08:00:00Z", "2026-11-25T17:00:00Z");
        await day.Control.Post("/control/users/oliver/deactivate", new { });
        var anna = day.As("anna");
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U04")), "The app should hear that Oliver left.");
        await Stands(day, "Primary: Anna de Vries");
        await Covers(day, "liam", "2026-11-23T08:00:00Z", "2026-11-25T17:00:00Z");
        await Stands(day, "Primary: Liam Walker");
        await anna.Runs("/rotation cover");
        (await (await anna.SeesModal("Cover")).Presses("End")).Text.ShouldContain("no longer covers for Anna de Vries");
        await Stands(day, "Primary: Anna de Vries");
    }

    [Fact]
    public async Task The_other_one_of_the_pair_carries_it_alone_and_gives_back_what_was_not_theirs()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Covers(day, "maria", "2026-11-23T08:00:00Z", "2026-11-24T12:00:00Z");
        var maria = day.As("maria");
        await Stands(day, "Primary: María López for Anna de Vries, Secondary: María López");
        await Stands(day, "*María López* is on it now");
        (await maria.Runs("/rotation who")).Replace(":large_green_circle: ", "", StringComparison.Ordinal).ShouldContain(
            "María López is Primary and Secondary, for Anna de Vries too");
        await day.At("2026-11-23T16:30:00Z");
        await day.Settles();
        (await day.As("anna").Messages()).ShouldNotContain(message => message.Says("your workday ends soon"), "Anna is covered");
        await day.At("2026-11-23T21:30:00Z");
        (await maria.Sees("your workday ends soon")).Text.ShouldContain("You cover for Anna de Vries: choose who takes it.");
        await day.At("2026-11-24T12:00:00Z");
        await Stands(day, "Primary: Anna de Vries, Secondary: María López");
        await Stands(day, "*Anna de Vries* is on it now");
    }

    private static Task Stands(TestDay day, string words)
    {
        var last = "";
        return day.Until(
            async () => (last = await day.As("maria").Runs("/release status")).Contains(words, StringComparison.Ordinal) ? last : null,
            () => Task.FromResult($"The release should stand so: {words}. It stands: {last}"));
    }

    /// <summary>Who, as Primary, as Secondary, critical ones, and hours covered.</summary>
    private static async Task Load(TestDay day, string row)
    {
        var rows = (await day.As("maria").Reads("/rotation load"))![0]!["rows"]!.AsArray();
        rows.Select(cells => string.Join(" | ", cells!.AsArray().Take(5).Select(cell => (string?)cell!["text"]))).ShouldContain(row);
    }

    private static async Task Covers(TestDay day, string by, string from, string until)
    {
        await day.As("anna").Runs("/rotation cover");
        await (await day.As("anna").SeesModal("Cover")).Fill(("Who covers", by), ("From", At(from)), ("Until", At(until))).Submit();
    }
}
