using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Patch releases: started, shown, moved on and ended.</summary>
internal static class ReleaseFeature
{
    public static void AddReleases(this WebApplicationBuilder builder, Hosting.Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton<ReleaseStore>();
        // The store routes its messages, and the routing reads the store: hence resolved late.
        services.AddSingleton<IRouting>(s =>
            new RehearsalRouting(s.GetRequiredService<IStore>, s.GetRequiredService<SlackDirectory>(), s.GetRequiredService<Hosting.Settings>()));
        services.AddSingleton<IReleaseWatcher, CoverageWatch>();
        services.AddSingleton<ReleaseMove>();
        services.AddSingleton<PublishForms>();
        services.AddSingleton<Gates>();
        services.AddSubcommand<GatesCommand>();
        services.AddSingleton<FollowedReleases>();
        services.AddSingleton<EndedReleases>();
        services.AddDueJob<ReleaseEndsJob>(ReleaseEndsJob.Name);
        services.AddSingleton<IDuties, ReleaseDuties>();
        services.AddSingleton<Rotation.Swaps.IFollowsSwaps, ReleaseSwaps>();
        services.AddSingleton<Rotation.Calendar.IReleasePairs, ReleasePairs>();
        services.AddDueJob<CardsJob>("release-cards");
        services.AddSingleton<NextReleases>();
        services.AddSingleton<NewReleaseForms>();
        services.AddSubcommand<StartReleaseCommand>();
        services.AddSubcommand<ListReleasesCommand>();
        services.AddSubcommand<ShowReleaseCommand>();
        services.AddSubcommand<ReleaseAloneCommand>();
        services.AddSubcommand<EditLinksCommand>();
        services.AddSubcommand<DelayReleaseCommand>();
        services.AddSubcommand<RateReleaseCommand>();
        services.AddSubcommand<EditFixesCommand>();
        services.AddSubcommand<FixCommand>();
        services.AddSingleton(VulnerabilitySla.Load(settings.SlaFile));
        services.AddSubcommand<ShareCommand>();
        services.AddSingleton<IMissing, FixesMissing>();
        services.AddSubcommand<EditVersionsCommand>();
        services.AddSubcommand<MergeReleaseCommand>();
        services.AddSubcommand<PublishReleaseCommand>();
        services.AddSubcommand<CancelReleaseCommand>();
        services.AddSingleton<TakeOvers>();
        services.AddSubcommand<TakeOverCommand>();
        services.AddSubcommand<ChangePairCommand>();
        services.AddSingleton(new OpenToViewers(ChooseRelease.ActionId));
        services.AddSingleton(new OpenToViewers(RunCommand.ActionId));
        services.AddSingleton(new OpenToViewers(MoreOfRelease.ActionId));
        services.AddSingleton(new OpenToViewers(UndoMove.ActionId));
        services.AddSingleton(new OpenToViewers(MergeFixes.ActionId));
        services.AddSingleton(new OpenToViewers(PublishModal.CallbackId));
        services.AddSlackNet(slack => slack.RegisterCommand("/release"));
    }
}
