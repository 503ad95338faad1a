using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Embargo;

/// <summary>Who may read embargoed facts: judged by Slack's current data about the channel and its members.</summary>
public sealed class HearingDayTests
{
    private const string Channel = "sec-appsec";

    [Fact]
    public async Task A_channel_that_was_made_public_a_minute_ago_hears_nothing_more()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Tells(day, "18.6.1 goes well");
        await day.As("anna").Sees("18.6.1 goes well", Channel);
        await day.Control.Post($"/control/channels/{Channel}/privacy", new { is_private = false });
        await day.Advance(TimeSpan.FromMinutes(1));
        await Tells(day, "18.6.1 is late");
        await day.ReadySays("#sec-appsec is public, and not in Embargo:AllowPublic");
        (await day.As("anna").Messages(Channel)).ShouldNotContain(m => m.Says("is late"));
        await day.Control.Post($"/control/channels/{Channel}/privacy", new { is_private = true });
        await day.As("anna").Sees("18.6.1 is late", Channel);
    }

    [Theory]
    [InlineData("ratelimited")]
    [InlineData("500")]
    public async Task While_slack_does_not_tell_who_can_read_it_waits_and_says_why(string kind)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/faults", new { method = "conversations.info", times = 1000, kind });
        await Tells(day, "18.6.1 goes well");
        await day.ReadySays("Slack does not tell who can read #sec-appsec");
        (await day.As("anna").Messages(Channel)).ShouldNotContain(m => m.Says("18.6.1"));
        await day.Control.Delete("/control/faults");
        await day.As("anna").Sees("18.6.1 goes well", Channel);
    }

    [Theory]
    [InlineData("is_restricted", "a guest")]
    [InlineData("is_ultra_restricted", "a guest")]
    [InlineData("is_stranger", "of another organisation")]
    public async Task Someone_from_outside_holds_it_back_until_an_admin_accepts_them_with_a_reason(string kind, string named)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Joins(day, "gus", kind);
        await day.ReadySays($"gus, {named}, is in #{Channel}: what is embargoed waits until an admin accepts them");
        await Tells(day, "18.6.1 goes well");
        await Tells(day, "Lunch is ready", Classification.Internal);
        await day.As("anna").Sees("Lunch is ready", Channel);
        await day.ReadySays("given up");
        (await day.As("anna").Messages(Channel)).ShouldNotContain(m => m.Says("18.6.1"));

        var grace = day.As("grace");
        Words.Of((await day.As("anna").Home())["blocks"]).ShouldNotContain("gus");
        var home = await grace.Home();
        Words.Of(home["blocks"]).ShouldContain($"gus, {named}, is in #{Channel}: nothing embargoed goes there until you accept them");
        await grace.Clicks("Accept", home);
        (await (await grace.SeesModal("Accept")).Fill(("Reason", " ")).SubmitsInVain()).ShouldContainKey("Reason");
        await (await grace.SeesModal("Accept")).Fill(("Reason", "Reviews the fix")).Submit();
        await day.As("anna").Sees("18.6.1 goes well", Channel);
        var id = day.Directory.People.Values.Single(person => person.Name == "gus").Id;
        var line = (await day.Services.GetRequiredService<IStore>().Audit($"C03/{id}")).Single();
        (line.Who, line.What, line.After!.Contains("Reviews the fix")).ShouldBe(("U11", "accepted outsider", true));

        home = await grace.Home();
        Words.Of(home["blocks"]).ShouldContain("Reviews the fix");
        await grace.Clicks("Undo", home);
        await day.ReadySays($"gus, {named}, is in #{Channel}");
    }

    [Fact]
    public async Task In_a_public_channel_that_the_operator_allows_they_hold_it_back_as_in_a_private_one()
    {
        await using var day = await TestDay.Start("--Channels:AppSec=security", "--Embargo:AllowPublic=security");
        await day.StartsRelease();
        await Tells(day, "18.6.1 goes well", channel: "security");
        await day.As("anna").Sees("18.6.1 goes well", "security");
        await Joins(day, "gus", "is_restricted", "security");
        await day.ReadySays("gus, a guest, is in #security: what is embargoed waits until an admin accepts them");
        await Tells(day, "18.6.1 is late", channel: "security");
        await day.ReadySays("given up");
        (await day.As("anna").Messages("security")).ShouldNotContain(m => m.Says("is late"));
        Words.Of((await day.As("grace").Home())["blocks"]).ShouldContain("gus, a guest, is in #security");
        await day.Control.Post("/control/channels/security/leave", new { user = "gus" });
        await day.As("anna").Sees("18.6.1 is late", "security");
    }

    [Fact]
    public async Task In_a_channel_that_was_added_just_now_they_hold_it_back_at_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/channels", new { user = "grace", name = "war-room", is_private = true });
        await day.Control.Post("/control/channels/war-room/members", new { users = new[] { "U0BOT", "anna" }, user = "grace" });
        await Joins(day, "gus", "is_restricted", "war-room");
        await day.As("anna").Runs("/comms embargo R1");
        await (await day.As("anna").SeesModal("Embargo")).Fill(("Channels", new[] { "war-room" })).Submit();
        await Tells(day, "18.6.1 goes well", channel: "war-room");
        await day.ReadySays("gus, a guest, is in #war-room: what is embargoed waits until an admin accepts them");
        await day.ReadySays("given up");
        (await day.As("anna").Messages("war-room")).ShouldNotContain(m => m.Says("18.6.1"));
    }

    [Fact]
    public async Task When_they_leave_what_was_held_back_comes()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Joins(day, "gus", "is_restricted");
        await day.ReadySays("gus, a guest");
        await Tells(day, "18.6.1 goes well");
        await day.ReadySays("given up");
        await day.Control.Post($"/control/channels/{Channel}/leave", new { user = "gus" });
        await day.As("anna").Sees("18.6.1 goes well", Channel);
    }

    [Fact]
    public async Task Others_without_a_role_are_named_and_hear_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post($"/control/channels/{Channel}/members", new { users = new[] { "ben" }, user = "grace" });
        await day.ReadySays("In #sec-appsec without a role, and reading what is embargoed there: Ben Turner.");
        Words.Of((await day.As("grace").Home())["blocks"]).ShouldContain("In #sec-appsec without a role");
        await Tells(day, "18.6.1 goes well");
        await day.As("anna").Sees("18.6.1 goes well", Channel);
    }

    private static async Task Joins(TestDay day, string name, string kind, string channel = Channel)
    {
        await day.Control.Post("/control/users", new Dictionary<string, object> { ["name"] = name, [kind] = true });
        await day.Control.Post($"/control/channels/{channel}/members", new { users = new[] { name }, user = "grace" });
    }

    private static async Task Tells(TestDay day, string text, Classification? about = null, string channel = Channel) =>
        (await day.Services.GetRequiredService<IStore>()
            .Commit(new Commit().Show(text, channel, text, about ?? Classification.Embargoed("R1")))).ShouldBe(CommitResult.Saved);
}
