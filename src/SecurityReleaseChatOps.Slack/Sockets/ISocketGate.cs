namespace SecurityReleaseChatOps.Slack;

/// <summary>An optional service that says whether deliveries may come over this instance's sockets; without it they always may.</summary>
public interface ISocketGate
{
    /// <summary>Why they should currently go to another instance, in plain words; null when they may come here.</summary>
    string? Closed { get; }
}
