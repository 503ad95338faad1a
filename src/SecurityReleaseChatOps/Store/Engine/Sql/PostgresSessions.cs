using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// How long PostgreSQL and an instance wait for each other. All is set by the connection itself, so that no role has to be altered: an
/// instance that is frozen or cut off must not hold a lock for long, and one whose server is silent has to notice.
/// </summary>
internal static class PostgresSessions
{
    /// <summary>The server ends a session that holds a transaction open and says nothing.</summary>
    public static readonly TimeSpan SilentInTransaction = TimeSpan.FromSeconds(3);

    /// <summary>The server ends any session that says nothing: with it go its locks, such as that of whoever delivers.</summary>
    public static readonly TimeSpan Silent = TimeSpan.FromSeconds(8);

    /// <summary>A command that has no answer by then has none; longer than another's silence may keep the writers' lock.</summary>
    public static readonly TimeSpan Answer = SilentInTransaction + TimeSpan.FromSeconds(2);

    // A look of each job at most, at the same moment.
    private const int ForDueWork = 8;

    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);

    // An idle connection of a live instance speaks so often.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>The settings' connection, with these limits.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
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

    /// <summary>The settings' connection for Quartz, with these limits; what is none is left as it is: the store says so.</summary>
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
