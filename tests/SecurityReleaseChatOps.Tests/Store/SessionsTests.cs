using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>One of several instances on one PostgreSQL goes silent, or the server does.</summary>
public sealed class SessionsTests
{
    [SkippableFact]
    public async Task The_connection_itself_sets_how_long_a_session_may_be_silent()
    {
        var given = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Options = "-c statement_timeout=77s" }.ConnectionString;
        await using var connection = new NpgsqlConnection(PostgresSessions.Limited(given).ConnectionString);
        await connection.OpenAsync();
        (await Shows("idle_in_transaction_session_timeout")).ShouldBe("3s");
        (await Shows("idle_session_timeout")).ShouldBe("8s");
        (await Shows("statement_timeout")).ShouldBe("77s", "what the settings say stays");

        async Task<object?> Shows(string setting)
        {
            await using var command = new NpgsqlCommand($"SHOW {setting}", connection);
            return await command.ExecuteScalarAsync();
        }
    }

    [SkippableFact]
    public async Task Who_falls_silent_in_a_transaction_holds_up_nobody_for_long()
    {
        using var database = new TestDatabase("Postgres");
        var store = database.Open();
        // As a frozen process leaves it: locked and silent.
        await using var frozen = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgresSessions.Limited(database.Options.ConnectionString).ConnectionString) { KeepAlive = 0 }.ConnectionString);
        await frozen.OpenAsync();
        await using (var locks = new NpgsqlCommand("BEGIN; SELECT pg_advisory_xact_lock(hashtext('chatops-writer'), hashtext(current_schema()))", frozen))
            await locks.ExecuteNonQueryAsync();

        (await store.Commit(new Commit("after it"))).ShouldBe(CommitResult.Saved);
        await Should.ThrowAsync<NpgsqlException>(() => new NpgsqlCommand("SELECT 1", frozen).ExecuteScalarAsync());
    }

    [SkippableFact]
    public async Task A_server_that_says_nothing_is_told_of_in_words_and_used_again_when_it_answers()
    {
        using var database = new TestDatabase("Postgres");
        database.Open();
        await using var line = new Proxy(database.Options.ConnectionString);
        using var store = DocumentStore.Open(
            new StoreOptions { Provider = "Postgres", ConnectionString = line.ConnectionString }, TimeProvider.System, () => NoEmbargo.Guard);
        var health = new StoreHealth(store);
        await OutboxHarness.UntilHealthy(health);

        line.Stall();
        var asked = Stopwatch.GetTimestamp();
        var report = await health.CheckHealthAsync(new HealthCheckContext());
        report.Status.ShouldBe(HealthStatus.Unhealthy);
        report.Description!.ShouldContain("does not answer");
        // A generous bound: it takes less than a second on an idle machine.
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        await OutboxHarness.Until(() => store.Engine.Away is not null);
        (await Should.ThrowAsync<StoreException>(() => store.Commit(new Commit("meanwhile")).AsTask())).Words.ShouldStartWith("Nothing was saved");
        await Should.ThrowAsync<StoreException>(() => store.HasSeen("meanwhile").AsTask());

        line.Mend();
        await OutboxHarness.Until(() => store.Engine.Away is null);
        (await store.Commit(new Commit("after"))).ShouldBe(CommitResult.Saved);
        (await store.HasSeen("meanwhile")).ShouldBeFalse();
        await OutboxHarness.UntilHealthy(health);
    }

    [SkippableTheory, InlineData("cut"), InlineData("half-open")]
    public async Task Lines_that_break_in_the_middle_of_saving_lose_nothing(string how)
    {
        using var database = new TestDatabase("Postgres");
        var other = database.Open();
        await using var line = new Proxy(database.Options.ConnectionString);
        using var store = DocumentStore.Open(
            new StoreOptions { Provider = "Postgres", ConnectionString = line.ConnectionString }, TimeProvider.System, () => NoEmbargo.Guard);
        var saved = new List<string>();
        var saving = Task.Run(async () =>
        {
            for (var i = 0; i < 300 || saved.Count < 200; i++)
            {
                try
                {
                    await store.Commit(new Commit($"n{i}"));
                    saved.Add($"n{i}");
                }
                catch (StoreException)
                {
                    // Reported as not saved, though perhaps saved: not under test here.
                    await Task.Delay(20);
                }
            }
        });
        await OutboxHarness.Until(() => saved.Count > 50);
        if (how == "cut")
            line.Cut();
        else
            line.LeaveHalfOpen();
        (await other.Commit(new Commit("the other goes on"))).ShouldBe(CommitResult.Saved);
        line.Mend();
        await saving;
        foreach (var id in saved)
            (await other.HasSeen(id)).ShouldBeTrue(id);
    }
}
