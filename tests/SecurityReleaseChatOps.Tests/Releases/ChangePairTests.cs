using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary><b>Change pair</b>, as users do it.</summary>
public sealed class ChangePairTests
{
    [Fact]
    public async Task A_new_secondary_is_told_and_so_is_the_old_one_and_prompts_follow()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/release pair");
        var form = await anna.SeesModal("Change pair");
        (form["Primary"], form["Secondary"]).ShouldBe(("Anna de Vries", "María López"));
        form.Labels.ShouldBe(["Primary", "Secondary"]);
        await form.Fill(("Secondary", "liam")).Submit();
        await anna.SeesNoModal();

        var told = await anna.Sees($"{day.Name("anna")} changed the pair: {day.Name("anna")} is Primary, {day.Name("liam")} Secondary");
        told.Thread.ShouldBe(card.Ts);
        (await Told(day, "liam")).ShouldContain("You are Secondary now.");
        (await Told(day, "maria")).ShouldContain("You are not on it any more.");
        (await Told(day, "anna")).ShouldNotContain("changed the pair", customMessage: "who did it need not be told");
        (await anna.Runs("/release status")).ShouldContain("Secondary: Liam Walker");
        await day.At("2026-11-23T21:30:00Z"); // the end of Maria's day
        (await anna.Messages()).ShouldNotContain(m => m.Says("<@U05>, your workday ends soon"));
        await day.At("2026-11-24T05:30:00Z"); // and of Liam's, in Sydney
        await anna.Sees("<@U02>, your workday ends soon");
    }

    [Fact]
    public async Task When_the_holder_leaves_the_pair_the_new_one_has_it_and_what_was_handed_over_comes_to_nothing()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var handover = await day.HandsOver("anna");
        var grace = day.As("grace");
        await grace.Runs("/release pair R1");
        await (await grace.SeesModal("Change pair")).Fill(("Primary", "oliver")).Submit();
        (await grace.Sees($"{day.Name("oliver")} has it now")).Text.ShouldContain(
            $"{day.Name("grace")} changed the pair: {day.Name("oliver")} is Primary, {day.Name("maria")} Secondary");
        (await Told(day, "oliver")).ShouldContain("You are Primary now, and have it now.");
        (await grace.Sees($"It came to nothing: {day.Name("oliver")} has had the release since.")).Ts.ShouldBe(handover.Ts);
        (await grace.Runs("/release status")).ShouldContain("*Oliver Hughes* is on it now");
        (await day.As("anna").Runs("/handover")).ShouldContain($"{day.Name("oliver")} has *R1* GitLab 18.6.1: only they hand it over.");
    }

    [Fact]
    public async Task Only_the_pair_and_admins_change_it_by_the_rules_of_the_start()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await day.As("oliver").Runs("/release pair")).ShouldBe($"Only {day.Name("anna")}, {day.Name("maria")} or an admin can change the pair of R1.");
        await day.As("oliver").SeesNoModal();
        var maria = day.As("maria");
        await maria.Runs("/release pair");
        var form = await maria.SeesModal("Change pair");
        (await form.Fill(("Secondary", "oliver")).SubmitsInVain())["Secondary"].ShouldContain("Both are in EMEA");
        await day.As("anna").Runs("/release pair");
        await (await day.As("anna").SeesModal("Change pair")).Fill(("Secondary", "sam")).Submit();
        (await (await maria.SeesModal("Change pair")).Fill(("Secondary", "liam")).SubmitsInVain())["Primary"].ShouldStartWith(
            $"Only {day.Name("anna")}, {day.Name("sam")} or an admin");
    }

    private static async Task<string> Told(TestDay day, string name)
    {
        await day.Settles();
        return string.Join('\n', (await day.DirectMessages(name)).Select(m => m.Text));
    }
}
