using System.Globalization;

namespace SecurityReleaseChatOps.Store;

/// <summary>A SQL database's tables, within one transaction.</summary>
internal sealed class SqlTables(Session session) : IPlainTables
{
    public long Schema => Convert.ToInt64(session.Scalar("SELECT MAX(number) FROM migrations"), CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Columns(string table) => session.Columns($"SELECT * FROM {table}");

    public IEnumerable<object?[]> Rows(string table) => session.Stream($"SELECT * FROM {table}{(Columns(table).Contains("seq") ? " ORDER BY seq" : "")}");

    public void Insert(string table, IReadOnlyList<string> columns, object?[] values) => session.Execute(
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, at) => $"${at + 1}"))})", values);

    public void Commit() => session.Execute("COMMIT");

    public void Dispose() => session.Dispose();
}
