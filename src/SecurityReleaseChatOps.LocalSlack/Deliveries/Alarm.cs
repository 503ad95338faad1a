using Microsoft.Data.Sqlite;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>Wakes when something is due on the workspace's clock: event retries, scheduled messages, and the end of a person's status.</summary>
internal sealed partial class Alarm : IAsyncDisposable
{
    /// <summary>How often to check; this also finds what was added in the meantime.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Workspace _workspace;
    private readonly EventQueue _events;
    private readonly ILogger _log;
    private readonly ITimer _timer;

    public Alarm(Workspace workspace, EventQueue events, ILogger<Alarm> log)
    {
        (_workspace, _events, _log) = (workspace, events, log);
        _timer = workspace.Clock.CreateTimer(_ => Ring(), null, Longest, Longest);
        workspace.Clock.Moved += Ring;
    }

    /// <summary>Does what is due now.</summary>
    public void Ring()
    {
        try
        {
            _workspace.Do(ScheduledMethods.PostDue);
            _workspace.Do(PersonStatus.ClearDue);
            _events.Resume();
        }
        catch (SqliteException e)
        {
            // For example a full disk: the next ring tries again.
            LogFailed(_log, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _workspace.Clock.Moved -= Ring;
        await _timer.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Error, "What is due could not be written")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
