using System.Collections.Concurrent;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>
/// Pending events: sent when they happen, retried at once, after one minute and after five, by the workspace's clock; kept over a restart.
/// </summary>
internal sealed partial class EventQueue : IDisposable
{
    private static readonly TimeSpan[] Waits = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly Workspace _workspace;
    private readonly AppLink _link;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Task> _sending = [];

    public EventQueue(Workspace workspace, AppLink link, ILogger<EventQueue> log)
    {
        (_workspace, _link, _log) = (workspace, link, log);
        workspace.EventWaiting += Begin;
    }

    /// <summary>Sends all waiting events that are due.</summary>
    public void Resume()
    {
        foreach (var pending in _workspace.Do(_ =>
            _workspace.Events.Values.Where(e => e.Due <= _workspace.Clock.GetUtcNow()).OrderBy(e => e.Id.Length).ThenBy(e => e.Id, StringComparer.Ordinal)
                .ToArray()))
            Begin(pending);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_sending.Values);
    }

    public void Dispose()
    {
        _workspace.EventWaiting -= Begin;
        _stopping.Dispose();
    }

    private void Begin(PendingEvent pending)
    {
        if (!_workspace.App.Reachable || _stopping.IsCancellationRequested)
            return;
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_sending.TryAdd(pending.Id, sending.Task))
            _ = Send(pending, sending);
    }

    private async Task Send(PendingEvent pending, TaskCompletionSource sending)
    {
        try
        {
            // It may have been sent between being found and getting here.
            while (_workspace.Do(_ => _workspace.Events.ContainsKey(pending.Id)) && await Attempt(pending))
            {
                // The first retry follows immediately.
            }
        }
        catch (OperationCanceledException)
        {
            // It stays on disk and is sent after the restart.
        }
        catch (Exception e)
        {
            LogFailed(_log, pending.Id, e);
        }
        finally
        {
            _sending.TryRemove(pending.Id, out _);
            sending.SetResult();
        }
    }

    /// <returns>Whether to try again immediately.</returns>
    private async Task<bool> Attempt(PendingEvent pending)
    {
        var type = (string?)pending.Envelope["event"]?["type"] ?? "";
        var answer = await _link.Deliver(
            new Delivery("event", type, _workspace.App.EventUrl, pending.Envelope) { RetryNum = pending.Failed, RetryReason = pending.LastReason },
            _stopping.Token);
        _stopping.Token.ThrowIfCancellationRequested();
        return _workspace.Do(change =>
        {
            if (answer.Ok || answer.NoRetry || pending.Failed == Waits.Length)
            {
                if (!answer.Ok)
                    LogGivenUp(_log, type, pending.Id, answer.Reason ?? "");
                change.Remove(pending);
                return false;
            }
            var wait = Waits[pending.Failed++];
            (pending.LastReason, pending.Due) = (answer.Reason, _workspace.Clock.GetUtcNow() + wait);
            change.Save(pending);
            return wait == TimeSpan.Zero;
        });
    }

    [LoggerMessage(LogLevel.Error, "The event {Id} could not be sent; it stays for the next try")]
    private static partial void LogFailed(ILogger logger, string id, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The app did not take the event {Type} ({Id}): {Reason}")]
    private static partial void LogGivenUp(ILogger logger, string type, string id, string reason);
}
