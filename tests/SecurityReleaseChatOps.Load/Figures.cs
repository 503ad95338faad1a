using System.Diagnostics;

namespace SecurityReleaseChatOps.Load;

/// <summary>The measurement at one number of connections.</summary>
/// <param name="Asked">The kind of request.</param>
/// <param name="On">The server.</param>
/// <param name="Connections">How many users at the same time, each sending the next request as soon as it has its answer.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Median response time in milliseconds.</param>
/// <param name="P99">99th percentile of the response time in milliseconds.</param>
/// <param name="Processor">The server's processor time per answer, including its preparation, in microseconds: independent of other load.</param>
internal sealed record Figures(string Asked, Server On, int Connections, double PerSecond, double P50, double P99, double Processor)
{
    public static Figures Of(string asked, Server on, int connections, List<long> ticks, TimeSpan duration, TimeSpan processor)
    {
        if (ticks.Count == 0)
            throw new LoadException($"“{asked}{on.Name}” got no answer at {connections} connections.");
        ticks.Sort();
        return new(
            asked, on, connections, ticks.Count / duration.TotalSeconds, Milliseconds(0.50), Milliseconds(0.99), processor.TotalMicroseconds / ticks.Count);

        double Milliseconds(double part) => Stopwatch.GetElapsedTime(0, ticks[(int)((ticks.Count - 1) * part)]).TotalMilliseconds;
    }

    /// <param name="notes">What is missing and why.</param>
    public static void Print(IReadOnlyList<Figures> all, IReadOnlyList<string> notes)
    {
        Console.WriteLine();
        Console.WriteLine("| asked | connections | answers/s | of bare | of Bolt | of the empty one | p50 ms | p99 ms | processor µs |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var f in all)
        {
            Console.WriteLine(
                $"| {f.Asked}{f.On.Name} | {f.Connections} | {f.PerSecond:N0} | {Of(f, Server.Bare, null)} | {Of(f, Server.Bolt, f.Asked)} | "
                + $"{Of(f, f.On.Empty, f.Asked)} | {f.P50:N2} | {f.P99:N2} | {f.Processor:N0} |");
        }
        foreach (var note in notes)
            Console.WriteLine($"{Environment.NewLine}{note}");

        string Of(Figures one, Server? on, string? asked) =>
            all.FirstOrDefault(f => f.On == on && f != one && f.Connections == one.Connections && (asked is null || f.Asked == asked)) is { } beside
                ? $"{one.PerSecond / beside.PerSecond:P0}"
                : "";
    }
}

/// <summary>A measured server.</summary>
/// <param name="Name">Suffix of the kind of request; empty for the app on SQLite without history.</param>
/// <param name="Empty">The same server without history; null if this is it.</param>
internal sealed record Server(string Name, Server? Empty = null)
{
    /// <summary>The baseline, see <see cref="BareServer"/>.</summary>
    public static Server Bare { get; } = new(", signature only");

    /// <summary>Slack's own SDK.</summary>
    public static Server Bolt { get; } = new(" (@slack/bolt, nothing stored)");

    /// <summary>The app on one of its databases.</summary>
    public static Server App(string provider, bool hasHistory)
    {
        var empty = new Server(provider == "Sqlite" ? "" : $" ({provider})");
        return hasHistory ? new(empty.Name + " (long history)", empty) : empty;
    }
}
