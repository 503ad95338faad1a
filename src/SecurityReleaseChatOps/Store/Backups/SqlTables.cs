namespace SecurityReleaseChatOps.Store;

/// <summary>A SQL database's tables, within one transaction.</summary>
internal sealed class SqlTables(Session session) : IPlainTables
{
    public long Schema => Convert.ToInt64(session.Scalar("SELECT MAX(number) FROM migrations"), CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Columns(string table) => session.Columns($"SELECT * FROM {table}");

    public IEnumerable<object?[]> Rows(string table) => session.Stream($"SELECT * FROM {table}{(Columns(table).Contains("seq") ? " ORDER BY seq" : "")}");

    public void Insert(string table, IReadOnlyList<string> columns, object?[] values) => session.Execute(Inserting(table, columns), values);

    /// <summary>What puts rows into the place of others.</summary>
    public static IEnumerable<Statement> Replace(string table, IReadOnlyList<string> columns, IReadOnlyList<(object?[]? Was, object?[]? Is)> changes)
    {
        var keys = columns.Select((name, at) => (name, at)).Where(column => PlainTables.Keys(table).Contains(column.name)).ToList();
        var delete = $"DELETE FROM {table} WHERE {string.Join(" AND ", keys.Select((key, at) => $"{key.name} = ${at + 1}"))}";
        return
        [
            .. changes.Select(change => change.Was).OfType<object?[]>().Select(was => new Statement(delete, [.. keys.Select(key => was[key.at])], 1)),
            .. changes.Select(change => change.Is).OfType<object?[]>().Select(values => new Statement(Inserting(table, columns), values, 1)),
        ];
    }

    private static string Inserting(string table, IReadOnlyList<string> columns) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"${at + 1}"))})";

    public void Commit() => session.Execute("COMMIT");

    public void Dispose() => session.Dispose();
}
