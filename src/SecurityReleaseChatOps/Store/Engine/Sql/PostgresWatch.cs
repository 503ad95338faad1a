using System.Diagnostics;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Asks the server twice a second whether it answers, on a connection and a thread of its own: whoever needs the store learns at once
/// that it is away, and need not wait for it.
/// </summary>
internal sealed class PostgresWatch : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(0.5);

    /// <summary>As long as Slack waits for an answer; a busy server may take a while for one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly string connectionString;
    private readonly string name;
    private readonly ManualResetEventSlim stop = new();
    private readonly Thread thread;
    private volatile string? fault;
    private readonly Action lost;
    private long asked;

    /// <param name="name">The server in words, without secrets.</param>
    /// <param name="lost">Called when a connection of before broke: others may be dead too, and would only be waited for.</param>
    public PostgresWatch(NpgsqlConnectionStringBuilder limited, string name, Action lost)
    {
        (this.name, this.lost) = (name, lost);
        // None of a pool, which may be empty for reasons of our own; what it asks keeps it alive.
        connectionString = new NpgsqlConnectionStringBuilder(limited.ConnectionString)
        {
            Pooling = false, KeepAlive = 0, CommandTimeout = (int)Patience.TotalSeconds, Timeout = (int)Patience.TotalSeconds,
        }.ConnectionString;
        thread = new Thread(Look) { IsBackground = true, Name = "store watch" };
        thread.Start();
    }

    /// <summary>Why the server cannot be used at present, in words, or null.</summary>
    public string? Away => fault ?? (Volatile.Read(ref asked) is not 0 and var since && Stopwatch.GetElapsedTime(since) > Patience
        ? $"The {name} does not answer."
        : null);

    public void Dispose()
    {
        stop.Set();
        // It waits for a server that is away no longer than that, and holds nothing up.
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
            // A session that was ended, such as while this process was frozen, says nothing of the server: a new one is asked.
            known!.Dispose();
            lost();
        }

        var anew = new NpgsqlConnection(connectionString);
        try
        {
            anew.Open();
            Answer(anew);
            return anew;
        }
        catch
        {
            anew.Dispose();
            throw;
        }

        static void Answer(NpgsqlConnection connection)
        {
            using var command = new NpgsqlCommand("SELECT 1", connection);
            command.ExecuteScalar();
        }
    }
}
