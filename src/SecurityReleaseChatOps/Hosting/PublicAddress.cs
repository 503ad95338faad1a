using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Where others reach the public port: as configured, or in Local mode where it listens.</summary>
internal sealed class PublicAddress(Settings settings, IServer server)
{
    /// <summary>The base of all addresses given out, ending in a slash; null when the app cannot be reached from outside.</summary>
    public Uri? Base => settings is { Mode: SlackMode.Local, PublicUrl: null or { Port: 0 } } ? Own(server) : settings.PublicUrl;

    /// <summary>Where this machine reaches the server.</summary>
    public static Uri Own(IServer server) => Listening.FromHere(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
}
