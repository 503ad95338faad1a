using System.Data.Common;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// How long PostgreSQL and an instance wait for each other. All limits are set by the connection itself, so that no role has to be altered: an
/// instance that is frozen or cut off must not hold a lock for long, and one whose server is silent must notice.
/// </summary>
internal static class PostgresSessions
{
    /// <summary>The server ends a session that is silent within a transaction.</summary>
    public static readonly TimeSpan SilentInTransaction = TimeSpan.FromSeconds(3);

    /// <summary>The server ends any silent session and thereby releases its locks, such as the deliverer's.</summary>
    public static readonly TimeSpan Silent = TimeSpan.FromSeconds(8);

    /// <summary>A command without an answer by then has failed; longer than a silent session may hold the writers' lock.</summary>
    public static readonly TimeSpan Answer = SilentInTransaction + TimeSpan.FromSeconds(2);

    private const string IdleSessionTimeout = "57P05", IdleInTransactionSessionTimeout = "25P03";

    // At most one query of each job at the same time.
    private const int ForDueWork = 8;

    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);

    // How often an idle connection of a live instance sends a keepalive.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>The settings' connection, with these limits.</summary>
    /// <exception cref="ArgumentException">It is not a connection string.</exception>
    public static NpgsqlConnectionStringBuilder Limited(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = (int)Connect.TotalSeconds,
            CommandTimeout = (int)Answer.TotalSeconds,
            CancellationTimeout = 500,
            KeepAlive = (int)Beat.TotalSeconds,
        };
        settings.Options = string.Join(' ', new[]
        {
            settings.Options,
            $"-c idle_in_transaction_session_timeout={SilentInTransaction.TotalMilliseconds:F0}",
            $"-c idle_session_timeout={Silent.TotalMilliseconds:F0}",
            $"-c tcp_user_timeout={Silent.TotalMilliseconds:F0}",
            "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2",
        }.Where(option => !string.IsNullOrEmpty(option)));
        return settings;
    }

    /// <summary>Whether only the session was lost; its last words may not have come.</summary>
    public static bool Ended(DbException fault) =>
        fault.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleSessionTimeout
            or IdleInTransactionSessionTimeout
        || fault.InnerException is IOException;

    /// <summary>The settings' connection for Quartz, with these limits; an invalid one is left as it is, since the store reports it.</summary>
    public static string ForSchedule(string connectionString)
    {
        try
        {
            var settings = Limited(connectionString);
            settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, ForDueWork);
            return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            return connectionString;
        }
    }
}
