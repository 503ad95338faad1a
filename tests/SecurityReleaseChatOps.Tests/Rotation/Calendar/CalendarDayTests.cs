using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

/// <summary>The calendar and its plan, as people use them.</summary>
public sealed class CalendarDayTests
{
    [Fact]
    public async Task A_plan_is_proposed_with_reasons_accepted_told_shown_everywhere_and_taken_back()
    {
        await using var day = await TestDay.Start();
        var (grace, anna, kenji) = (day.As("grace"), day.As("anna"), day.As("kenji"));
        (await anna.Runs("/rotation plan")).ShouldContain("is for admins");
        (await kenji.Runs("/rotation calendar")).ShouldContain("nobody yet");
        var proposal = (await grace.Asks("/rotation plan"))!;
        proposal.Text.ShouldContain("*Wed 25 Nov*");
        proposal.Text.ShouldContain("not on for a year");
        proposal.Buttons.ShouldBe(["Accept", "Show all"]);
        await grace.Clicks("Show all", proposal);
        (await grace.SeesModal("The plan")).Text.ShouldContain("Wed 9 Dec");
        await grace.Clicks("Accept", proposal);
        var accepted = await grace.Sees("The plan is accepted");
        await anna.Sees("Grace Kim changed the rotation", "@app");
        var shown = await kenji.Runs("/rotation calendar");
        // 15:00 UTC is midnight in Tokyo.
        shown.ShouldContain("Thu 26 Nov, 00:00");
        shown.ShouldNotContain("nobody yet");
        (await grace.Runs("/rotation plan")).ShouldContain("The plan stands");
        (await grace.Runs("/rotation plan anew")).ShouldContain("It is as even as the rules allow.");
        (await kenji.Runs("/rotation who")).ShouldContain("is Primary");
        (await kenji.Runs("/rotation who 9 Dec")).ShouldContain("*Wed 9 Dec*:");
        (await kenji.Runs("/rotation who yesterday-ish")).ShouldContain("is not a date");
        (await kenji.Runs("/rotation who @anna")).ShouldMatch("(?s)Europe/Amsterdam\n\\*.*Anna de Vries (is Primary|Secondary)");
        (await kenji.Runs("/rotation who @kenji")).ShouldContain("Kenji Satō is not on the rotation.");
        Words.Of((await anna.Home())["blocks"]).ShouldContain("Your next release:");
        var load = await anna.Runs("/rotation load");
        load.ShouldContain("Anna de Vries");
        await grace.Clicks("Undo", accepted);
        await grace.Sees("Taken back.");
        (await kenji.Runs("/rotation calendar")).ShouldContain("nobody yet");
    }

    [Fact]
    public async Task A_plan_that_no_longer_fits_is_not_accepted_but_made_anew()
    {
        await using var day = await TestDay.Start();
        var grace = day.As("grace");
        var proposal = (await grace.Asks("/rotation plan"))!;
        await grace.Runs("/rotation calendar drop 9 Dec");
        await grace.Clicks("Accept", proposal);
        var anew = await grace.Sees("Something changed meanwhile");
        anew.Text.ShouldNotContain("Wed 9 Dec");
        (await grace.Runs("/rotation calendar")).ShouldContain("nobody yet");
        await grace.Clicks("Accept", anew);
        await grace.Sees("The plan is accepted");
    }

    [Fact]
    public async Task Dates_are_moved_dropped_and_added_by_words_and_each_is_undone()
    {
        await using var day = await TestDay.Start();
        var grace = day.As("grace");
        (await day.As("anna").Runs("/rotation calendar move 9 Dec to 10 Dec")).ShouldContain("is for admins");
        var moved = (await grace.Asks("/rotation calendar move 9 Dec to 10 Dec"))!;
        moved.Text.ShouldContain("That release is planned on *Thu 10 Dec*.");
        (await grace.Runs("/rotation calendar")).ShouldContain("Thu 10 Dec, 08:00"); // in Denver
        await grace.Clicks("Undo", moved);
        await grace.Sees("Taken back.");
        (await grace.Runs("/rotation calendar drop 9 Dec")).ShouldContain("No release is planned on *Wed 9 Dec*.");
        (await grace.Runs("/rotation calendar drop 9 Dec")).ShouldContain("No release is planned on Wed 9 Dec 2026");
        (await grace.Runs("/rotation calendar add 9 Dec")).ShouldContain("A release is planned on *Wed 9 Dec*.");
        (await grace.Runs("/rotation calendar add 9 Dec")).ShouldContain("A release is planned on Wed 9 Dec 2026 already");
        var added = (await grace.Asks("/rotation calendar add 16 Dec"))!;
        (await grace.Runs("/rotation calendar")).ShouldContain("Wed 16 Dec");
        await grace.Clicks("Undo", added);
        await day.Until(async () => !(await grace.Runs("/rotation calendar")).Contains("Wed 16 Dec", StringComparison.Ordinal), "It should be gone.");
    }

    [Theory]
    [InlineData("/rotation calendar move 9 Dec", "Say which date becomes which")]
    [InlineData("/rotation calendar move 9 Dec to 23 Dec", "A release is planned on Wed 23 Dec 2026 already")]
    [InlineData("/rotation calendar move 9 Dec to 1 Nov 2026", "is past")]
    [InlineData("/rotation calendar move 8 Dec to 10 Dec", "No release is planned on Tue 8 Dec 2026")]
    [InlineData("/rotation calendar drop someday", "is not a date")]
    [InlineData("/rotation calendar add 9 Dec 2036", "more than a year away")]
    [InlineData("/rotation calendar everything", "Type `/rotation calendar` alone")]
    [InlineData("/rotation plan everything", "`/rotation plan anew`")]
    public async Task Wrong_words_are_answered_with_what_was_wrong(string line, string words)
    {
        await using var day = await TestDay.Start();
        (await day.As("grace").Runs(line)).ShouldContain(words);
    }

    [Fact]
    public async Task Whom_an_admin_fixes_stays_in_the_plan_starts_the_release_and_hears_when_others_do()
    {
        await using var day = await TestDay.Start();
        var (grace, anna) = (day.As("grace"), day.As("anna"));
        var calendar = (await grace.Asks("/rotation calendar"))!;
        await day.Control.Post("/control/actions", new
        {
            user = "grace",
            channel = calendar.Channel,
            ts = calendar.Ts,
            actionId = "rotation.change",
            value = "patch/2026-11-25",
        });
        var form = await grace.SeesModal("Planned release");
        (await form.Fill(("Primary", "oliver"), ("Secondary", "anna")).SubmitsInVain())["Secondary"].ShouldContain("Both are in EMEA");
        form = await grace.SeesModal("Planned release");
        (await form.Fill(("Primary", "oliver"), ("Secondary", "liam")).Submit())!.Text.ShouldContain("Oliver Hughes is Primary, Liam Walker Secondary");
        await day.As("liam").Sees("*Wed 25 Nov*: you are Secondary", "@app");
        (await grace.Runs("/rotation plan")).ShouldNotContain("Wed 25 Nov");
        await anna.Runs("/release new");
        var start = await anna.SeesModal("New release");
        (start["Due date"], start["Primary"], start["Secondary"]).ShouldBe(("2026-11-25", day.Name("oliver"), day.Name("liam")));
        await start.Fill(("Versions", "18.6.1"), ("Primary", "oliver"), ("Secondary", "maria")).Submit();
        await day.As("liam").Sees("you are not on for it", "@app");
        (await anna.Runs("/rotation who")).ShouldContain("*Wed 25 Nov* (R1): Oliver Hughes is Primary, María López Secondary, until ");
        (await grace.Runs("/rotation calendar drop 25 Nov")).ShouldContain("R1 was started from it: /release delay R1 moves it");
        // The next one comes from the calendar.
        await anna.Runs("/release new");
        (await anna.SeesModal("New release"))["Due date"].ShouldBe("2026-12-09");
    }
}
