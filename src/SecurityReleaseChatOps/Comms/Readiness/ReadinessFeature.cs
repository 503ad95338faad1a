using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Whether PSIRT is ready: asked, confirmed, withdrawn.</summary>
internal static class ReadinessFeature
{
    public static void AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<ReadinessStore>();
        services.AddSingleton<ReadinessReading>();
        services.AddSingleton<IMissing>(all => all.GetRequiredService<ReadinessReading>());
        services.AddSingleton<IEvidence, ReadinessEvidence>();
        services.AddSingleton<IEventForm, ReadyEvents>();
        services.AddSingleton<IReleaseWatcher>(all => all.GetRequiredService<ReadinessStore>());
        services.AddDueJob<ReadinessJob>("readiness");
        services.AddSubcommand<AskReadyCommand>();
        services.AddSingleton(new OpenToViewers(ReadinessButton.ActionId));
        services.AddSlackNet(slack => slack
            .RegisterBlockActionHandler<ButtonAction, ReadinessButton>(ReadinessButton.ActionId)
            .RegisterBlockActionHandler<ButtonAction, ConfirmReady>(ConfirmReady.ActionId)
            .RegisterViewSubmissionHandler<ConfirmReady>(ConfirmReady.CallbackId));
    }
}

/// <summary>Withdraws a confirmation that something else broke: an answer taken back, a severity that asks for more.</summary>
internal sealed class ReadinessJob(
    FollowedReleases releases, ReadinessReading reading, ReadinessStore readiness, ChecklistStore checklists, IStore store) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var release in await releases.Active(ct))
        {
            if ((await readiness.Get(release.Id, ct))?.Value.Confirmed is null)
                continue;
            var snapshot = await reading.Open(release, ct);
            if (ReadinessRules.Broken(snapshot.Read?.Value, release.Value, snapshot.Missing) is not { } why)
                continue;
            var commit = new Commit();
            ReleaseStore.Require(commit, release);
            if (!await readiness.Withdraw(commit, release.Value, why, "readiness", snapshot.Missing, ct))
                continue;
            await checklists.Follow(commit, release, new Dictionary<Type, IReadOnlyList<Fact>> { [typeof(ReadinessEvidence)] = [] }, "readiness", ct);
            await store.Commit(commit, ct); // a conflict: something changed just now, the next look sees it
        }
    }
}
