using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Work that continues after Slack has its answer. A stopping app waits for it, and cancels what is left at the end of the shutdown timeout.</summary>
internal sealed partial class BackgroundWork(ILogger<BackgroundWork> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Running work, plus one until the app stops.
    private int _running = 1;

    /// <summary>Cancelled when work must end.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Starts work; its exceptions are logged.</summary>
    public async void Run(Func<CancellationToken, Task> work)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await work(Stopping);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            LogCancelled(log);
        }
        catch (Exception fault)
        {
            LogFault(log, fault);
        }
        finally
        {
            Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Release();
        try
        {
            await _drained.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _stop.CancelAsync();
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Release()
    {
        if (Interlocked.Decrement(ref _running) == 0)
            _drained.TrySetResult();
    }

    [LoggerMessage(1, LogLevel.Warning, "Work after an answer to Slack was cut off: the app stops.")]
    private static partial void LogCancelled(ILogger log);

    [LoggerMessage(2, LogLevel.Error, "Work after an answer to Slack failed.")]
    private static partial void LogFault(ILogger log, Exception fault);
}
