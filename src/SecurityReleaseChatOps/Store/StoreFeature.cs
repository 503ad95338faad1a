using Microsoft.Extensions.Options;

namespace SecurityReleaseChatOps.Store;

/// <summary>The store, its outbox and their health.</summary>
public static class StoreFeature
{
    /// <summary>
    /// Adds <see cref="IStore"/>. The database is opened, and its schema brought up to date, when the host starts; a
    /// <see cref="StoreException"/> stops the start with words for the operator. The app gives
    /// <see cref="TimeProvider"/>, <see cref="Slack.ISlackApiClient"/>, <see cref="IHomeRenderer"/>, <see cref="IChannelDirectory"/> and <see cref="IEmbargoGuard"/>.
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<StoreOptions>(configuration.GetSection("Storage"));
        services.AddSingleton(provider => SqlStore.Open(
            provider.GetRequiredService<IOptions<StoreOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IEmbargoGuard>));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<SqlStore>());
        services.AddSingleton(OutboxPace.Slack);
        services.AddSingleton<OutboxWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxWorker>());
        services.AddHostedService<StoreHousekeeping>();
        services.AddSingleton<OutboxHealth>();
        services.AddSingleton<IOutboxHealth>(provider => provider.GetRequiredService<OutboxHealth>());
        services.AddHealthChecks().AddCheck<StoreHealth>("store").AddCheck<OutboxHealth>("outbox");
        return services;
    }
}
