namespace SecurityReleaseChatOps.Store;

/// <summary>A SQL database's tables, within one transaction.</summary>
internal sealed class SqlTables(Session session) : IPlainTables
{
    public long Schema => Convert.ToInt64(session.Scalar("SELECT MAX(number) FROM migrations"), CultureInfo.InvariantCulture);

    /// <summary>Without the checksum, which only SQL databases have.</summary>
    public IReadOnlyList<string> Columns(string table) => [.. All(table).Where(column => column != Checksum.Column)];

    /// <exception cref="DamagedException">A document is not as it was saved.</exception>
    public IEnumerable<object?[]> Rows(string table)
    {
        var columns = All(table);
        var rows = session.Stream($"SELECT * FROM {table}{(columns.Contains("seq") ? " ORDER BY seq" : "")}");
        return columns.IndexOf(Checksum.Column) is >= 0 and var sum ? rows.Select(row => Checked(columns, row, sum)) : rows;
    }

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

    private static object?[] Checked(List<string> columns, object?[] row, int sum)
    {
        Checksum.Check((string)Of("id")!, (string)Of("body")!, (long)Of("version")!, (long?)row[sum]);
        return [.. row.Where((_, at) => at != sum)];

        object? Of(string column) => row[columns.IndexOf(column)];
    }

    private List<string> All(string table) => [.. session.Columns($"SELECT * FROM {table}")];

    private static string Inserting(string table, IReadOnlyList<string> columns) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"${at + 1}"))})";

    public void Commit() => session.Execute("COMMIT");

    public void Dispose() => session.Dispose();
}
