using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.Sockets;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>What methods use besides the workspace's state.</summary>
/// <param name="BaseUrl">The workspace's own address, without a slash at its end.</param>
internal sealed record ApiServices(Triggers Triggers, SocketHub Sockets, Func<string> BaseUrl);
