using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary><c>/release new</c>, as users do it.</summary>
public sealed class StartReleaseTests
{
    [Fact]
    public async Task A_release_is_started_from_its_form_and_announced_in_one_message()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Runs("/release new");
        var form = await anna.SeesModal("New release");
        form["Due date"].ShouldBe("2026-11-25"); // the Wednesday after the third Thursday
        form["Kind"].ShouldBe("Planned");
        form["Primary"].ShouldNotBeNull();
        form["Secondary"].ShouldNotBe(form["Primary"]);
        form.Labels.ShouldBe(["Kind", "Versions", "Due date", "Primary", "Secondary", "Severity", "Rehearsal"]);

        form = await form.Fill(("Versions", "18.6.1, 18.5.3, 18.4.5"), ("Primary", "anna")).Presses("More options");
        form["Versions"].ShouldBe("18.6.1, 18.5.3, 18.4.5", "what is filled in stays");
        form["Primary"].ShouldBe("Anna de Vries");
        form.Labels.Skip(7).ShouldBe(
            ["Product", "Due time (UTC)", "Patch release issue", "PSIRT patch release checklist", "Release draft blog post MR", "Release blog post MR",
                "Release communications issue"]);
        (await form.Fill(("Secondary", "maria"), ("Patch release issue", "https://gitlab.com/gitlab-org/gitlab/-/issues/1")).Submit()).ShouldBeNull();

        var card = await day.As("maria").Sees("18.6.1, 18.5.3, 18.4.5 · Preparing");
        card.Says("R1").ShouldBeTrue();
        card.Says("Preparing").ShouldBeTrue();
        card.Text.ShouldContain("*Anna de Vries* is on it now · due");
        card.Text.ShouldContain("Primary: Anna de Vries, Secondary: María López");
        card.Text.ShouldContain("1 of 5 links set");
        card.Buttons.ShouldBe(["Checklist", "Hand over", "Comms", "More"]);
    }

    [Fact]
    public async Task The_next_patch_versions_of_the_last_three_minors_are_suggested()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3, 18.4.5");
        await day.As("anna").Runs("/release new");
        (await day.As("anna").SeesModal("New release"))["Versions"].ShouldBe("18.6.2, 18.5.4, 18.4.6");
    }

    [Theory]
    [InlineData("Versions", "eighteen", "not a version")]
    [InlineData("Versions", "18.6.1, 18.6.1", "twice")]
    [InlineData("Versions", "<!channel>", "not a version")]
    [InlineData("Due date", "2026-11-20", "is past")]
    [InlineData("Due date", "2028-11-22", "more than a year away")]
    [InlineData("Secondary", "anna", "This is the Primary too")]
    [InlineData("Secondary", "oliver", "Both are in EMEA")]
    [InlineData("Patch release issue", "https://user:secret@gitlab.com/1", "user name or password")]
    [InlineData("Patch release issue", "ftp://gitlab.com/1", "valid URL")]
    [InlineData("Versions", "", "Please complete")]
    public async Task A_wrong_input_is_refused_at_its_place_and_the_form_keeps_what_was_typed(string label, string value, string words)
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Runs("/release new");
        var form = await (await anna.SeesModal("New release")).Presses("More options");
        var refused = await form.Fill(("Versions", "18.6.1"), ("Due date", "2026-11-25"), ("Primary", "anna"), ("Secondary", "maria"), (label, value))
            .SubmitsInVain();
        refused.ShouldContainKey(label);
        refused[label].ShouldContain(words, Case.Insensitive);

        // The form reopens with everything typed; once corrected it is accepted.
        form = await anna.SeesModal("New release");
        form[label].ShouldBe(value switch { "anna" => "Anna de Vries", "oliver" => "Oliver Hughes", "" => null, _ => value });
        await form.Fill(("Versions", "18.6.1"), ("Due date", "2026-11-25"), ("Secondary", "maria"), ("Patch release issue", "")).Submit();
        await anna.Sees("18.6.1");
    }

    [Fact]
    public async Task Versions_that_another_release_has_are_refused()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        var anna = day.As("anna");
        await anna.Runs("/release new");
        var refused = await (await anna.SeesModal("New release"))
            .Fill(("Versions", "18.5.3"), ("Primary", "anna"), ("Secondary", "maria")).SubmitsInVain();
        refused["Versions"].ShouldBe("18.5.3 of GitLab is already in R1");
        await (await (await anna.SeesModal("New release")).Presses("More options")).Fill(("Product", "GitLab Runner")).Submit();
        await anna.Sees("GitLab Runner 18.5.3");
    }

    [Fact]
    public async Task Only_an_admin_may_override_the_rule_of_two_regions_and_the_reason_is_shown()
    {
        await using var day = await TestDay.Start();
        var grace = day.As("grace");
        await grace.Runs("/release new");
        var form = await grace.SeesModal("New release");
        form.Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "oliver"));
        (await form.SubmitsInVain())["Secondary"].ShouldContain("an admin to override it with a reason");
        form = await form.Presses("More options");
        await form.Fill(("Why both are of one region", "All of *APAC* is at <!here> an offsite")).Submit();
        await day.As("anna").Clicks("More", await day.As("anna").Sees("is on it now"));
        var more = await day.As("anna").SeesModal("More");
        more.Text.ShouldContain("One region for both");
        more.Text.ShouldNotContain("<!here>");
        more.Text.ShouldNotContain("*APAC*");
    }

    [Fact]
    public async Task Someone_who_left_cannot_be_given_a_release()
    {
        await using var day = await TestDay.Start();
        var (anna, liam) = (day.As("anna"), day.As("liam"));
        await anna.Runs("/release new");
        var before = await anna.SeesModal("New release");
        before.Choices("Secondary").ShouldContain("María López");
        await day.Control.Post("/control/users/maria/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.Find("U05")!.Deleted), "The app should hear that Maria left.");
        await liam.Runs("/release new");
        (await liam.SeesModal("New release")).Choices("Secondary").ShouldNotContain("María López");
        (await before.Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).SubmitsInVain())["Secondary"].ShouldContain("left");
    }

    [Fact]
    public async Task Without_a_rotation_the_form_says_what_to_do_first()
    {
        await using var day = await TestDay.StartEmpty();
        await day.As("anna").Runs("/release new");
        (await day.As("anna").SeesModal("New release")).Text.ShouldContain("`/rotation` starts it");
    }

    [Fact]
    public async Task A_pair_that_works_at_the_same_hours_is_asked_about_before_the_release_starts()
    {
        await using var day = await TestDay.Start();
        await day.As("grace").Runs("/rotation edit @maria AMER 14:00-22:00 Asia/Tokyo");
        await day.As("grace").Runs("/rotation edit @maria 17:00-01:00");
        var anna = day.As("anna");
        await anna.Runs("/release new");
        var asked =
            (await (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Due date", "2026-11-25"), ("Primary", "anna"), ("Secondary", "maria"))
                .Submit())!;
        var question = asked.Labels.Single(label => label.Contains("They work at the same hours", StringComparison.Ordinal));
        (await anna.Runs("/release list")).ShouldContain("No release is under way");
        (await asked.Fill((question, new[] { "yes" })).Submit()).ShouldBeNull();
        await anna.Sees("18.6.1 ");
    }
}
