using System.Net;
using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Access;

/// <summary>What the workspace lacks is reported in plain words, and fixed without a restart.</summary>
public sealed class WorkspaceTests
{
    [Fact]
    public async Task A_whole_workspace_is_ready()
    {
        await using var day = await TestDay.Start();
        await day.ReadySays("The workspace has all that is needed.");
        var (status, body) = await day.Manages("/health/ready");
        status.ShouldBe(HttpStatusCode.OK, body);
        body.ShouldContain("\"status\":\"Healthy\"");
    }

    [Fact]
    public async Task Missing_archived_shared_and_foreign_channels_are_named()
    {
        await using var day = await TestDay.Start("--Channels:Thanks=praise", "--Channels:Security=ext-bounty-partners", "--Channels:UpcomingRelease=general");
        await day.ReadySays("I cannot see #praise");
        await day.Control.Post("/control/channels/ext-bounty-partners/members", new { users = new[] { "U0BOT" } });
        await day.ReadySays("#ext-bounty-partners is shared with another organisation: I post nothing there.");
        await day.Control.Post("/control/channels/mktgops/archive", new { });
        await day.ReadySays("#mktgops is archived");
        await day.Control.Post("/control/channels/sec-appsec/leave", new { user = "U0BOT" });
        await day.Control.Post("/control/channels", new { name = "praise", user = "grace" });
        await day.Control.Post("/control/channels/praise/members", new { users = new[] { "U0BOT" } });
        await day.ReadySays("I cannot see #general: create it, or invite me there.");
        await day.ReadySays("I cannot see #sec-appsec: create it, or invite me there.");
        await day.Until(
            async () => !(await day.Manages("/health/ready")).Body.Contains("#praise", StringComparison.Ordinal), "#praise is there, and still missed.");
    }

    [Fact]
    public async Task Nothing_is_posted_to_a_channel_that_is_shared_with_another_organisation()
    {
        await using var day = await TestDay.Start("--Channels:Psirt=ext-bounty-partners");
        await day.Control.Post("/control/channels/ext-bounty-partners/members", new { users = new[] { "U0BOT" } });
        await day.ReadySays("#ext-bounty-partners is shared");
        var anna = day.As("anna");
        await anna.Runs("/release new");
        (await (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).SubmitsInVain())
            .Values.Distinct().ShouldHaveSingleItem().ShouldBe("#ext-bounty-partners is shared with another organisation: I post nothing there.");
        await day.Settles();
        (await anna.Messages("ext-bounty-partners")).ShouldNotContain(m => m.Says("18.6.1"));
        (await anna.Runs("/release")).ShouldNotContain("18.6.1");
    }

    [Fact]
    public async Task What_an_archived_channel_refused_is_told_and_comes_when_it_is_open_again()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/channels/sec-psirt-team/archive", new { });
        await day.ReadySays("#sec-psirt-team is archived: I post nothing there.");
        await StartRelease(day);
        await day.ReadySays("is_archived");
        // Anything given up after the channel reopened would wait for the channel's next change.
        await day.ReadySays(" given up, 0 waiting.");
        // A Home is drawn a moment after what it tells.
        await day.Until(
            async () => Words.Of((await day.As("grace").Home())["blocks"]).Contains("is_archived", StringComparison.Ordinal), "An admin's Home should tell of it.");
        await day.Control.Post("/control/channels/sec-psirt-team/archive", new { archived = false });
        await day.As("anna").Sees("18.6.1");
        await day.ReadySays("Slack shows all it should.");
        (await day.As("anna").Messages()).Count(m => m.Says("18.6.1 · Preparing")).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_deleted_channel_refused_comes_when_there_is_one_of_its_name_again()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.5.3");
        await day.Control.Post("/control/channels/sec-psirt-team/delete", new { });
        await day.ReadySays("I cannot see #sec-psirt-team");
        var anna = day.As("anna");
        await anna.Runs("/release new", "security");
        await (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        await day.ReadySays("Not delivered to sec-psirt-team");
        await day.Control.Post("/control/channels", new { name = "sec-psirt-team", user = "grace", is_private = true });
        await day.Control.Post("/control/channels/sec-psirt-team/members", new { users = new[] { "anna", "U0BOT" } });
        await anna.Sees("18.6.1");
    }

    [Fact]
    public async Task What_a_private_channel_without_the_app_did_not_get_comes_when_it_is_invited_again()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/channels/sec-psirt-team/leave", new { user = "U0BOT" });
        await StartRelease(day);
        await day.ReadySays("Not delivered to sec-psirt-team");
        await day.Control.Post("/control/channels/sec-psirt-team/members", new { users = new[] { "U0BOT" }, user = "grace" });
        await day.As("anna").Sees("18.6.1");
        await day.ReadySays("Slack shows all it should.");
    }

    [Fact]
    public void Missing_scopes_and_empty_groups_are_named()
    {
        var settings = Settings.Read(new ConfigurationManager());
        var none = new DirectorySnapshot("U0BOT", "", new Dictionary<string, Member>(), new Dictionary<string, Channel>(), [], ["chat:write"]);
        var said = WorkspaceCheck.Find(none, settings).ToList();
        said.ShouldContain("The scope users:read is missing: add it under “OAuth & Permissions” and reinstall the app.");
        said.ShouldNotContain(line => line.Contains("chat:write"));
        said.ShouldContain("Access:Psirt names “psirt”: no user group with members, and no person, has that name.");
        said.Count(line => line.Contains("I cannot see #")).ShouldBe(7);
    }

    private static async Task StartRelease(TestDay day)
    {
        await day.As("anna").Runs("/release new", "security");
        await (await day.As("anna").SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
    }
}
