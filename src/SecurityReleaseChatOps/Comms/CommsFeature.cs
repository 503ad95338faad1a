using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Communications of a release: who must be told, what, when.</summary>
internal static class CommsFeature
{
    /// <exception cref="SettingsException">An operator's file is at fault: where and why.</exception>
    public static void AddComms(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddMatrix(settings);
    }
}
