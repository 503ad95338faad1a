using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Soak;

/// <summary>What each month cost, in a file that is written anew after each.</summary>
internal sealed class SoakTable(TestDay day, string file)
{
    private const double MB = 1 << 20;

    private readonly List<Month> _months = [];
    private string _kinds = "";

    private sealed record Month(
        int Releases, int Presses, double P50, double P99, double WorkingSet, double Heap, double Store, long Documents, long Audit, long Outbox, long Messages,
        int Faults, int Restarts, double Minutes);

    public string File => file;

    /// <summary>Ends a month.</summary>
    /// <param name="answers">How long each press of it took.</param>
    public async Task Add(int releases, IReadOnlyList<TimeSpan> answers, int faults, int restarts, TimeSpan took)
    {
        var sorted = answers.Select(one => one.TotalMilliseconds).Order().ToList();
        // Twice, so that what waits for its finalizer is gone too.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        var database = day.Services.GetRequiredService<Settings>().ConnectionString.Split('=')[^1];
        var store = new[] { database, database + "-wal" }.Where(System.IO.File.Exists).Sum(one => new FileInfo(one).Length);
        var messages = 0;
        foreach (var channel in (await day.Control.Get("/control/state"))["channels"]!.AsArray())
            messages += (await day.Control.Get($"/control/channels/{channel!["id"]}/messages"))["messages"]!.AsArray().Count;
        _kinds = string.Join(", ", Read(day, "SELECT kind || ' ' || COUNT(*) FROM documents GROUP BY kind ORDER BY kind"));
        _months.Add(new(
            releases, sorted.Count, Percentile(0.5), Percentile(0.99), process.WorkingSet64 / MB, heap / MB, store / MB, Count("documents"), Count("audit"),
            Count("outbox"), messages, faults, restarts, took.TotalMinutes));
        await System.IO.File.WriteAllTextAsync(file, ToString());

        double Percentile(double part) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * part)];

        long Count(string table) => long.Parse(Read(day, $"SELECT COUNT(*) FROM {table}")[0], CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Answers are as fast at the end as at the start, and the store grows with what happens only. Memory is this process's, so with the workspace and the
    /// test: the app's own is measured by the soak in a process of its own.
    /// </summary>
    public void Check()
    {
        // Of the first quarter, in which all code has run by then, and of the last.
        if (_months.Count < 6)
            return;
        var (first, last) = (_months.Take(3).ToList(), _months.TakeLast(3).ToList());
        last.Average(month => month.P50).ShouldBeLessThan((first.Average(month => month.P50) * 1.5) + 2, ToString());
        last.Average(month => month.P99).ShouldBeLessThan((first.Average(month => month.P99) * 2) + 20, ToString());
        var half = _months.Count / 2;
        PerRelease(_months[half..], _months[half - 1]).ShouldBeLessThan(PerRelease(_months[1..half], _months[0]) * 1.25, ToString());

        static double PerRelease(List<Month> months, Month before) => (months[^1].Store - before.Store) / months.Sum(month => month.Releases);
    }

    public override string ToString()
    {
        var text = new StringBuilder("| month | releases | presses | p50 ms | p99 ms | working set MB | heap MB | store MB | documents | audit | outbox | messages |")
            .AppendLine(" faults | restarts | min |").AppendLine("|" + string.Concat(Enumerable.Repeat("---:|", 15)));
        for (var i = 0; i < _months.Count; i++)
        {
            var m = _months[i];
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {i + 1} | {m.Releases} | {m.Presses} | {m.P50:0.0} | {m.P99:0.0} | {m.WorkingSet:0} | {m.Heap:0.0} | {m.Store:0.0} | {m.Documents} | {m.Audit} | "
                + $"{m.Outbox} | {m.Messages} | {m.Faults} | {m.Restarts} | {m.Minutes:0.0} |");
        }
        return text.AppendLine().Append("Documents at the end: ").Append(_kinds).AppendLine(".").ToString();
    }

    /// <summary>The first column of what a query answers.</summary>
    public static IReadOnlyList<string> Read(TestDay day, string sql)
    {
        using var database = new SqliteConnection(day.Services.GetRequiredService<Settings>().ConnectionString + ";Mode=ReadOnly");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
