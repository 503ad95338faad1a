using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Log;

/// <summary>What happened to a release, in plain words.</summary>
internal static class LogFeature
{
    public static void AddLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReleaseLog>();
        builder.Services.AddSubcommand<ShowLogCommand>();
        builder.Services.AddSingleton(new OpenToViewers(OlderLog.ActionId)); // like the command
    }
}
