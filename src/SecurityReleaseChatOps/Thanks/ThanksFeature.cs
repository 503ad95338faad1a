using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Thanks for a release, once it is public: to everyone who made it, and to those who reported what it fixes.</summary>
internal static class ThanksFeature
{
    public static void AddThanks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ThanksStore>();
        services.AddSingleton<Releases.ISentSince, ThanksSent>();
        services.AddSingleton<IEvidence, ThanksEvidence>();
        services.AddSingleton<IEventForm, ThanksEvents>();
        // In the order in which people are named.
        services.AddSingleton<IContributions, FromHandovers>();
        services.AddSingleton<IContributions, FromChecklist>();
        services.AddSingleton<IContributions, FromComms>();
        services.AddSingleton<IContributions, FromFixes>();
        services.AddSubcommand<WriteThanksCommand>();
        services.AddSubcommand<ThankResearchersCommand>();
        services.AddSlackNet(slack => slack.RegisterCommand("/thanks"));
    }
}
