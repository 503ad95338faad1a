namespace SecurityReleaseChatOps.Slack;

/// <summary>Says whether deliveries may come over sockets: without one of the app's own they always may.</summary>
public interface ISocketGate
{
    /// <summary>Why they should go to another instance at present, in words; null when they may come here.</summary>
    string? Closed { get; }
}
