using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Communications of a release: who must be told, what, when.</summary>
internal static class CommsFeature
{
    public static void AddComms(this WebApplicationBuilder builder)
    {
        builder.Services.AddCustomerComms();
        builder.Services.AddSlackNet(slack => slack.RegisterCommand("/comms"));
    }
}
