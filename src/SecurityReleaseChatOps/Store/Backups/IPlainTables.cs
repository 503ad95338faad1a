namespace SecurityReleaseChatOps.Store;

/// <summary>A database's rows as a backup holds them: the same tables and columns for every engine.</summary>
internal interface IPlainTables : IDisposable
{
    /// <summary>The number of the last migration that the database has taken.</summary>
    long Schema { get; }

    IReadOnlyList<string> Columns(string table);

    /// <summary>Texts, numbers and nulls in the order of columns; audit rows oldest first.</summary>
    IEnumerable<object?[]> Rows(string table);

    void Insert(string table, IReadOnlyList<string> columns, object?[] values);

    /// <summary>Makes everything inserted durable.</summary>
    void Commit();
}

/// <summary>What is the same of them in every engine.</summary>
internal static class PlainTables
{
    /// <summary>The columns that name a row.</summary>
    public static IReadOnlyList<string> Keys(string table) => table switch
    {
        "documents" => ["kind", "id"],
        "outbox" => ["key"],
        "seen" => ["id"],
        "audit" => ["seq"],
        _ => throw new ArgumentException($"There is no table {table}.", nameof(table)),
    };
}
