using System.Collections.Concurrent;
using System.Threading.Channels;
using Polly;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Delivers the outbox to Slack: one task for each channel with waiting entries, so that order is kept within a channel
/// and no channel delays another. Woken by commits; of several instances one delivers.
/// </summary>
internal sealed partial class OutboxWorker : BackgroundService
{
    // At once after a quiet time; in a storm of commits not once for each.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    // A fault of Slack's own is mended by then, and what waits behind it is not too old.
    private static readonly Duration LongestWait = Duration.FromDays(1);

    // What is old when the app is started anew has these, some seconds, for faults that pass.
    private const int Tries = 3;

    private readonly DocumentStore store;
    private readonly OutboxTable table;
    private readonly Delivery delivery;
    private readonly Addresses addresses;
    private readonly IChannelDirectory directory;
    private readonly OutboxPace pace;
    private readonly TimeProvider time;
    private readonly ILogger<OutboxWorker> logger;
    // One for all: making it costs more than what goes through it.
    private readonly ResiliencePipeline patience;
    private readonly ConcurrentDictionary<string, string> troubles = [];
    private readonly Channel<bool> wakes = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public OutboxWorker(
        DocumentStore store, ISlackApiClient slack, IHomeRenderer homes, IChannelDirectory directory, IEmbargoGuard guard, OutboxPace pace,
        StoreMetrics metrics, TimeProvider time, ILogger<OutboxWorker> logger)
    {
        (this.store, this.directory, this.pace, this.time, this.logger) = (store, directory, pace, time, logger);
        table = new OutboxTable(store);
        addresses = new Addresses(slack, directory);
        delivery = new Delivery(table, slack, addresses, directory, homes, guard, pace, metrics, time, logger);
        patience = SlackFault.Patience(pace, async (channel, fault, before, ct) =>
        {
            troubles[channel] = fault.Message;
            Again(channel, fault.Message);
            if (before >= Tries && SlackFault.IsRefusal(fault))
                await GiveUpOld(channel, fault.Message, ct);
        });
        store.OutboxChanged = Wake;
    }

    /// <summary>What currently keeps a channel waiting, in words.</summary>
    public IReadOnlyList<string> Troubles => [.. troubles.Select(pair => $"{pair.Key} waits: {pair.Value}")];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var tries = 0; !stoppingToken.IsCancellationRequested; tries++)
        {
            try
            {
                await using var role = await store.Engine.BecomeDeliverer(Wake, stoppingToken);
                tries = 0;
                delivery.Role = role;
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, role.Lost);
                await Deliver(either.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or RoleLostException)
            {
                // Stopping, or another instance may take over: it will look for what was interrupted.
            }
            catch (Exception e)
            {
                Stumbled(e);
                await Task.Delay(SlackFault.Pause(pace, tries), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Wake() => wakes.Writer.TryWrite(true);

    private async Task Deliver(CancellationToken stop)
    {
        var running = new Dictionary<string, Task>();
        // When one lane finds the role lost, all are cancelled.
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ct = broken.Token;
        running["what stands twice"] = delivery.DeleteSeconds(ct);
        try
        {
            var woken = wakes.Reader.ReadAsync(ct).AsTask();
            while (true)
            {
                var lanes = await Patiently("The outbox", table.WaitingLanes, ct);
                // Most are known without asking Slack, so that two names of one channel share a queue from the start.
                foreach (var lane in lanes.Where(lane => addresses.Known(lane) is null && !running.ContainsKey("to find " + lane)))
                {
                    running["to find " + lane] = Resolve(lane, ct);
                }

                foreach (var channel in lanes.Select(addresses.Known).OfType<string>().Where(channel => !running.ContainsKey(channel)))
                {
                    running[channel] = Task.Run(() => Empty(channel, ct), ct);
                }

                await Task.Delay(BetweenLooks, ct);
                await Task.WhenAny([woken, .. running.Values]);
                if (woken.IsCompleted)
                {
                    await woken;
                    woken = wakes.Reader.ReadAsync(ct).AsTask();
                }

                // A task that ended may have missed a last entry: the next round sees it.
                foreach (var (channel, ended) in running.Where(pair => pair.Value.IsCompleted).ToList())
                {
                    running.Remove(channel);
                    await ended;
                }
            }
        }
        finally
        {
            await broken.CancelAsync();
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            troubles.Clear();
        }
    }

    private async Task Resolve(string lane, CancellationToken ct)
    {
        var (known, again) = (directory.Changes, false);
        try
        {
            await Patiently(lane, async token =>
            {
                // At first without waiting for the database, see above; later all of it may have been given up meanwhile.
                if (again && await table.Next([lane], token) is null)
                    return true;
                again = true;
                await addresses.Resolve(lane, token);
                return true;
            }, ct);
        }
        catch (UndeliverableException) when (directory.Changes != known)
        {
            // It may exist by now: the next round checks.
        }
        catch (Exception e) when (e is SlackException or UndeliverableException)
        {
            var isGone = Addresses.IsPerson(lane) && SlackFault.IsGone(e);
            if (!isGone)
                NoSuchPlace(lane, e.Message);
            await Patiently(lane, async token =>
            {
                await (isGone ? table.LaneDropped(lane, token) : table.LaneFailed(lane, e.Message, token));
                return true;
            }, ct);
        }

        troubles.TryRemove(lane, out _);
    }

    private async Task Empty(string channel, CancellationToken ct)
    {
        while (await Patiently(channel, token => table.Next(addresses.LanesTo(channel), token), ct) is { } key)
        {
            await Patiently(channel, async token =>
            {
                await delivery.Try(key, channel, token);
                return true;
            }, ct);
            troubles.TryRemove(channel, out _);
        }
    }

    /// <summary>A fault that should pass and does not would hold up all that comes after it, and the words of its release, for ever.</summary>
    private async ValueTask GiveUpOld(string channel, string fault, CancellationToken ct)
    {
        var old = time.Now() - LongestWait;
        if (await table.OldestWaiting(ct) < old)
        {
            await table.LanesFailed(addresses.LanesTo(channel).Union([channel]), $"It waited for a day: {fault}", old, ct);
            TooOld(channel, fault);
        }
    }

    private async ValueTask<T> Patiently<T>(string channel, Func<CancellationToken, ValueTask<T>> work, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(channel, ct);
        try
        {
            return await patience.ExecuteAsync(static (context, work) => work(context.CancellationToken), context, work);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel} waits, to be tried again: {Fault}")]
    private partial void Again(string channel, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave up all for {Lane}: {Fault}")]
    private partial void NoSuchPlace(string lane, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "What has waited for {Channel} for a day is given up: {Fault}. It stays listed in /health/ready")]
    private partial void TooOld(string channel, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox stumbled; it goes on shortly")]
    private partial void Stumbled(Exception fault);
}
