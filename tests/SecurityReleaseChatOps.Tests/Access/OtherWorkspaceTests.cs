using System.Net;
using System.Text.Json;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Access;

/// <summary>An app installed in several workspaces is called by all of them with the same secret; each instance serves only its own workspace.</summary>
public sealed class OtherWorkspaceTests
{
    private const string Refusal = "Sorry, I only work for the workspace that I belong to.";

    [Fact]
    public async Task A_request_of_another_workspace_is_refused()
    {
        await using var day = await TestDay.Start();
        (await Command("T01", "1")).ShouldContain("No release is under way");
        (await Command("T99", "2")).ShouldContain(Refusal);

        await day.As("anna").Runs("/release new");
        var form = (await day.As("anna").SeesModal("New release")).Fill(
            ("Versions", "18.6.1"), ("Due date", "2026-11-25"), ("Primary", "anna"), ("Secondary", "maria"));
        await form.Submit();
        await day.As("anna").Sees("18.6.1 ");
        (await day.SendsAgain("view_submission", payload => payload["team"]!["id"] = "T99")).Body.ShouldContain(Refusal);

        (await Leaves("T99")).ShouldBe(HttpStatusCode.OK);
        day.Directory.HasLeft("U05").ShouldBeFalse();
        await Leaves("T01");
        await day.Until(() => Task.FromResult(day.Directory.HasLeft("U05")), "What the own workspace tells should be known.");

        async Task<string> Command(string team, string trigger) =>
            (await day.Delivers(
                "/slack/command", "application/x-www-form-urlencoded",
                $"command=%2Frelease&text=&user_id=U03&team_id={team}&channel_id=C1&trigger_id={trigger}")).Body;

        async Task<HttpStatusCode> Leaves(string team) => (await day.Delivers("/slack/event", "application/json",
            JsonSerializer.Serialize(new
            {
                type = "event_callback",
                team_id = team,
                event_id = "Ev" + team,
                @event = new { type = "user_change", user = new { id = "U05", name = "maria", deleted = true } },
            }))).Status;
    }

    [Fact]
    public async Task None_of_any_kind_passes()
    {
        await using var day = await TestDay.Start();
        var gate = (ISlackGate)day.Services.GetService(typeof(ISlackGate))!;
        foreach (var kind in Enum.GetValues<SlackRequestKind>())
        {
            (await gate.Refuse(new("U03", kind, "/release", "C1", TeamId: "T99"), default)).ShouldBe(Refusal, kind.ToString());
            (await gate.Refuse(new("U03", kind, "/release", "C1", TeamId: "T01"), default)).ShouldBeNull(kind.ToString());
            (await gate.Refuse(new("U03", kind, "/release", "C1"), default)).ShouldBeNull("Slack does not always say");
        }
    }
}
