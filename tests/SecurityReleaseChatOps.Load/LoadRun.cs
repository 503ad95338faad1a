using System.Diagnostics;

namespace SecurityReleaseChatOps.Load;

/// <summary>One person at work: does the scenario's steps over one connection, and says how long each answer took by its return.</summary>
internal interface IUser : IDisposable
{
    /// <summary>What has to be there before; it is not measured.</summary>
    ValueTask Prepare(LoadConnection connection, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Asks once and waits for the answer.</summary>
    ValueTask Ask(LoadConnection connection, CancellationToken cancellation);
}

/// <summary>Runs many users at the same time, each asking again as soon as it has its answer.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(2);

    public static async Task<Figures> Measure(
        string scenario, ServerProcess server, int connections, TimeSpan duration, Func<int, IUser> user, CancellationToken cancellation)
    {
        var warmUp = duration < LongestWarmUp ? duration : LongestWarmUp;
        var from = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var until = from + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var before = server.ProcessorTime;
        var all = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(i => Task.Run(() => Ask(server, user(i), from, until, cancellation), cancellation)));
        var processor = (server.ProcessorTime - before) / Math.Max(1, all.Sum(a => a.Answers));
        var figures = Figures.Of(scenario, connections, [.. all.SelectMany(a => a.Ticks)], duration, processor.TotalMicroseconds);
        Console.WriteLine(
            $"{scenario}, {connections} connections: {figures.PerSecond:N0}/s, p50 {figures.P50:N2} ms, p99 {figures.P99:N2} ms, {figures.Processor:N0} "
            + $"µs of processor");
        return figures;
    }

    private static async Task<(int Answers, List<long> Ticks)> Ask(ServerProcess server, IUser user, long from, long until, CancellationToken cancellation)
    {
        using var connection = await server.Connect(cancellation);
        using var asking = user;
        var ticks = new List<long>(64 * 1024);
        for (var answers = 0; ; answers++)
        {
            await asking.Prepare(connection, cancellation);
            var begin = Stopwatch.GetTimestamp();
            if (begin >= until)
                return (answers, ticks);
            await asking.Ask(connection, cancellation);
            if (begin >= from)
                ticks.Add(Stopwatch.GetTimestamp() - begin);
        }
    }
}
