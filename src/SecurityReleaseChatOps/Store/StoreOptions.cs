namespace SecurityReleaseChatOps.Store;

/// <summary>Settings under <c>Storage</c>.</summary>
public sealed class StoreOptions
{
    /// <summary><c>Sqlite</c>, <c>LiteDb</c> or <c>Postgres</c>.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>The engine's own connection string; for LiteDB the file's path. A path that is not absolute starts at the working directory.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/chatops.db";
}
