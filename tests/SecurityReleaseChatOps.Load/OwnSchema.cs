using Npgsql;

namespace SecurityReleaseChatOps.Load;

/// <summary>A new, empty schema in a database, dropped when disposed.</summary>
internal sealed class OwnSchema : IAsyncDisposable
{
    private const string Name = "chatops_load";

    private readonly string _server;

    private OwnSchema(string server) => _server = server;

    /// <summary>Connection string with this schema.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { SearchPath = Name }.ConnectionString;

    public static async Task<OwnSchema> Make(string server)
    {
        var own = new OwnSchema(server);
        await own.Run($"DROP SCHEMA IF EXISTS {Name} CASCADE; CREATE SCHEMA {Name}");
        return own;
    }

    public async ValueTask DisposeAsync() => await Run($"DROP SCHEMA {Name} CASCADE");

    private async Task Run(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
