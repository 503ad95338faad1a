using System.Diagnostics;
using Npgsql;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// One test's own PostgreSQL, which may be killed and restarted. A shell supervises it: when the test ends in any way, the shell's input
/// closes and it cleans up.
/// </summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    /// <summary>The maximum number of connections.</summary>
    public const int Connections = 90;

    private const string Script =
        """
        set -e
        dir=$(mktemp -d /tmp/chatops-pg-XXXXXX)
        trap '"$0/pg_ctl" -D "$dir/data" stop -m immediate >/dev/null 2>&1; rm -rf "$dir"' EXIT
        "$0/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >/dev/null
        "$0/pg_ctl" -D "$dir/data" -o "-k $dir -c listen_addresses= -c fsync=off -c max_connections=$1" -l "$dir/log" -w start >/dev/null
        echo "$dir"
        while read word; do
          "$0/pg_ctl" -D "$dir/data" -l "$dir/log" -m immediate -w restart >/dev/null
          echo started
        done
        """;

    private readonly Process _watcher;

    private OwnPostgres(Process watcher, string folder)
    {
        _watcher = watcher;
        ConnectionString = new NpgsqlConnectionStringBuilder { Host = folder, Username = "postgres", Database = "postgres", Pooling = false }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<OwnPostgres> Start()
    {
        string[] script = ["sh", "-c", Script, PostgresServer.Binaries, $"{Connections}"];
        // PostgreSQL refuses to run as root.
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. script] : script;
        var watcher = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/",
        })!;
        return new(watcher, await watcher.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("PostgreSQL did not start."));
    }

    /// <summary>As when its machine fails: every session is cut off, and the log is replayed.</summary>
    public async Task Restart()
    {
        await _watcher.StandardInput.WriteLineAsync("restart");
        await _watcher.StandardInput.FlushAsync();
        (await _watcher.StandardOutput.ReadLineAsync()).ShouldBe("started");
    }

    public async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The first column of a query's result.</summary>
    public async Task<IReadOnlyList<string>> Read(string sql)
    {
        await using var connection = await Open();
        return await Read(connection, sql);
    }

    /// <summary>The same on an existing connection.</summary>
    public static async Task<IReadOnlyList<string>> Read(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add($"{reader.GetValue(0)}");
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        _watcher.StandardInput.Close();
        await _watcher.WaitForExitAsync();
        _watcher.Dispose();
    }
}
