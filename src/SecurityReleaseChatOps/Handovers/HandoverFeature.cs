using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The end of each engineer's day: prompted, written, accepted.</summary>
internal static class HandoverFeature
{
    public static void AddHandovers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<HandoverStore>();
        services.AddSingleton<NamedText>();
        services.AddSingleton<CollectedAnew>();
        services.AddSingleton<HandoverForms>();
        services.AddSingleton<Acceptance>();
        services.AddSingleton<Func<HandoverStore>>(s => s.GetRequiredService<HandoverStore>);
        services.AddSingleton<IReleaseWatcher, HandoverWatch>();
        services.AddSubcommand<WriteHandoverCommand>();
        services.AddSubcommand<HandoverHistoryCommand>();
        services.AddDueJob<HandoverPromptsJob>("handover-prompts");
        services.AddDueJob<HandoverAcceptanceJob>("handover-acceptance");
        services.AddDueJob<HolderAwayJob>("holders-away");
        services.AddSlackNet(slack => slack.RegisterCommand("/handover"));
    }
}
