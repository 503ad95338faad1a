using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Access;

/// <summary>Who may do what: PSIRT everything, release managers and Communications only look, everybody else is politely refused.</summary>
public sealed class AccessTests
{
    private const string Refusal = "Sorry, I only work for PSIRT, release managers and Communications";

    [Theory]
    [InlineData("/release")]
    [InlineData("/release new")]
    [InlineData("/release help")]
    [InlineData("/rotation")]
    [InlineData("/rotation add @ben EMEA 09:00-17:00")]
    [InlineData("/handover")]
    public async Task A_stranger_is_refused_in_a_friendly_way(string line)
    {
        await using var day = await TestDay.Start();
        (await day.As("ben").Runs(line, "security")).ShouldContain(Refusal);
        await day.As("ben").SeesNoModal();
    }

    [Theory]
    [InlineData("kenji")] // a release manager
    [InlineData("chloe")] // in Communications
    public async Task Those_who_may_look_see_where_releases_stand_and_change_nothing(string name)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var viewer = day.As(name);
        (await viewer.Runs("/release", "security")).ShouldContain("*R1* GitLab 18.6.1");
        (await viewer.Runs("/release status", "security")).ShouldContain("Preparing");
        (await viewer.Runs("/rotation", "security")).ShouldContain("*Anna de Vries*");
        foreach (var line in new[] { "/release new", "/release links", "/release delay", "/release close", "/release cancel", "/handover",
            "/handover history" })
            (await viewer.Runs(line, "security")).ShouldContain("is PSIRT's to use", customMessage: line);
        foreach (var line in new[] { "/release published", "/release merged" }.Where(_ => name == "chloe"))
            (await viewer.Runs(line, "security")).ShouldContain("This is for PSIRT and release managers to do", customMessage: line);
        (await viewer.Runs("/rotation add @anna EMEA 09:00-17:00", "security")).ShouldContain("is for admins");
        await viewer.SeesNoModal();
        (await day.As("anna").Runs("/release status")).ShouldContain("Preparing");
    }

    [Fact]
    public async Task Those_who_may_look_can_say_which_release_and_press_nothing_else()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3");
        var kenji = day.As("kenji");
        await kenji.Clicks("R2", (await kenji.Asks("/release status"))!);
        await day.Until(async () => (await kenji.Messages()).Any(m => m.OnlyForOne && m.Says("GitLab 18.5.3 · Planned")), "Kenji should be answered.");

        await day.As("anna").Runs("/handover R1");
        await (await day.As("anna").SeesModal("Hand over")).Fill(("Status", "Waits for Maria"), ("Next", "Review")).Submit();
        await day.At("2026-11-23T21:30:00Z");
        await kenji.Clicks("Accept", await kenji.Sees("Waits for Maria"));
        await kenji.Sees("This is PSIRT's to do");
        var prompt = await kenji.Sees("your workday ends soon");
        foreach (var button in new[] { "Add note", "Snooze 30 min", "Nothing to hand over" })
            await kenji.Clicks(button, prompt);
        await kenji.SeesNoModal();
        (await kenji.Messages()).Count(m => m.Says("This is PSIRT's to do")).ShouldBe(4);
        (await kenji.Messages()).ShouldNotContain(m => m.Says("Accepted by"));
        await kenji.AddsToHandover(prompt);
        await day.Until(async () => (await kenji.Messages()).Count(m => m.Says("This is PSIRT's to do")) == 5, "The shortcut should be refused too.");
    }

    [Theory]
    [InlineData("/rotation add @anna EMEA 10:00-18:00")]
    [InlineData("/rotation edit @anna 10:00-18:00")]
    [InlineData("/rotation remove @anna")]
    public async Task The_roster_is_for_admins_to_change(string line)
    {
        await using var day = await TestDay.Start();
        (await day.As("anna").Runs(line)).ShouldContain("is for admins. Ask one of @psirt-admins");
        (await day.As("grace").Runs(line)).ShouldContain("Anna de Vries");
    }

    [Fact]
    public async Task A_new_member_of_the_group_may_begin_at_once_and_one_who_left_may_nothing()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/usergroups/psirt", new { users = new[] { "anna", "maria", "grace", "ben" } });
        await day.Until(
            async () => (await day.As("ben").Runs("/release", "security")).Contains("No release", StringComparison.Ordinal), "Ben should be let in.");
        (await day.As("liam").Runs("/release")).ShouldContain(Refusal);
        await day.Control.Post("/control/users/maria/deactivate", new { });
        await day.Until(() => Task.FromResult(day.Directory.RoleOf("U05") == SecurityReleaseChatOps.Access.Role.None), "Maria should have no role any more.");
    }

    [Fact]
    public async Task Who_has_no_role_any_more_has_a_home_without_releases()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        Words.Of((await day.As("oliver").Home())["blocks"]).ShouldContain("18.6.1");
        await day.Control.Post("/control/usergroups/psirt", new { users = new[] { "anna", "maria", "grace" } });
        await day.Until(
            async () => !Words.Of((await day.Control.Get("/control/users/oliver/home"))["blocks"]).Contains("18.6.1", StringComparison.Ordinal),
            "Oliver's home should be drawn anew, without being opened.");
    }

    [Fact]
    public async Task People_may_be_named_themselves_instead_of_a_group()
    {
        await using var day = await TestDay.Start("--Access:ReleaseManagers=U10, @communications", "--Access:Admins:0=U03");
        (await day.As("ben").Runs("/release", "security")).ShouldContain("No release is under way");
        (await day.As("kenji").Runs("/release")).ShouldContain(Refusal);
        (await day.As("anna").Runs("/rotation edit @liam 10:00-18:00")).ShouldContain("10:00-18:00");
        (await day.As("grace").Runs("/rotation edit @liam 10:00-18:00")).ShouldContain("is for admins");
    }
}
