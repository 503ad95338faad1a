using System.Collections.Concurrent;

namespace SecurityReleaseChatOps.Access;

/// <summary>
/// Keeps <see cref="SlackDirectory"/> fresh: at start from the store, then from Slack, and every five minutes; people and channels that are
/// asked for meanwhile come first, among them those to which something could not be told. No fault ends it: Slack and the store are tried again.
/// </summary>
internal sealed partial class DirectoryRefresh(
    DirectoryReader reader, DirectoryKeeper keeper, SlackDirectory directory, WorkspaceCheck check, TimeProvider time, ILogger<DirectoryRefresh> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HeldBackEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(200);

    // Everyone the app deals with is looked up again once a day, since events may be lost while it is down.
    private static readonly TimeSpan PersonLasts = TimeSpan.FromDays(1);

    // Anyone can cause a lookup, so the number kept is bounded.
    private const int MostPeople = 20_000;

    private readonly ConcurrentDictionary<string, bool> _asked = new();
    private readonly SemaphoreSlim _woken = new(0, 1);
    private readonly SemaphoreSlim _changed = new(0, 1);

    /// <summary>Queues a person or channel to be read soon.</summary>
    public void Ask(string id)
    {
        if (_asked.Count < MostPeople && _asked.TryAdd(id, true))
            Signal(_woken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        directory.Changed = () => Signal(_changed);
        directory.Unknown = id =>
        {
            if (directory.People.Count < MostPeople)
                Ask(id);
        };
        await Lasting(() => keeper.Load(stoppingToken), stoppingToken);
        await Task.WhenAll(Keep(stoppingToken), Read(stoppingToken), LookWhereHeldBack(stoppingToken));
    }

    // Several changes at once become one write.
    private async Task Keep(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await _changed.WaitAsync(ct);
            var kept = await Lasting(async () =>
            {
                await keeper.Keep(ct);
                check.Look();
            }, ct);
            if (!kept)
                Signal(_changed);
            await Task.Delay(BetweenWrites, time, ct);
        }
    }

    private async Task Read(CancellationToken ct)
    {
        var (next, read, whole) = (new Queue<string>(), new Dictionary<string, long>(), (long?)null);
        while (!ct.IsCancellationRequested)
        {
            await Lasting(async () =>
            {
                if (whole is null || time.GetElapsedTime(whole.Value) >= Every)
                {
                    next = new(await reader.Workspace(ct));
                    whole = time.GetTimestamp();
                    check.Look();
                    await keeper.AfterReading(ct);
                }
                else if (_asked.Keys.FirstOrDefault() is { } asked)
                {
                    await One(asked);
                    _asked.TryRemove(asked, out _);
                }
                else if (next.TryPeek(out var id))
                {
                    if (!read.TryGetValue(id, out var before) || time.GetElapsedTime(before) >= PersonLasts)
                        await One(id);
                    next.Dequeue();
                }
            }, ct);
            if (next.Count == 0 && _asked.IsEmpty && whole is { } last && Every - time.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
                await _woken.WaitAsync(rest, ct);
        }

        async Task One(string id)
        {
            if (SlackDirectory.IsPerson(id))
            {
                if (await reader.Person(id, ct))
                    read[id] = time.GetTimestamp();
                return;
            }
            await reader.Channel(id, ct);
            foreach (var present in directory.Snapshot?.Present.GetValueOrDefault(id) ?? [])
                next.Enqueue(present);
        }
    }

    // Slack announces that a public channel became private only in a message there, and messages are not read.
    private async Task LookWhereHeldBack(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(HeldBackEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await Lasting(async () =>
            {
                foreach (var channel in await keeper.GivenUp(ct))
                    Ask(channel);
            }, ct);
        }
    }

    private async Task<bool> Lasting(Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Failed(log, fault.Message);
            if (fault is SlackException unreachable)
                check.Unreachable(unreachable);
            await Task.Delay(AfterFault, time, ct);
            return false;
        }
    }

    private static void Signal(SemaphoreSlim semaphore)
    {
        try
        {
            semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already signalled.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Slack could not be asked for people and channels, it is tried again: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
