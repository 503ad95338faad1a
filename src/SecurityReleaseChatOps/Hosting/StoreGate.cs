namespace SecurityReleaseChatOps.Hosting;

/// <summary>In Socket Mode Slack picks one of the open sockets, so an instance without its database closes its own and leaves the work to the others.</summary>
internal sealed class StoreGate(DocumentStore store) : ISocketGate
{
    /// <summary>Always null for an embedded engine: with no other instance to take over, it stays connected and answers what is wrong.</summary>
    public string? Closed => store.Engine.Away;
}
