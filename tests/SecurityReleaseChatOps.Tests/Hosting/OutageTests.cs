using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>What the app depends on is unavailable for a while.</summary>
public sealed class OutageTests
{
    private const string NotSaved = "Nothing was saved: my database cannot be written. Please tell an admin, and try again later.";

    [SkippableFact]
    public async Task Whose_work_cannot_be_saved_is_told_so_and_keeps_the_form()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Runs("/release new");
        var form = (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Due date", "2026-11-25"), ("Primary", "anna"), ("Secondary", "maria"));
        var file = day.Services.GetRequiredService<Settings>().ConnectionString.Split('=')[^1];

        File.Move(file, file + ".aside");
        (await form.SubmitsInVain()).Values.Distinct().ShouldBe([NotSaved]);
        (await day.As("grace").Runs("/rotation edit @anna 10:00-18:00")).ShouldContain(NotSaved);
        File.Move(file + ".aside", file);

        await form.Submit();
        await anna.Sees("18.6.1 ");
    }

    [Fact]
    public async Task Health_says_when_no_socket_is_open_and_why()
    {
        var status = new SocketModeStatus();
        (await Look()).Status.ShouldBe(HealthStatus.Degraded);
        status.LastFault = "apps.connections.open: invalid_auth";
        var report = await Look();
        report.Status.ShouldBe(HealthStatus.Unhealthy);
        report.Description!.ShouldContain("No socket to Slack is open, nobody reaches me: apps.connections.open: invalid_auth.");
        status.Add(1);
        (await Look()).Status.ShouldBe(HealthStatus.Healthy);

        Task<HealthCheckResult> Look() => new SocketHealth(status).CheckHealthAsync(new());
    }

    [Fact]
    public async Task No_fault_ends_the_housekeeping()
    {
        var (store, time, pruned) = (Substitute.For<IStore>(), new FakeTimeProvider(), 0);
        store.Prune(default, default).ReturnsForAnyArgs(_ => ++pruned == 1 ? throw new InvalidOperationException("not foreseen") : ValueTask.CompletedTask);
        using var housekeeping = new StoreHousekeeping(store, time, NullLogger<StoreHousekeeping>.Instance);
        await housekeeping.StartAsync(default);
        await OutboxHarness.Until(() =>
        {
            time.Advance(TimeSpan.FromHours(1));
            return pruned >= 2;
        });
        housekeeping.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await housekeeping.StopAsync(default);
    }
}
