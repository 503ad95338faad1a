using System.Diagnostics;
using Npgsql;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// The tests' PostgreSQL: that of CHATOPS_TEST_POSTGRES, else a private one in a temporary folder, started once
/// from Debian's package. A shell supervises it: when the tests end in any way, the shell's input closes and it cleans up.
/// </summary>
internal static class PostgresServer
{
    private const string Script =
        """
        set -e
        dir=$(mktemp -d /tmp/chatops-pg-XXXXXX)
        trap 'rm -rf "$dir"' EXIT
        "$0/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >/dev/null
        "$0/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c max_connections=200 >/dev/null 2>&1 &
        server=$!
        until "$0/pg_isready" -q -h "$dir"; do kill -0 $server; sleep 0.1; done
        echo "$dir"
        cat >/dev/null
        kill -INT $server
        wait $server
        """;

    private const string Versions = "/usr/lib/postgresql";

    // Kept alive: if it were collected, its input would close.
    private static Process? watcher;

    private static readonly Lazy<(string? ConnectionString, string Missing)> Found = new(Find);

    /// <summary>Skips the test with a reason if there is no PostgreSQL.</summary>
    public static string ConnectionString
    {
        get
        {
            Skip.If(Found.Value.ConnectionString is null, Found.Value.Missing);
            return Found.Value.ConnectionString!;
        }
    }

    /// <summary>The folder of its programs. Skips the test with a reason if they are not installed.</summary>
    public static string Binaries
    {
        get
        {
            Skip.If(Installed is null, "PostgreSQL is not installed here: install the package postgresql.");
            return Installed!;
        }
    }

    private static string? Installed { get; } = Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions).Select(v => Path.Combine(v, "bin")).LastOrDefault(b => File.Exists(Path.Combine(b, "initdb")))
        : null;

    private static (string?, string) Find()
    {
        if (Environment.GetEnvironmentVariable("CHATOPS_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return (given, "");
        }

        return Installed is null
            ? (null, "PostgreSQL is not here: install the package postgresql, or name a server in CHATOPS_TEST_POSTGRES.")
            : (Start(Installed), "");
    }

    private static string? Start(string binaries)
    {
        // PostgreSQL refuses to run as root.
        string[] command = Environment.UserName == "root"
            ? ["runuser", "-u", "postgres", "--", "sh", "-c", Script, binaries]
            : ["sh", "-c", Script, binaries];
        watcher = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        })!;
        return watcher.StandardOutput.ReadLine() is { } folder
            ? new NpgsqlConnectionStringBuilder { Host = folder, Username = "postgres", Database = "postgres" }.ConnectionString
            : throw new InvalidOperationException($"The PostgreSQL in {binaries} did not start.");
    }
}
