using System.Diagnostics;
using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>The right to deliver the outbox, which one process has at a time.</summary>
internal interface IDelivererRole : IAsyncDisposable
{
    /// <summary>Cancelled when another process may have the role.</summary>
    CancellationToken Lost { get; }

    /// <summary>Whether no other process can have it right now: checked before each call to Slack, since a frozen process
    /// wakes in the middle of its work.</summary>
    bool IsHeld { get; }
}

/// <summary>For embedded databases: the file's lock has already granted it.</summary>
internal sealed class SoleDeliverer : IDelivererRole
{
    public CancellationToken Lost => CancellationToken.None;

    public bool IsHeld => true;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>For PostgreSQL: an advisory lock of one session, which also listens for other instances' commits. The role ends with the connection.</summary>
internal sealed class PostgresDeliverer : IDelivererRole
{
    private const string TryLock = "SELECT pg_try_advisory_lock(hashtext('chatops-deliverer'), hashtext(current_schema()))";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    // The lock is ours as long as the server tolerates our silence, minus the time a call to Slack takes to leave.
    private static readonly TimeSpan Sure = PostgresSessions.Silent - TimeSpan.FromSeconds(2);

    // Seconds: after a longer wait the role is given up before the server takes it away.
    private const int Answers = 3;

    private readonly NpgsqlConnection connection;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource done = new();
    private readonly Task listening;

    // When the last answered query was sent.
    private long heard;

    private PostgresDeliverer(NpgsqlConnection connection, long heard)
    {
        (this.connection, this.heard) = (connection, heard);
        listening = Listen();
    }

    public CancellationToken Lost => lost.Token;

    public bool IsHeld => !lost.IsCancellationRequested && Stopwatch.GetElapsedTime(Volatile.Read(ref heard)) < Sure;

    /// <summary>Waits until no other process has the role.</summary>
    public static async Task<IDelivererRole> Become(string connectionString, Action wake, CancellationToken ct)
    {
        // Its own questions keep the connection alive.
        var own = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { KeepAlive = 0 }.ConnectionString);
        try
        {
            await own.OpenAsync(ct);
            // Not one long wait, which would keep a snapshot open and block the server's vacuum.
            while (await Scalar(own, TryLock, ct) is not true)
            {
                await Task.Delay(BetweenTries, ct);
            }

            own.Notification += (_, _) => wake();
            var asked = Stopwatch.GetTimestamp();
            await Scalar(own, $"LISTEN {PostgresEngine.WakeChannel}", ct);
            return new PostgresDeliverer(own, asked);
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await listening;
        await connection.DisposeAsync();
        lost.Dispose();
        done.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                await connection.WaitAsync(BetweenTries, done.Token);
                if (Stopwatch.GetElapsedTime(heard) >= BetweenTries)
                {
                    var asked = Stopwatch.GetTimestamp();
                    await Scalar(connection, "SELECT 1", done.Token);
                    Volatile.Write(ref heard, asked);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !done.IsCancellationRequested)
        {
            await lost.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Released by ourselves.
        }
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Answers };
        return await command.ExecuteScalarAsync(ct);
    }
}
