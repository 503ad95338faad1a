using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>Wakes when something is due on the workspace's clock: event retries and scheduled messages.</summary>
internal sealed class Alarm : IAsyncDisposable
{
    /// <summary>It looks at least that often, which also finds what was added meanwhile.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Workspace _workspace;
    private readonly EventQueue _events;
    private readonly ITimer _timer;

    public Alarm(Workspace workspace, EventQueue events)
    {
        (_workspace, _events) = (workspace, events);
        _timer = workspace.Clock.CreateTimer(_ => Ring(), null, Longest, Longest);
        workspace.Clock.Moved += Ring;
    }

    /// <summary>Does what is due now.</summary>
    public void Ring()
    {
        _workspace.Do(ScheduledMethods.PostDue);
        _events.Resume();
    }

    public async ValueTask DisposeAsync()
    {
        _workspace.Clock.Moved -= Ring;
        await _timer.DisposeAsync();
    }
}
