using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Home;

public sealed class HomeTests
{
    [Fact]
    public async Task Each_role_sees_its_own_home()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var stranger = Words.Of((await day.As("ben").Home())["blocks"]);
        stranger.ShouldContain("I work for PSIRT, release managers and Communications");
        stranger.ShouldNotContain("18.6.1");

        var viewer = new Shown("", await day.As("kenji").Home());
        viewer.Text.ShouldContain("*R1* GitLab 18.6.1");
        viewer.Text.ShouldContain("at work");
        viewer.Text.ShouldNotContain("waits for you");
        viewer.Buttons.ShouldBe(["Is PSIRT ready?"]);

        var psirt = new Shown("", await day.As("liam").Home());
        psirt.Text.ShouldContain("Nothing waits for you right now.");
        psirt.Buttons.ShouldBe(["New release", "Swap", "Away"]);
    }

    [Fact]
    public async Task What_is_mine_follows_the_handover_and_its_buttons_act()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        var home = await anna.Home();
        Words.Of(home["blocks"]).ShouldContain("now with you");
        await anna.Clicks("Write handover", home);
        await (await anna.SeesModal("Hand over")).Fill(("Status", "Good"), ("Next", "Look at the *post*")).Submit();
        await anna.Sees("handover to");
        home = await maria.Home();
        Words.Of(home["blocks"]).ShouldContain("Anna de Vries hands *R1* over to you");
        await maria.Clicks("Accept", home);
        await maria.Sees($"Accepted by {day.Name("maria")}");
        // It is redrawn without being opened.
        await day.Until(
            async () => Words.Of((await day.Control.Get("/control/users/maria/home"))["blocks"]).Contains("now with you", StringComparison.Ordinal),
            "It should be Maria's now.");
        Words.Of((await anna.Home())["blocks"]).ShouldContain("now with María López");
    }

    [Fact]
    public async Task It_is_drawn_for_who_opened_it_lately_and_for_nobody_else()
    {
        await using var day = await TestDay.Start();
        var anna = day.Directory.People.Values.Single(person => person.Name == "anna").Id;
        await day.As("anna").Home();
        await day.StartsRelease();
        await day.Settles();
        var drawn = (await day.Journal("views.publish")).Count;
        await day.As("maria").Runs("/release merged");
        await day.Settles();
        // Maria is of the pair like Anna, but has never opened her Home.
        var homes = (await day.Journal("views.publish")).Skip(drawn).Select(call => call.ToJsonString()).ToList();
        homes.ShouldNotBeEmpty();
        homes.ShouldAllBe(call => call.Contains(anna));

        await day.Advance(TimeSpan.FromDays(8));
        await day.Settles();
        drawn = (await day.Journal("views.publish")).Count;
        await day.As("maria").Runs("/release links");
        await (await day.As("maria").SeesModal("Links")).Fill(("Patch release issue", "https://gitlab.com/gitlab-org/gitlab/-/issues/1")).Submit();
        await day.Settles();
        (await day.Journal("views.publish")).Count.ShouldBe(drawn, "a home that was not looked at for a week is drawn when it is looked at");
        Words.Of((await day.As("anna").Home())["blocks"]).ShouldContain("18.6.1");
    }

    [Fact]
    public async Task A_closed_release_stands_there_for_who_has_its_steps_until_it_is_over()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Publishes();
        await day.Closes("anna");
        await day.At("2026-12-26T12:00:00Z");
        await day.Settles();
        var (anna, home) = (day.As("anna"), new Shown("", await day.As("anna").Home()));
        var checklist = (await anna.Asks("/checklist R1"))!;
        checklist.Text.ShouldContain("overdue since");
        (await anna.Asks("/checklist"))!.Text.ShouldBe(checklist.Text, "no other is meant");
        (await anna.Runs("/handover")).ShouldContain("There is no active release");
        foreach (var words in new[] { "My steps of R1", "No release is under way.", "Planned · Closed · due", "overdue since" })
            home.Text.ShouldContain(words);
        home.Text.ShouldNotContain("Nothing waits for you");
        var open = (await day.Board("R1")).Steps.Count(step => step.Blocks);
        (await anna.Runs("/release list")).ShouldContain($"(closed, {open} steps open)");
        new Shown("", await day.As("oliver").Home()).Text.ShouldNotContain("R1", customMessage: "none of its steps is his");

        // A week after the follow-ups were due it is over, and nobody is asked for what was left.
        await day.At("2027-01-04T12:00:00Z");
        await day.Until(async () => new Shown("", await anna.Home()).Text.Contains("Nothing waits for you", StringComparison.Ordinal), "It should be over.");
        (await anna.Runs("/checklist R1")).ShouldNotContain("overdue");
        (await anna.Runs("/checklist")).ShouldContain("There is no active release");
        (await anna.Runs("/release list")).ShouldContain("GitLab 18.6.1 (closed)");
    }

    [Fact]
    public async Task A_release_is_started_from_it()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Clicks("New release", await anna.Home());
        await (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        await anna.Sees("18.6.1");
        Words.Of((await anna.Home())["blocks"]).ShouldContain("*R1* GitLab 18.6.1");
    }

    [Fact]
    public async Task An_admin_sees_there_what_needs_mending()
    {
        await using var day = await TestDay.Start("--Channels:Thanks=praise");
        await day.ReadySays("#praise");
        Words.Of((await day.As("grace").Home())["blocks"]).ShouldContain("I cannot see #praise");
        Words.Of((await day.As("anna").Home())["blocks"]).ShouldNotContain("#praise");
    }
}
