using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Home;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// Data written by an earlier version. <c>Fixtures/before-issue-8</c> was made by commit 4463ff1 with days played through its local
/// workspace: a planned release from start to close with fixes, embargo marks, a handover, prompts, a scheduled ping and thanks; a
/// critical one with its email; a cancelled one; one of each other kind; and a last one whose messages were still waiting for Slack.
/// </summary>
public sealed class UpgradeTests
{
    private const string Afterwards = "2026-11-26T10:30:00Z";

    [Fact]
    public async Task A_large_database_of_the_version_before_starts_and_is_whole()
    {
        var folder = Leftovers.Unpack("before-issue-8");
        var before = Counts(folder);
        Multiply(folder, 300);
        await using var day = await TestDay.StartOn(folder, Afterwards);
        await day.Settles(); // includes messages that waited for Slack

        (await Leftovers.ReadAll(day)).ShouldBeGreaterThan(before.Values.Sum());
        before.Keys.ShouldBeSubsetOf(Leftovers.Kinds, "documents that nobody reads any more");

        var (services, now) = (day.Services, day.Services.GetRequiredService<TimeProvider>().Now());
        foreach (var release in await services.GetRequiredService<ReleaseStore>().All(default))
        {
            (await services.GetRequiredService<ReleaseStore>().Card(release.Value, default)).Blocks.ShouldNotBeEmpty();
            if (await services.GetRequiredService<ChecklistStore>().Open(release, default) is { } snapshot)
                ProgressMessage.Render(snapshot.Board, snapshot.Release, now, id => id).Blocks.ShouldNotBeEmpty();
            (await services.GetRequiredService<CommsStore>().Open(release, default)).Plan().ShouldNotBeNull();
            (await services.GetRequiredService<HandoverStore>().Open(release, default)).AllPrompts.ShouldNotBeNull();
        }
        foreach (var person in new[] { "U01", "U03", "U05", "U07" })
        {
            await services.GetRequiredService<IStore>().Commit(await services.GetRequiredService<HomeStore>().Opened(new Commit(), person, default));
            (await services.GetRequiredService<IHomeRenderer>().Render(person, default)).ShouldNotBeNull();
        }

        var anna = day.As("anna");
        (await anna.Runs("/release status R1")).ShouldContain("Closed by");
        (await anna.Runs("/checklist R2")).ShouldContain("18.6.2");
        (await anna.Runs("/comms R2")).ShouldContain("R2");
        await anna.Sees("18.7.0"); // its card was waiting for Slack

        (await day.Manages("/metrics")).Body.Split('\n').ShouldNotContain(line => line.StartsWith("chatops_job_looks", StringComparison.Ordinal)
            && line.Contains("failed", StringComparison.Ordinal));
        (await services.GetRequiredService<FollowedReleases>().Read(default)).Select(release => release.Id).ShouldBe(
            ["R1", "R2", "R4", "R5", "R6", "R7"], "the others are over");
        (await anna.Messages()).Count(message => message.Says("Missed while down")).ShouldBe(
            2, "as the days that were played left them: nothing is said again");
    }

    /// <summary>Copies the closed release many times, each a year earlier.</summary>
    private static void Multiply(string folder, int count)
    {
        using var connection = Leftovers.Open(folder);
        using var transaction = connection.BeginTransaction();
        var rows = new List<(string Kind, string Id, string Body)>();
        using (var command = new SqliteCommand(
            "SELECT kind, id, body FROM documents WHERE body <> '' AND (id = 'R1' OR id LIKE 'R1/%' OR id LIKE 'R1-%')", connection, transaction))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }
        var published = System.Text.Json.JsonDocument.Parse(rows.Single(row => row.Kind == "release").Body).RootElement.GetProperty("publishedAt")
            .GetDateTimeOffset();
        rows.Add(("checklist-said", $"R1/follow-up/{published.AddYears(-1).ToUnixTimeSeconds()}", """{"at":"2026-01-01T00:00:00Z"}"""));
        for (var n = 100; n < 100 + count; n++)
        {
            foreach (var (kind, id, body) in rows)
            {
                using var insert = new SqliteCommand("INSERT INTO documents (kind, id, version, body) VALUES ($1, $2, 1, $3)", connection, transaction);
                insert.Parameters.AddWithValue("$1", kind);
                insert.Parameters.AddWithValue("$2", $"R{n}{id[2..]}".Replace("2026-", "2025-", StringComparison.Ordinal));
                insert.Parameters.AddWithValue("$3", body
                    .Replace("\"R1\"", $"\"R{n}\"", StringComparison.Ordinal).Replace("\"R1/", $"\"R{n}/", StringComparison.Ordinal)
                    .Replace("\"R1-", $"\"R{n}-", StringComparison.Ordinal).Replace("2026-", "2025-", StringComparison.Ordinal));
                insert.ExecuteNonQuery();
            }
        }
        transaction.Commit();
    }

    private static Dictionary<string, int> Counts(string folder)
    {
        using var connection = Leftovers.Open(folder);
        using var command = new SqliteCommand("SELECT kind, COUNT(*) FROM documents WHERE body <> '' GROUP BY kind", connection);
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<string, int>();
        while (reader.Read())
            counts.Add(reader.GetString(0), reader.GetInt32(1));
        return counts;
    }

}
