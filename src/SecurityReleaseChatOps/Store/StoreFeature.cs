using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace SecurityReleaseChatOps.Store;

/// <summary>The store, its outbox and their health.</summary>
public static class StoreFeature
{
    /// <summary>
    /// Adds <see cref="IStore"/>. The database is opened, and its schema brought up to date, when the host starts; a
    /// <see cref="StoreException"/> stops the start with words for the operator. The app provides
    /// <see cref="TimeProvider"/>, <see cref="Slack.ISlackApiClient"/>, <see cref="IHomeRenderer"/>, <see cref="IChannelDirectory"/>,
    /// <see cref="IEmbargoGuard"/> and <see cref="IRouting"/>.
    /// </summary>
    /// <param name="pace">Between two messages of one channel.</param>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration, TimeSpan pace)
    {
        services.Configure<StoreOptions>(configuration.GetSection("Storage"));
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton(provider => DocumentStore.Open(
            provider.GetRequiredService<IOptions<StoreOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IEmbargoGuard>,
            provider.GetRequiredService<IRouting>,
            provider.GetRequiredService<StoreMetrics>()));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<DocumentStore>());
        services.AddSingleton(OutboxPace.Slack with { Interval = pace });
        services.AddSingleton<OutboxWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxWorker>());
        services.AddHostedService<StoreHousekeeping>();
        services.AddSingleton<OutboxHealth>();
        services.AddSingleton<IOutboxHealth>(provider => provider.GetRequiredService<OutboxHealth>());
        services.ConfigureOpenTelemetryMeterProvider((provider, meters) => meters.AddInstrumentation(provider.GetRequiredService<OutboxHealth>()));
        services.AddHealthChecks().AddCheck<StoreHealth>(StoreHealth.Name, tags: [StoreHealth.InWords]).AddCheck<OutboxHealth>("outbox");
        return services;
    }
}

/// <summary>Settings under <c>Storage</c>.</summary>
public sealed class StoreOptions
{
    /// <summary><c>Sqlite</c>, <c>LiteDb</c> or <c>Postgres</c>.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>The engine's own connection string; for LiteDB the file's path. A path that is not absolute starts at the working directory.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/chatops.db";
}
