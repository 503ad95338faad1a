using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Communications: the right people, at the right time, never too early.</summary>
internal static class CommsFeature
{
    public static void AddComms(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(new CommsMatrix([], []));
        services.AddEmbargo();
        services.AddSlackNet(slack => slack.RegisterCommand("/comms"));
    }
}
