using System.Net;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task Live_ready_and_metrics_answer()
    {
        await using var day = await TestDay.Start();
        (await day.Get("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        await day.ReadySays("chatops.db works.");
        await day.StartsRelease();
        await day.Settles();
        var (status, metrics) = await day.Manages("/metrics");
        status.ShouldBe(HttpStatusCode.OK);
        metrics.ShouldContain("\nchatops_outbox_waiting{} 0\n");
        metrics.ShouldContain("\nchatops_outbox_failed{} 0\n");
        foreach (var line in metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            line.ShouldMatch("""^(# (HELP|TYPE|EOF).*|[a-z0-9_]+\{([a-z_]+="[\w.:/+-]*",?)*\} -?[0-9.eE+-]+)$""");
        (await day.Get("/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_public_port_says_a_status_word_only()
    {
        await using var day = await TestDay.Start("--Channels:Thanks=nowhere");
        await day.StartsRelease();
        await day.ReadySays("nowhere");
        (await day.Get("/health/live")).ShouldBe((HttpStatusCode.OK, "Healthy"));
        (await day.Get("/health/ready")).ShouldBe((HttpStatusCode.OK, "Degraded"));
        (await day.Get("/metrics")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await day.Manages("/slack/command")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task A_name_of_someone_elses_that_leads_to_the_management_address_reads_nothing(string path)
    {
        await using var day = await TestDay.Start();
        (await day.Manages(path, host: "evil.example")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await day.Manages(path, host: "localhost")).Status.ShouldNotBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_waits_for_slack_is_said_and_heals_by_itself()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/faults", new { method = "chat.postMessage", times = 3, kind = "500" });
        await day.As("anna").Runs("/release new");
        await (await day.As("anna").SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        await day.ReadySays("waits:");
        await day.As("anna").Sees("18.6.1");
        await day.ReadySays("Slack shows all it should.");
    }

    [Theory]
    [InlineData("/slack/command", "application/x-www-form-urlencoded", "command=%2Frelease&text=%ZZ&user_id=U03&trigger_id=1.1.1")]
    [InlineData("/slack/command", "application/x-www-form-urlencoded", "&&&===")]
    [InlineData("/slack/command", "application/json", "{\"command\":\"/release\"}")]
    [InlineData("/slack/action", "application/x-www-form-urlencoded", "payload={\"type\":\"block_actions\"")]
    [InlineData("/slack/action", "application/x-www-form-urlencoded", "payload=[]")]
    [InlineData("/slack/action", "application/x-www-form-urlencoded", "payload={\"type\":\"view_submission\",\"user\":{\"id\":\"U03\"},\"trigger_id\":\"1.1.2\",\"view\":{\"id\":\"V1\",\"callback_id\":\"release.new\"}}")]
    [InlineData("/slack/action", "application/x-www-form-urlencoded", "payload={\"type\":\"view_submission\",\"user\":{\"id\":\"U03\"},\"trigger_id\":\"1.1.3\",\"view\":{\"id\":\"V1\",\"callback_id\":\"handover.write\",\"private_metadata\":\"rubbish\"}}")]
    [InlineData("/slack/action", "application/x-www-form-urlencoded", "payload={\"type\":\"view_submission\",\"user\":{\"id\":\"U03\"},\"trigger_id\":\"1.1.4\",\"view\":{\"id\":\"V1\",\"callback_id\":\"handover.collect\",\"private_metadata\":\"{}\"}}")]
    [InlineData("/slack/action", "application/x-www-form-urlencoded", "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U03\"},\"trigger_id\":\"1.1.5\",\"actions\":[{\"type\":\"button\",\"action_id\":\"release.choose:R1\",\"value\":\"\",\"action_ts\":\"1\"}]}")]
    [InlineData("/slack/event", "application/json", "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"app_home_opened\"}}")]
    [InlineData("/slack/event", "application/json", "nonsense")]
    public async Task Malformed_requests_break_nothing(string path, string type, string body)
    {
        await using var day = await TestDay.Start();
        (await day.Delivers(path, type, body)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType);
        await day.StartsRelease();
    }
}
