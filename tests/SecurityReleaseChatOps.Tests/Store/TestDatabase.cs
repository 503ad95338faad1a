using System.Reflection;
using Npgsql;
using SecurityReleaseChatOps.Store;
using Xunit.Sdk;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Runs a test on every engine, with the engine's name as its first argument.</summary>
public sealed class EveryEngineAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["Sqlite"], ["LiteDb"], ["Postgres"]];
}

/// <summary>An empty database for one test, deleted afterwards.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly string name = "test_" + Guid.NewGuid().ToString("N");
    private readonly List<DocumentStore> opened = [];

    public TestDatabase(string engine)
    {
        Options = new StoreOptions { Provider = engine };
        if (engine == "Sqlite")
        {
            Options.ConnectionString = $"Data Source={File}";
        }
        else if (engine == "LiteDb")
        {
            Options.ConnectionString = File;
        }
        else
        {
            Options.ConnectionString =
                new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { SearchPath = name, ApplicationName = name }.ConnectionString;
            Server($"CREATE SCHEMA {name}");
        }
    }

    public StoreOptions Options { get; }

    /// <summary>The folder and file of an embedded database.</summary>
    public string File => Path.Combine(Path.GetTempPath(), name, "chatops.db");

    /// <summary>The log file beside it.</summary>
    public string Log => File + (Options.Provider == "Sqlite" ? "-wal" : "-log");

    /// <summary>Opens the store; stores opened before on the same database stay open.</summary>
    /// <param name="guard">Null: everything may be told.</param>
    public DocumentStore Open(TimeProvider? time = null, IEmbargoGuard? guard = null)
    {
        var store = DocumentStore.Open(Options, time ?? TimeProvider.System, () => guard ?? NoEmbargo.Guard);
        opened.Add(store);
        return store;
    }

    public void Dispose()
    {
        opened.ForEach(store => store.Dispose());
        if (Options.Provider == "Postgres")
        {
            Server($"DROP SCHEMA {name} CASCADE");
        }
        else if (Directory.Exists(Path.GetDirectoryName(File)))
        {
            Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
        }
    }

    private static void Server(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
