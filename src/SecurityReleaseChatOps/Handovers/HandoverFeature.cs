using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The end of each engineer's day: prompted, written, accepted.</summary>
internal static class HandoverFeature
{
    public static void AddHandovers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<HandoverDesk>();
        services.AddSingleton<NamedWords>();
        services.AddSingleton<CollectedAnew>();
        services.AddSingleton<HandoverForm>();
        services.AddSubcommand<WriteHandover>();
        services.AddSubcommand<HandoverHistory>();
        services.AddDueJob<HandoverPromptsJob>("handover-prompts");
        services.AddDueJob<HandoverAcceptanceJob>("handover-acceptance");
        services.AddSlackNet(slack => slack
            .RegisterCommand("/handover")
            .RegisterMessageShortcutHandler<CollectMessage>(CollectMessage.CallbackId)
            .RegisterViewSubmissionHandler<CollectMessage>(CollectMessage.CallbackId)
            .RegisterBlockActionHandler<ButtonAction, WriteHandoverButton>(WriteHandoverButton.ActionId)
            .RegisterBlockActionHandler<ButtonAction, AcceptHandover>(AcceptHandover.ActionId)
            .RegisterBlockActionHandler<ButtonAction, SnoozePrompt>(SnoozePrompt.ActionId)
            .RegisterBlockActionHandler<ButtonAction, NothingToHandOver>(NothingToHandOver.ActionId)
            .RegisterViewSubmissionHandler<HandoverModal>(HandoverModal.CallbackId)
            .RegisterViewSubmissionHandler<NothingModal>(NothingModal.CallbackId));
    }
}
