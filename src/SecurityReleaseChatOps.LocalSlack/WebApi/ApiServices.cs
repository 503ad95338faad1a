using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.Sockets;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>What the methods use besides the workspace's state.</summary>
/// <param name="BaseUrl">The workspace's own address, without a trailing slash.</param>
internal sealed record ApiServices(Triggers Triggers, SocketHub Sockets, Func<string> BaseUrl);
