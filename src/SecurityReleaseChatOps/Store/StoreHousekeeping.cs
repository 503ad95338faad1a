namespace SecurityReleaseChatOps.Store;

/// <summary>Deletes, once an hour, what no retry or second click can refer to any more. No fault stops it.</summary>
internal sealed partial class StoreHousekeeping(IStore store, TimeProvider time, ILogger<StoreHousekeeping> logger) : BackgroundService
{
    private static readonly Duration Kept = Duration.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.Prune(time.Now() - Kept, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotPruned(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing was pruned; it is tried again in an hour")]
    private partial void NotPruned(Exception fault);
}
