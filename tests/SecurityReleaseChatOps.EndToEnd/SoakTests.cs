using System.Globalization;
using System.Text;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>
/// As many releases as a team has in months, thirty a year, by the app in a process of its own that is never started anew: after the first month its memory
/// grows by little more than what the releases say, its database with what happens only, and an answer costs as much at the end as at the start. A few each
/// time; <c>SOAK_MONTHS=12</c> lives through a year's. What months do to the clock is in the other project's soak.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const double MB = 1 << 20;
    private const int Rounds = 10;

    private static readonly int? Months =
        Environment.GetEnvironmentVariable("SOAK_MONTHS") is { Length: > 0 } months ? int.Parse(months, CultureInfo.InvariantCulture) : null;

    // A month's two planned releases and, every other month, a critical one.
    private static readonly int Releases = Math.Max(5, Months * 5 / 2 ?? 0);
    private const int FirstMonth = 3;

    private static readonly (string Command, string Text)[] Looks =
    [
        ("/release", "list"), ("/release", "status R1"), ("/release", "log R1"), ("/rotation", ""), ("/rotation", "who"), ("/rotation", "calendar"),
        ("/rotation", "load"), ("/handover", "history R1"), ("/checklist", "R1"), ("/comms", "R1"),
    ];

    private sealed record Stand(double Live, double WorkingSet, double Store);

    private sealed record Cost(double Processor, double Store);

    [Fact]
    public async Task Memory_and_database_grow_with_what_happens_only_and_answers_stay_cheap()
    {
        await using var installation = await Installation.Http();
        var (stands, costs) = (new List<Stand>(), new List<Cost>());
        try
        {
            for (var number = 1; number <= Releases; number++)
            {
                await new Day(installation, number).PlayNow();
                await installation.Delivered();
                stands.Add(await Measure(installation));
                if (number is FirstMonth || number == Releases)
                    costs.Add(await Look(installation));
            }
        }
        finally
        {
            output.WriteLine(Table(stands, costs));
        }
        var (first, last) = (stands[FirstMonth - 1], stands[^1]);
        last.Live.ShouldBeLessThan(first.Live + (Releases * 0.15), "MB that it keeps: what releases say, and the answers of the last quarter of an hour");
        stands.Zip(stands.Skip(1), (before, after) => after.Store - before.Store)
            .ShouldAllBe(grown => grown < 0.2, "MB that a release adds to the database");
        costs.ShouldAllBe(cost => cost.Store < 0.05, "MB that looking at things adds to it");
        if (Months is null)
            return;
        last.WorkingSet.ShouldBeLessThan(first.WorkingSet + 30, "MB that it takes of the machine");
        costs[1].Processor.ShouldBeLessThan(costs[0].Processor * 1.5, "ms of a processor for an answer");
    }

    private static async Task<Stand> Measure(Installation installation) => new(
        await installation.Live() / MB, await installation.Metric("dotnet_process_memory_working_set_bytes") / MB, await Store(installation));

    /// <summary>People look at everything, which is measured after a first time.</summary>
    private static async Task<Cost> Look(Installation installation)
    {
        await Once();
        var (store, processor) = (await Store(installation), await Processor());
        for (var round = 0; round < Rounds; round++)
            await Once();
        return new((await Processor() - processor) * 1000 / (Rounds * Looks.Length), await Store(installation) - store);

        async Task Once()
        {
            foreach (var (command, text) in Looks)
                await installation.Slack.Command(Day.Anna, command, text);
        }

        Task<double> Processor() => installation.Metric("dotnet_process_cpu_time_seconds_total");
    }

    /// <summary>The database's pages, of which some may still stand in the log beside its file, in MB.</summary>
    private static async Task<double> Store(Installation installation) => double.Parse(
        (await installation.Read("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")).Single(), CultureInfo.InvariantCulture) / MB;

    private static string Table(IReadOnlyList<Stand> stands, IReadOnlyList<Cost> costs)
    {
        var text = new StringBuilder("| releases | live MB | working set MB | store MB |").AppendLine().AppendLine("|---:|---:|---:|---:|");
        for (var i = 0; i < stands.Count; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {i + 1} | {stands[i].Live:0.00} | {stands[i].WorkingSet:0} | {stands[i].Store:0.00} |");
        foreach (var (cost, when) in costs.Zip(["after the first month", "at the end"]))
            text.AppendLine(CultureInfo.InvariantCulture, $"{when}: {cost.Processor:0.00} ms of a processor an answer, of which the store keeps {cost.Store:0.000} MB");
        return text.ToString();
    }
}
