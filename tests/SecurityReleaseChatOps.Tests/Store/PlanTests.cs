using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>SQLite runs frequent queries through an index, whatever the table contains.</summary>
public sealed class PlanTests
{
    [Fact]
    public void The_health_of_the_outbox_is_counted_from_what_waits_or_failed()
    {
        Plan(SqlOutbox.CountWaiting).ShouldAllBe(step => step.Contains("COVERING INDEX outbox_waiting"));
        Plan(SqlOutbox.AllFailed, 0).ShouldAllBe(step => step.Contains("INDEX outbox_failed"));
    }

    [Fact]
    public void What_begins_alike_is_found_through_the_index()
    {
        Plan(engine => engine.AllOfPrefix, "ping", "R1/", "R1/\U0010FFFF")
            .ShouldBe(["SEARCH documents USING INDEX sqlite_autoindex_documents_1 (kind=? AND id>? AND id<?)"]);
        Plan(engine => $"SELECT ts FROM outbox WHERE {engine.Between("key", "$1", "$2")}", "ping/R1/", "ping/R1/\U0010FFFF")
            .ShouldBe(["SEARCH outbox USING INDEX sqlite_autoindex_outbox_1 (key>? AND key<?)"]);
    }

    private static IReadOnlyList<string> Plan(string sql, params object[] values) => Plan(_ => sql, values);

    private static List<string> Plan(Func<SqlEngine, string> sql, params object[] values)
    {
        using var database = new TestDatabase("Sqlite");
        var store = database.Open();
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"{database.Options.ConnectionString};Pooling=False");
        connection.Open();
        using var command = Session.Create(connection, "EXPLAIN QUERY PLAN " + sql((SqlEngine)store.Engine), values);
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }
}
