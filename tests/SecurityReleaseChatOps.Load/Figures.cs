using System.Diagnostics;

namespace SecurityReleaseChatOps.Load;

/// <summary>What was measured at one number of connections.</summary>
/// <param name="Scenario">What was asked.</param>
/// <param name="Connections">How many asked at the same time, each again as soon as it had its answer.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Half of the answers took no longer, in milliseconds.</param>
/// <param name="P99">99 of 100 answers took no longer, in milliseconds.</param>
/// <param name="Processor">Processor time of the server for each answer and what came before it, in microseconds: it says the same on a busy machine.</param>
internal sealed record Figures(string Scenario, int Connections, double PerSecond, double P50, double P99, double Processor)
{
    public const string BareName = "bare endpoint, signature only";

    public static Figures Of(string scenario, int connections, List<long> ticks, TimeSpan duration, double processor)
    {
        if (ticks.Count == 0)
            throw new LoadException($"“{scenario}” got no answer at {connections} connections.");
        ticks.Sort();
        return new(scenario, connections, ticks.Count / duration.TotalSeconds, Milliseconds(0.50), Milliseconds(0.99), processor);

        double Milliseconds(double part) => Stopwatch.GetElapsedTime(0, ticks[(int)((ticks.Count - 1) * part)]).TotalMilliseconds;
    }

    public static void Print(IReadOnlyList<Figures> all)
    {
        Console.WriteLine();
        Console.WriteLine("| asked | connections | answers/s | of bare | p50 ms | p99 ms | processor µs |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var f in all)
        {
            var bare = all.FirstOrDefault(b => b.Scenario == BareName && b.Connections == f.Connections);
            Console.WriteLine(
                $"| {f.Scenario} | {f.Connections} | {f.PerSecond:N0} | {(bare is null ? "" : $"{f.PerSecond / bare.PerSecond:P0}")} | {f.P50:N2} | "
                + $"{f.P99:N2} | {f.Processor:N0} |");
        }
    }
}
