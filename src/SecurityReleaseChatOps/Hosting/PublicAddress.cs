using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Where others reach the public port: as the operator says, in Local mode where it listens.</summary>
internal sealed class PublicAddress(Settings settings, IServer server)
{
    /// <summary>The base of all addresses that are given out, ending in a slash; null where nobody reaches the app from outside.</summary>
    public Uri? Base => settings is { Mode: SlackMode.Local, PublicUrl: null or { Port: 0 } } ? Own(server) : settings.PublicUrl;

    /// <summary>Where the server listens, as this machine reaches it.</summary>
    public static Uri Own(IServer server) => Listening.FromHere(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
}
