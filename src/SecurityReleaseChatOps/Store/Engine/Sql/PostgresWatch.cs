using System.Diagnostics;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Checks twice a second whether the server answers, on a connection and thread of its own, so that callers learn at once
/// that it is away instead of waiting for it.
/// </summary>
internal sealed class PostgresWatch : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(0.5);

    /// <summary>As long as Slack waits for an answer, since a busy server may be slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int EndedInARow = 5;

    private readonly string connectionString;
    private readonly string name;
    private readonly ManualResetEventSlim stop = new();
    private readonly Thread thread;
    private volatile string? fault;
    private readonly Action lost;
    private long asked;

    /// <param name="name">The server's name in words, without secrets.</param>
    /// <param name="lost">Called when an earlier connection broke: others may be dead too, and would only cause waiting.</param>
    public PostgresWatch(NpgsqlConnectionStringBuilder limited, string name, Action lost)
    {
        (this.name, this.lost) = (name, lost);
        // Not from a pool, which our own load may exhaust; its queries keep it alive.
        connectionString = new NpgsqlConnectionStringBuilder(limited.ConnectionString)
        {
            Pooling = false, KeepAlive = 0, CommandTimeout = (int)Patience.TotalSeconds, Timeout = (int)Patience.TotalSeconds,
        }.ConnectionString;
        thread = new Thread(Look) { IsBackground = true, Name = "store watch" };
        thread.Start();
    }

    /// <summary>Why the server cannot currently be used, in words, or null.</summary>
    public string? Away => fault ?? (Volatile.Read(ref asked) is not 0 and var since && Stopwatch.GetElapsedTime(since) > Patience
        ? $"The {name} does not answer."
        : null);

    public void Dispose()
    {
        stop.Set();
        // It waits for an unavailable server no longer than this, and delays nothing.
        if (thread.Join(Patience))
            stop.Dispose();
    }

    private void Look()
    {
        NpgsqlConnection? connection = null;
        do
        {
            Volatile.Write(ref asked, Stopwatch.GetTimestamp());
            try
            {
                connection = Ask(connection);
                fault = null;
            }
            catch (Exception e)
            {
                connection = null;
                fault = $"The {name} cannot be reached: {e.Message}";
            }

            Volatile.Write(ref asked, 0);
        }
        while (!stop.Wait(Between));
        connection?.Dispose();
    }

    private NpgsqlConnection Ask(NpgsqlConnection? known)
    {
        try
        {
            if (known is not null)
            {
                Answer(known);
                return known;
            }
        }
        catch (NpgsqlException)
        {
            // An ended session, such as while this process was frozen, says nothing about the server: a new one is tried.
            known!.Dispose();
            lost();
        }

        for (var tries = 1; ; tries++)
        {
            var anew = new NpgsqlConnection(connectionString);
            try
            {
                anew.Open();
                Answer(anew);
                return anew;
            }
            catch (NpgsqlException ended) when (tries < EndedInARow && PostgresSessions.Ended(ended))
            {
                // Somebody ended this session too; a server that stops refuses the next one.
                anew.Dispose();
            }
            catch
            {
                anew.Dispose();
                throw;
            }
        }

        static void Answer(NpgsqlConnection connection)
        {
            using var command = new NpgsqlCommand("SELECT 1", connection);
            command.ExecuteScalar();
        }
    }
}
