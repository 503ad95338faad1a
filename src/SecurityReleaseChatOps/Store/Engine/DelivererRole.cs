using Npgsql;

namespace SecurityReleaseChatOps.Store;

/// <summary>The right to deliver the outbox, which one process has at a time.</summary>
internal interface IDelivererRole : IAsyncDisposable
{
    /// <summary>Cancelled when another process may have it.</summary>
    CancellationToken Lost { get; }
}

/// <summary>SQLite's: the file's lock gave it already.</summary>
internal sealed class SoleDeliverer : IDelivererRole
{
    public CancellationToken Lost => CancellationToken.None;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>PostgreSQL's: an advisory lock of one session, which also hears of other instances' commits. With the connection goes the role.</summary>
internal sealed class PostgresDeliverer : IDelivererRole
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly NpgsqlConnection connection;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource done = new();
    private readonly Task listening;

    private PostgresDeliverer(NpgsqlConnection connection)
    {
        this.connection = connection;
        listening = Listen();
    }

    public CancellationToken Lost => lost.Token;

    /// <summary>Waits until no other process has the role.</summary>
    public static async Task<IDelivererRole> Become(string connectionString, Action wake, CancellationToken ct)
    {
        var own = new NpgsqlConnection(connectionString);
        try
        {
            await own.OpenAsync(ct);
            // Not one long wait: that would keep a snapshot open, and the server from tidying up.
            while (await Scalar("SELECT pg_try_advisory_lock(hashtext('chatops-deliverer'), hashtext(current_schema()))") is not true)
            {
                await Task.Delay(BetweenTries, ct);
            }

            own.Notification += (_, _) => wake();
            await Scalar($"LISTEN {PostgresEngine.WakeChannel}");
            return new PostgresDeliverer(own);
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }

        async Task<object?> Scalar(string sql)
        {
            await using var command = new NpgsqlCommand(sql, own);
            return await command.ExecuteScalarAsync(ct);
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
                await connection.WaitAsync(done.Token);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !done.IsCancellationRequested)
        {
            await lost.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Given up by ourselves.
        }
    }
}
