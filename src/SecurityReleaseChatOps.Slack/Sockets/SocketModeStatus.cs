namespace SecurityReleaseChatOps.Slack;

/// <summary>How Socket Mode fares, for the app's health.</summary>
public sealed class SocketModeStatus
{
    private int _connected;

    /// <summary>How many sockets have had Slack's hello and are open.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>Why the last try failed, in words; null after one that did not.</summary>
    public string? LastFault { get; internal set; }

    internal void Add(int change) => Interlocked.Add(ref _connected, change);
}
