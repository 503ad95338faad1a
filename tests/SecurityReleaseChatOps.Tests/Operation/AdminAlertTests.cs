using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>Admins are told once when something needs them, and once when it is over.</summary>
public sealed class AdminAlertTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 8, 0);
    private static readonly AdminAlert Told = new(Now.AddHours(-1), ["U1"], null);

    [Theory]
    [InlineData(null, -4, "nothing")]
    [InlineData(null, -5, "told")]
    [InlineData(null, null, "nothing")]
    [InlineData("told", -60, "nothing")]
    [InlineData("told", null, "over")]
    [InlineData("over", null, "nothing")]
    [InlineData("over", -1, "nothing")]
    [InlineData("over", -6, "told")]
    public void Once_and_when_it_is_over(string? known, int? minutes, string next)
    {
        var before = known switch
        {
            null => null,
            "told" => Told,
            _ => Told with { Over = Now.AddMinutes(-30) },
        };
        Instant? since = minutes is { } ago ? Now.AddMinutes(ago) : null;
        var after = AlertRules.Next(before, since, ["U1", "U2"], Now);
        (after switch { null => "nothing", { Over: null } => "told", _ => "over" }).ShouldBe(next);
        if (next == "over")
            after!.Told.ShouldBe(["U1"], "those who heard of it");
        AlertRules.Next(before, since, [], Now)?.Over.ShouldNotBeNull("there is nobody to tell");
    }

    [Fact]
    public async Task By_direct_message_as_the_app_runs()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/channels/mktgops/archive", new { archived = "true" });
        await day.ReadySays("#mktgops is archived");
        await Looks(day);
        await day.Advance(TimeSpan.FromMinutes(6));
        await Looks(day);
        await day.Advance(TimeSpan.FromMinutes(6));
        await Looks(day);
        await day.Settles();
        (await Lines(day, "grace")).ShouldBe(["⚠"]);
        (await Lines(day, "anna")).ShouldBeEmpty("she is no admin");

        await day.Restart();
        await day.Control.Post("/control/channels/mktgops/archive", new { archived = "false" });
        await day.ReadySays("\"slack\":{\"status\":\"Healthy\"");
        await Looks(day);
        await Looks(day);
        await day.Settles();
        (await Lines(day, "grace")).ShouldBe(["✓"], "since the restart");
    }

    private static async Task<IReadOnlyList<string>> Lines(TestDay day, string person) =>
    [
        .. from posted in await day.Journal("chat.postMessage")
           let text = (string)posted["request"]!
           where text.Contains("alert/slack/", StringComparison.Ordinal)
           where text.Contains(day.Directory.People.Values.Single(member => member.Name == person).Id, StringComparison.Ordinal)
           select text.Contains("the workspace lacks something that I need. `/release doctor` says what to do.", StringComparison.Ordinal) ? "⚠" : "✓",
    ];

    private static async Task Looks(TestDay day) =>
        await day.Services.GetServices<IHealthCheckPublisher>().OfType<AdminAlerts>().Single()
            .PublishAsync(await day.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(), default);
}
