using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>What operators watch.</summary>
internal static class ManagementFeature
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    public static void AddManagement(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ManagementServer>();
        builder.Services.AddHostedService(services =>
            new Supervisor(services.GetRequiredService<IHostApplicationLifetime>(), Environment.GetEnvironmentVariable));
        builder.Services.AddSingleton<IHealthCheckPublisher, HealthLog>();
        builder.Services.Configure<HealthCheckPublisherOptions>(looks => (looks.Delay, looks.Period) = (BetweenLooks, BetweenLooks));
    }
}

/// <summary>
/// Health in words and metrics at <c>Management:Url</c>. A server of its own, so that no setting of the public port can
/// expose it there.
/// </summary>
internal sealed class ManagementServer : IHostedService, IAsyncDisposable
{
    private readonly WebApplication _server;

    public ManagementServer(
        Settings settings, HealthCheckService health, MeterProvider metrics, ILoggerFactory logs)
    {
        // An empty builder: the app's settings and environment must not apply to this server.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(settings.ManagementUrl.ToString()).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore().AddSingleton(health).AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        // Against DNS rebinding: a foreign web page open in a browser here must not read it through a name that resolves here.
        builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = settings.ManagementUrl.IsLoopback ? ["localhost", "127.0.0.1", "[::1]"] : ["*"]);
        _server = builder.Build();
        _server.UseHostFiltering();
        _server.UseRouting();
        _server.MapHealthInWords();
        _server.MapPrometheusScrapingEndpoint("/metrics", metrics, null, null);
    }

    /// <summary>Where it listens, once started.</summary>
    public string Url => _server.Urls.First();

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Leaves Ctrl+C to the app, which stops this server.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
