using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>One statement of a commit.</summary>
/// <param name="Rows">So many rows it has to change or find, else the whole commit is undone; null: any number.</param>
internal sealed record Statement(string Sql, object?[] Values, int? Rows = null);

/// <summary>
/// One connection and its statements, each prepared once. Both engines take parameters written <c>$1, $2, …</c>.
/// Not thread-safe.
/// </summary>
internal sealed class Session(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = [];
    private readonly Dictionary<string, SqliteStatement> statements = [];

    /// <summary>No statement times out.</summary>
    public bool WaitsForEver { private get; set; }

    /// <summary>The number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>The first value of the first row, or null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) =>
        Command(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>All rows, read before the next query.</summary>
    public List<T> Rows<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The names of a query's columns.</summary>
    public IReadOnlyList<string> Columns(string sql)
    {
        using var reader = Command(sql, []).ExecuteReader(System.Data.CommandBehavior.SchemaOnly);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>All rows, read lazily.</summary>
    public IEnumerable<object?[]> Stream(string sql)
    {
        using var reader = Command(sql, []).ExecuteReader();
        while (reader.Read())
        {
            var values = new object?[reader.FieldCount];
            reader.GetValues(values!);
            yield return [.. values.Select(value => value is DBNull ? null : value)];
        }
    }

    /// <summary>Runs the statements, in one round trip where the database can.</summary>
    /// <returns>The index of the first that did not change or find as many rows as it has to, or null.</returns>
    public int? Run(IReadOnlyList<Statement> all)
    {
        if (connection is NpgsqlConnection server)
        {
            return RunTogether(server, all);
        }

        for (var i = 0; i < all.Count; i++)
        {
            if (Prepared(all[i]).Rows(all[i].Values) is var rows && all[i].Rows is { } due && rows != due)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>A text column; null for NULL.</summary>
    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A number column; null for NULL.</summary>
    public static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A separate command, for a reader.</summary>
    public static DbCommand Create(DbConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            // Npgsql binds $n by position, and only to parameters without a name.
            parameter.ParameterName = connection is NpgsqlConnection ? "" : "$" + (i + 1);
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private static int? RunTogether(NpgsqlConnection server, IReadOnlyList<Statement> statements)
    {
        using var batch = server.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var value in statement.Values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i].Rows is { } due && (int)batch.BatchCommands[i].Rows != due)
            {
                return i;
            }
        }

        return null;
    }

    private SqliteStatement Prepared(Statement statement)
    {
        if (!statements.TryGetValue(statement.Sql, out var prepared))
        {
            statements[statement.Sql] = prepared = new((SqliteConnection)connection, statement.Sql, statement.Values.Length);
        }

        return prepared;
    }

    private DbCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = Create(connection, sql, values);
            if (WaitsForEver)
            {
                command.CommandTimeout = 0;
            }

            return command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
