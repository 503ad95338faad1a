using System.Diagnostics;

namespace SecurityReleaseChatOps.Load;

/// <summary>One person at work, who repeats a scenario's request over one connection.</summary>
internal interface IUser : IDisposable
{
    /// <summary>Preparation before each request; not measured.</summary>
    ValueTask Prepare(LoadConnection connection, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Sends one request and waits for its answer; measured.</summary>
    ValueTask Ask(LoadConnection connection, CancellationToken cancellation);
}

/// <summary>Runs many users at the same time, each asking again as soon as it has its answer.</summary>
internal sealed class LoadRun
{
    // Figures are stable when the throughput of two successive seconds differs by no more than this fraction, though not in the first
    // seconds, in which it is evenly low: what is used for the first time is compiled then.
    private const double Still = 0.05;
    private const int ShortestWarmUp = 5;
    private const int LongestWarmUp = 8;

    private long _answers;
    private long _from = long.MaxValue;
    private long _until = long.MaxValue;

    public static Task<Figures> Measure(
        string asked, Server on, ServerProcess server, int connections, LoadOptions options, Func<int, IUser> user, CancellationToken cancellation) =>
        new LoadRun().Run(asked, on, server, connections, options, user, cancellation);

    private async Task<Figures> Run(
        string asked, Server on, ServerProcess server, int connections, LoadOptions options, Func<int, IUser> user, CancellationToken cancellation)
    {
        var users = Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => Ask(server, user(i), cancellation), cancellation)));
        if (options.WarmsUp)
            await Pass(WarmUp(cancellation));
        var (from, before) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        Volatile.Write(ref _from, from);
        await Pass(Task.Delay(options.Duration, cancellation));
        var (until, processor) = (Stopwatch.GetTimestamp(), server.ProcessorTime - before);
        Volatile.Write(ref _until, until);
        var figures = Figures.Of(asked, on, connections, [.. (await users).SelectMany(ticks => ticks)], Stopwatch.GetElapsedTime(from, until), processor);
        Console.WriteLine(
            $"{asked}{on.Name}, {connections} connections: {figures.PerSecond:N0}/s, p50 {figures.P50:N2} ms, p99 {figures.P99:N2} ms, "
            + $"{figures.Processor:N0} µs of processor");
        return figures;

        // Users end early only through a fault.
        async Task Pass(Task time) => await await Task.WhenAny(time, users);
    }

    private async Task WarmUp(CancellationToken cancellation)
    {
        var last = 0L;
        for (var i = 0; i < LongestWarmUp; i++)
        {
            var before = Interlocked.Read(ref _answers);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            var now = Interlocked.Read(ref _answers) - before;
            if (i + 1 >= ShortestWarmUp && Math.Abs(now - last) < now * Still)
                return;
            last = now;
        }
    }

    private async Task<List<long>> Ask(ServerProcess server, IUser user, CancellationToken cancellation)
    {
        using var connection = await server.Connect(cancellation);
        using var asking = user;
        var ticks = new List<long>(64 * 1024);
        while (true)
        {
            await asking.Prepare(connection, cancellation);
            var begin = Stopwatch.GetTimestamp();
            if (begin >= Volatile.Read(ref _until))
                return ticks;
            await asking.Ask(connection, cancellation);
            Interlocked.Increment(ref _answers);
            if (begin >= Volatile.Read(ref _from))
                ticks.Add(Stopwatch.GetTimestamp() - begin);
        }
    }
}
