namespace SecurityReleaseChatOps.Slack;

/// <summary>The state of Socket Mode, for the app's health check.</summary>
public sealed class SocketModeStatus
{
    private int _connected;

    /// <summary>How many sockets are open and have received Slack's hello.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>Why the last attempt to connect failed, in plain words; null after a successful one.</summary>
    public string? LastFault { get; internal set; }

    internal void Add(int change) => Interlocked.Add(ref _connected, change);
}
