using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>In Socket mode Slack chooses among the sockets that are open: an instance without its database leaves it to the others.</summary>
internal sealed class StoreGate(DocumentStore store) : ISocketGate
{
    /// <summary>Where no other instance can be, it stays, and says itself what is wrong.</summary>
    public string? Closed => store.Engine.Away;
}
