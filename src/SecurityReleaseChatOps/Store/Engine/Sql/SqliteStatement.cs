using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A statement of SQLite, prepared once, that changes or looks for rows. Values are bound by their places: ADO.NET searches each by its name and
/// makes a reader, which costs a commit more than SQLite itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;
    private readonly bool changes;

    /// <param name="values">How many values it has: <c>$1</c> and so on, in any order.</param>
    public SqliteStatement(SqliteConnection connection, string sql, int values)
    {
        database = connection.Handle!;
        ThrowIfFailed(raw.sqlite3_prepare_v2(database, sql, out statement));
        places =
        [
            .. Enumerable.Range(1, values).Select(i => raw.sqlite3_bind_parameter_index(statement, string.Create(CultureInfo.InvariantCulture, $"${i}"))),
        ];
        changes = raw.sqlite3_stmt_readonly(statement) == 0;
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed, or found.</returns>
    public int Rows(object?[] values)
    {
        for (var i = 0; i < places.Length; i++)
            ThrowIfFailed(Bind(places[i], values[i]));
        try
        {
            var (found, result) = (0, raw.sqlite3_step(statement));
            for (; result == raw.SQLITE_ROW; result = raw.sqlite3_step(statement))
                found++;
            if (result != raw.SQLITE_DONE)
                ThrowIfFailed(result);
            return changes ? raw.sqlite3_changes(database) : found;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        _ => throw new ArgumentException($"No column takes a {value.GetType().Name}.", nameof(value)),
    };

    private void ThrowIfFailed(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
