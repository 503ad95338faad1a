using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary><c>/rotation</c>, as people use it.</summary>
public sealed class RotationCommandTests
{
    [Fact]
    public async Task It_shows_who_is_on_who_is_at_work_and_each_ones_local_time()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var shown = await day.As("liam").Runs("/rotation");
        shown.ShouldContain("*EMEA*");
        shown.ShouldContain(":large_green_circle: *Anna de Vries* · Mon 09:00 there");
        shown.ShouldContain("*Primary of R1*");
        shown.ShouldContain(":white_circle: *María López* · Mon 03:00 there, back");
        shown.ShouldContain("09:00-17:00 Mon-Fri, America/New_York");
    }

    [Fact]
    public async Task An_empty_rotation_is_filled_by_an_admin_at_a_click()
    {
        await using var day = await TestDay.StartEmpty();
        (await day.As("anna").Asks("/rotation"))!.Buttons.ShouldBeEmpty();
        var grace = day.As("grace");
        await grace.Clicks("Add all of PSIRT", (await grace.Asks("/rotation"))!);
        await grace.Sees("7 engineers are on the rotation now");
        var shown = await grace.Runs("/rotation");
        shown.ShouldContain("*APAC*");
        shown.ShouldContain("*Sam Carter*");
    }

    [Fact]
    public async Task Someone_is_added_edited_and_removed_by_words()
    {
        await using var day = await TestDay.StartEmpty();
        var grace = day.As("grace");
        (await grace.Runs("/rotation add @anna EMEA 09:00-17:00")).ShouldBe("Anna de Vries is on the rotation: EMEA, 09:00-17:00 Mon-Fri, Europe/Amsterdam");
        (await grace.Runs("/rotation add @liam APAC 08:00-16:00 Sun-Thu Pacific/Auckland")).ShouldContain("08:00-16:00 Sun-Thu, Pacific/Auckland");
        (await grace.Runs("/rotation edit @anna 10:00-18:00")).ShouldBe("Anna de Vries: EMEA, 10:00-18:00 Mon-Fri, Europe/Amsterdam");
        (await grace.Runs("/rotation add @anna EMEA 07:00-15:00")).ShouldContain("was on the rotation; now: EMEA, 07:00-15:00");
        (await grace.Runs("/rotation remove @anna")).ShouldContain("/rotation add @anna EMEA 07:00-15:00 Mon-Fri Europe/Amsterdam");
        (await grace.Runs("/rotation remove @anna")).ShouldContain("is not on the rotation");
        (await grace.Runs("/rotation edit @anna EMEA")).ShouldContain("is not on the rotation");
    }

    [Theory]
    [InlineData("/rotation add anna EMEA 09:00-17:00", "is not a person: type @")]
    [InlineData("/rotation add @anna", "The region is missing")]
    [InlineData("/rotation add @anna EMEA", "The working hours are missing")]
    [InlineData("/rotation add @anna EUROPE 09:00-17:00", "is not a region: write APAC, EMEA or AMER")]
    [InlineData("/rotation add @anna EMEA 09:00-25:00", "is not a start and an end of work")]
    [InlineData("/rotation add @anna EMEA 09:00-17:00 Mon-Foo", "is not a day")]
    [InlineData("/rotation add @anna EMEA 09:00-17:00 Mon-Fri Europe/Nowhere", "is not a time zone I know")]
    [InlineData("/rotation add @anna EMEA 09:00-17:00 <!here>", "is neither working days")]
    [InlineData("/rotation add @ben EMEA 09:00-17:00", "is not in PSIRT's Slack user group")]
    [InlineData("/rotation add <@U0BOT> EMEA 09:00-17:00", "is not a person who can take a release")]
    [InlineData("/rotation edit @anna", "nothing to change was given")]
    [InlineData("/rotation remove", "Whom?")]
    public async Task Wrong_words_are_answered_with_what_was_wrong(string line, string words)
    {
        await using var day = await TestDay.StartEmpty();
        var answer = await day.As("grace").Runs(line);
        answer.ShouldContain(words, Case.Insensitive);
        answer.ShouldNotContain("<!here>");
        (await day.As("grace").Runs("/rotation")).ShouldContain("Nobody is on the rotation yet");
    }

    [Fact]
    public async Task Without_arguments_a_form_opens_that_says_what_is_wrong_where()
    {
        await using var day = await TestDay.StartEmpty();
        var grace = day.As("grace");
        await grace.Runs("/rotation add");
        var form = await grace.SeesModal("Add to rotation");
        var refused =
            await form.Fill(("Person", "anna"), ("Region", "EMEA"), ("Working hours", "nine to five"), ("Working days", "Mon-Foo"), ("Time zone", "Mars/Base"))
                .SubmitsInVain();
        refused["Working hours"].ShouldContain("is not a start and an end of work");
        refused["Working days"].ShouldContain("is not a day");
        refused["Time zone"].ShouldContain("no such time zone");
        form = await grace.SeesModal("Add to rotation");
        form["Working hours"].ShouldBe("nine to five");
        var added = await form.Fill(("Working hours", "09:00-17:00"), ("Working days", "Mon-Fri"), ("Time zone", "europe/amsterdam")).Submit();
        added!.Title.ShouldBe("Added");
        added.Text.ShouldContain("Anna de Vries is on the rotation: EMEA, 09:00-17:00 Mon-Fri, Europe/Amsterdam");
    }

    [Fact]
    public async Task Who_carries_a_release_stays_on_the_rotation()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var grace = day.As("grace");
        (await grace.Runs("/rotation remove @anna")).ShouldBe("Anna de Vries is Primary of R1: let someone else take that first.");
        (await grace.Runs("/rotation remove @maria")).ShouldContain("is Secondary of R1");
        (await grace.Runs("/rotation")).ShouldContain("*Anna de Vries*");
    }

    [Fact]
    public async Task Someone_who_left_is_not_added()
    {
        await using var day = await TestDay.StartEmpty();
        await day.Control.Post("/control/users/anna/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U03")), "The app should hear that Anna left.");
        (await day.As("grace").Runs("/rotation add <@U03> EMEA 09:00-17:00")).ShouldContain("someone who left");
    }
}
