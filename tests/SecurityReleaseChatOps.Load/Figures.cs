using System.Diagnostics;

namespace SecurityReleaseChatOps.Load;

/// <summary>What was measured at one number of connections.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="On">Who was asked.</param>
/// <param name="Connections">How many asked at the same time, each again as soon as it had its answer.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Half of the answers took no longer, in milliseconds.</param>
/// <param name="P99">99 of 100 answers took no longer, in milliseconds.</param>
/// <param name="Processor">Processor time of the server for each answer and what came before it, in microseconds: it says the same on a busy machine.</param>
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

    /// <param name="notes">What is missing, in words.</param>
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

/// <summary>Who is asked.</summary>
/// <param name="Name">Follows what is asked; empty for what the program is about: the app on SQLite, without a past.</param>
/// <param name="Empty">The same without a past; null: it is.</param>
internal sealed record Server(string Name, Server? Empty = null)
{
    /// <summary>The least that a Slack app can do, see <see cref="BareServer"/>.</summary>
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
