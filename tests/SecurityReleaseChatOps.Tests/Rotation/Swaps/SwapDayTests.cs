using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation.Swaps;

/// <summary><c>/rotation swap</c>, as people use it.</summary>
public sealed class SwapDayTests
{
    private const string Dm = "@app";

    [Fact]
    public async Task Without_a_shift_it_opens_and_says_so()
    {
        await using var day = await TestDay.Start();
        await day.As("sam").Runs("/rotation swap");
        (await day.As("sam").SeesModal("Swap")).Text.ShouldContain("You have no shift to give.");
        (await day.As("sam").Runs("/rotation swap @anna")).ShouldBe("Only an admin can do this for someone else.");
    }

    [Fact]
    public async Task The_one_who_is_asked_takes_it_and_release_prompts_and_open_handover_follow()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-23T15:30:00Z");
        await day.HandsOver("anna");
        await day.At("2026-11-23T16:00:00Z");
        var maria = day.As("maria");
        await maria.Clicks("Accept", await maria.Sees("All CVEs are requested"));
        await maria.Sees("accepted");
        await day.HandsOver("maria", "The post is reviewed");
        var anna = day.As("anna");
        await anna.Runs("/rotation swap");
        var swap = await anna.SeesModal("Swap");
        (await swap.Fill(("Ask", "sam")).SubmitsInVain())["Ask"].ShouldStartWith("Sam Carter and María López are both in AMER. These can: ");
        await swap.Fill(("Ask", "oliver"), ("Why", "Dentist")).Submit();
        var oliver = day.As("oliver");
        await oliver.Clicks("Take it", await oliver.Sees("Anna de Vries asks you to take a shift: *Primary on Wed 25 Nov*", Dm));
        await oliver.Sees("Oliver Hughes takes *Primary on Wed 25 Nov* from Anna de Vries");
        await anna.Sees("Oliver Hughes takes", Dm);
        await day.Settles();
        (await oliver.Runs("/release status")).ShouldContain("Primary: Oliver Hughes");
        var handover = await oliver.Sees("The post is reviewed");
        handover.Text.ShouldContain("Oliver Hughes");
        await oliver.Clicks("Accept", handover);
        await oliver.Sees("accepted");
        (await oliver.Runs("/release status")).ShouldContain("*Oliver Hughes* is on it now");
        await day.At("2026-11-24T16:35:00Z");
        (await oliver.Sees("your workday ends soon")).Text.ShouldContain("R1");
    }

    [Fact]
    public async Task Offered_to_all_the_first_of_two_wins_and_the_other_sees_who()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        var anna = day.As("anna");
        await anna.Runs("/rotation swap");
        await (await anna.SeesModal("Swap")).Submit();
        var (oliver, liam) = (day.As("oliver"), day.As("liam"));
        var offer = await oliver.Sees("Anna de Vries offers a shift: *Primary on Wed 9 Dec*");
        await Task.WhenAll(Takes(oliver), Takes(liam));
        var taken = await anna.Sees("takes *Primary on Wed 9 Dec* from Anna de Vries");
        taken.Buttons.ShouldBeEmpty();
        var winner = taken.Says("Oliver") ? oliver : liam;
        await (winner == oliver ? liam : oliver).Sees($"{day.Name(winner.Name)} takes *Primary on Wed 9 Dec*");
        await winner.Sees("You are Primary on Wed 9 Dec now.");
        (await Shifts(day)).Primary.ShouldBe(winner == oliver ? "U04" : "U02");
        await anna.Runs("/rotation swap");
        (await anna.SeesModal("Swap")).Text.ShouldContain("no shift to give");

        async Task Takes(Person person)
        {
            try
            {
                await person.Clicks("Take it", offer);
            }
            catch (ShouldAssertException)
            {
                // Whoever is later may find no button there any more.
            }
        }
    }

    [Fact]
    public async Task Opened_for_a_shift_that_is_asked_or_offered_already_it_says_so_and_to_whom_and_takes_it_back()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        await Plan(day, "2026-12-23", "U03", "U05");
        var (anna, grace) = (day.As("anna"), day.As("grace"));
        await anna.Runs("/rotation away");
        await (await anna.SeesModal("Away")).Fill(("From", "2026-12-08"), ("Until", "2026-12-10")).Submit();
        await day.Settles();
        await grace.Runs("/rotation swap @anna");
        var early = await grace.SeesModal("Swap");
        await anna.Runs("/rotation swap");
        await (await anna.SeesModal("Swap")).Submit();
        (await early.SubmitsInVain())["Shift"].ShouldContain("asked or offered already");

        await anna.Runs("/rotation swap");
        var swap = await anna.SeesModal("Swap");
        swap.Text.ShouldContain("Offered to everyone: *Primary on Wed 9 Dec*");
        swap.Choices("Shift").ShouldBe(["Primary on Wed 23 Dec"], "the other one can still be given");
        await swap.Fill(("Ask", "oliver")).Submit();
        await anna.Clicks("Find cover", await anna.Sees("You are *Primary on Wed 9 Dec*, and off on Tue 8 Dec", Dm));
        swap = await anna.SeesModal("Swap");
        swap.Labels.ShouldBeEmpty();
        swap.Text.ShouldStartWith("Offered to everyone: *Primary on Wed 9 Dec*");
        swap.Text.ShouldContain("Oliver Hughes is asked: *Primary on Wed 23 Dec*");
        swap.Text.ShouldContain("To ask somebody else, withdraw it first.");
        (await swap.Presses("Withdraw")).Text.ShouldBe("Withdrawn.");
        await anna.Runs("/rotation swap");
        swap = await anna.SeesModal("Swap");
        (swap["Shift"], swap.Choices("Shift").Count).ShouldBe(("Primary on Wed 9 Dec", 1));
    }

    [Fact]
    public async Task Refused_withdrawn_overtaken_and_expired_requests_end_in_words()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        var (anna, oliver, grace) = (day.As("anna"), day.As("oliver"), day.As("grace"));
        await Ask("oliver");
        await oliver.Clicks("Cannot", await oliver.Sees("asks you to take a shift", Dm));
        await anna.Sees("Oliver Hughes cannot take *Primary on Wed 9 Dec*", Dm);
        await Ask(null);
        var offer = await anna.Sees("offers a shift");
        await oliver.Clicks("Withdraw", offer);
        await oliver.Sees("Only Anna de Vries or an admin can take it back.");
        await anna.Clicks("Withdraw", offer);
        await oliver.Sees("Anna de Vries keeps *Primary on Wed 9 Dec*");
        await Ask("oliver");
        await grace.Runs("/rotation swap @anna");
        var asked = await grace.SeesModal("Swap");
        asked.Labels.ShouldBeEmpty();
        asked.Text.ShouldContain("Oliver Hughes is asked: *Primary on Wed 9 Dec*");
        await Plan(day, "2026-12-09", "U02", "U05");
        await day.Settles();
        await anna.Sees("Anna de Vries can no longer give", Dm);
        await day.As("liam").Runs("/rotation swap");
        await (await day.As("liam").SeesModal("Swap")).Submit();
        await day.At("2026-12-09T15:00:00Z");
        await oliver.Sees("Nobody took *Primary on Wed 9 Dec* from Liam Walker in time.");

        async Task Ask(string? to)
        {
            await anna.Runs("/rotation swap");
            await (await anna.SeesModal("Swap")).Fill(("Ask", to)).Submit();
        }
    }

    [Fact]
    public async Task An_admin_arranges_what_is_agreed_and_both_are_told()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        await day.As("grace").Runs("/rotation swap @anna");
        await (await day.As("grace").SeesModal("Swap")).Fill(("Ask", "oliver"), ("For admins", new[] { "yes" })).Submit();
        await day.As("anna").Sees("Oliver Hughes takes *Primary on Wed 9 Dec* from Anna de Vries", Dm);
        await day.As("oliver").Sees("Oliver Hughes takes", Dm);
        (await Shifts(day)).ShouldBe(Shift.Of("patch/2026-12-09")! with { Primary = "U04", Secondary = "U05", IsFixed = true });
    }

    [Fact]
    public async Task Whoever_is_off_for_a_shift_is_told_once_and_the_admins_and_both_find_cover()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        await day.As("anna").Runs("/rotation away");
        await (await day.As("anna").SeesModal("Away")).Fill(("From", "2026-12-08"), ("Until", "2026-12-10")).Submit();
        await day.Settles();
        var told = await day.As("anna").Sees("You are *Primary on Wed 9 Dec*, and off on Tue 8 Dec: away.", Dm);
        await day.As("anna").Clicks("Find cover", told);
        (await day.As("anna").SeesModal("Swap"))["Shift"].ShouldBe("Primary on Wed 9 Dec");
        var admins = await day.As("grace").Sees("Anna de Vries is *Primary on Wed 9 Dec*");
        await day.As("grace").Clicks("Find cover", admins);
        (await day.As("grace").SeesModal("Swap"))["Shift"].ShouldBe("Primary on Wed 9 Dec");
        await day.At("2026-11-24T08:00:00Z");
        await day.At("2026-12-02T08:00:00Z");
        await day.At("2026-12-03T08:00:00Z");
        (await day.As("anna").Messages(Dm)).Count(message => message.Says("off on Tue 8 Dec")).ShouldBe(2);
    }

    [Fact]
    public async Task Two_shifts_are_exchanged_in_one_step_from_home_and_both_and_the_channel_are_told()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        await Plan(day, "2026-12-23", "U04", "U02");
        var (anna, oliver) = (day.As("anna"), day.As("oliver"));
        await anna.Runs("/rotation swap");
        var swap = await anna.SeesModal("Swap");
        (await swap.Fill(("Ask", "oliver")).SubmitsInVain())["Ask"].ShouldContain("Wed 23 Dec: nobody has two in a row while others can");
        (await swap.Fill(("Ask", "liam"), ("In return", "U04 patch/2026-12-23")).SubmitsInVain())["In return"].ShouldStartWith("Oliver Hughes has that");
        (await swap.Fill(("Ask", null), ("In return", "U02 patch/2026-12-23")).SubmitsInVain())["In return"].ShouldBe(
            "Anna de Vries and Oliver Hughes are both in EMEA. These work in return: Wed 23 Dec (Oliver Hughes).");
        await swap.Fill(("Ask", null), ("In return", "U04 patch/2026-12-23")).Submit();
        await oliver.Sees("Anna de Vries asks you to take a shift: *Primary on Wed 9 Dec* for *Primary on Wed 23 Dec*", Dm);
        new Shown("", await anna.Home()).Says("Oliver Hughes is asked: *Primary on Wed 9 Dec* for *Primary on Wed 23 Dec*").ShouldBeTrue();
        var home = await oliver.Home();
        new Shown("", home).Says("Anna de Vries asks you to take *Primary on Wed 9 Dec* for *Primary on Wed 23 Dec*").ShouldBeTrue();
        await oliver.Clicks("Take it", home);
        (await oliver.SeesModal("Swap")).Text.ShouldBe(
            ":white_check_mark: You are Primary on Wed 9 Dec now, and Anna de Vries Primary on Wed 23 Dec.");
        const string told = "Oliver Hughes takes *Primary on Wed 9 Dec* from Anna de Vries; Anna de Vries takes *Primary on Wed 23 Dec* from Oliver Hughes";
        await oliver.Sees(told);
        await anna.Sees(told, Dm);
        (await Shifts(day)).Primary.ShouldBe("U04");
        (await Shifts(day, "2026-12-23")).Primary.ShouldBe("U03");
        await day.Settles();
        foreach (var person in new[] { anna, oliver })
            new Shown("", await day.Control.Get($"/control/users/{person.Name}/home")).Buttons.ShouldBe(["New release", "Swap", "Away"]);
    }

    [Fact]
    public async Task A_release_that_was_started_is_exchanged_for_a_planned_one_and_an_exchange_that_is_overtaken_moves_nothing()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Plan(day, "2026-12-09", "U04", "U02");
        var (anna, oliver) = (day.As("anna"), day.As("oliver"));
        await Ask("U04 patch/2026-12-09");
        // Meanwhile the shift offered in return went to somebody else.
        await Plan(day, "2026-12-09", "U01", "U05");
        await oliver.Clicks("Take it", await oliver.Sees("asks you to take a shift", Dm));
        await anna.Sees("Anna de Vries can no longer give", Dm);
        (await anna.Runs("/release status")).ShouldContain("Primary: Anna de Vries");
        await Plan(day, "2026-12-09", "U04", "U02");
        await Ask("U04 patch/2026-12-09");
        await day.Settles();
        await oliver.Clicks("Take it", (await oliver.Messages(Dm)).Last(message => message.Says("asks you to take a shift")));
        await anna.Sees("Anna de Vries takes *Primary on Wed 9 Dec* from Oliver Hughes", Dm);
        (await anna.Runs("/release status")).ShouldContain("Primary: Oliver Hughes");
        (await Shifts(day)).Primary.ShouldBe("U03");

        async Task Ask(string inReturn)
        {
            await anna.Runs("/rotation swap");
            await (await anna.SeesModal("Swap")).Fill(("In return", inReturn)).Submit();
        }
    }

    [Fact]
    public async Task What_is_offered_to_all_stands_on_the_home_of_who_may_take_it_until_it_is_settled()
    {
        await using var day = await TestDay.Start();
        await Plan(day, "2026-12-09", "U03", "U05");
        var (anna, oliver, sam) = (day.As("anna"), day.As("oliver"), day.As("sam"));
        foreach (var person in new[] { anna, oliver, sam })
            await person.Home();
        await anna.Runs("/rotation swap");
        await (await anna.SeesModal("Swap")).Submit();
        await day.Settles();
        (await Home("oliver")).Says("Anna de Vries offers *Primary on Wed 9 Dec*").ShouldBeTrue();
        (await Home("sam")).Text.ShouldNotContain("offers", customMessage: "Sam is of María's region");
        (await Home("anna")).Says("Offered to everyone: *Primary on Wed 9 Dec*").ShouldBeTrue();
        await anna.Clicks("Withdraw", await anna.Home());
        await day.Settles();
        foreach (var name in new[] { "anna", "oliver" })
            (await Home(name)).Text.ShouldNotContain("9 Dec*");

        async Task<Shown> Home(string name) => new("", await day.Control.Get($"/control/users/{name}/home"));
    }

    private static async Task Plan(TestDay day, string date, string primary, string secondary)
    {
        var (store, id) = (day.Services.GetRequiredService<IStore>(), "patch/" + date);
        var read = await day.Services.GetRequiredService<ShiftStore>().Get(id, default);
        var shift = Shift.Of(id)! with { Primary = primary, Secondary = secondary };
        (await store.Commit(ShiftStore.Save(new Commit(), read, shift, "U11", "planned"))).ShouldBe(CommitResult.Saved);
    }

    private static async Task<Shift> Shifts(TestDay day, string date = "2026-12-09") =>
        (await day.Services.GetRequiredService<ShiftStore>().Get("patch/" + date, default)).ShouldNotBeNull().Value;
}
