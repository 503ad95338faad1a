using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Home;

/// <summary>Each person's App Home.</summary>
internal static class HomeFeature
{
    public static void AddHome(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHomeRenderer, HomeRenderer>();
        // The outbox draws homes, and a home shows the outbox: asked for when it is drawn.
        builder.Services.AddSingleton<Func<IOutboxHealth>>(services => services.GetRequiredService<IOutboxHealth>);
        builder.Services.AddSlackNet(slack => slack.RegisterEventHandler<AppHomeOpened, HomeOpened>());
    }
}

/// <summary>Someone looks at their home: it is drawn anew.</summary>
internal sealed class HomeOpened(IStore store) : IEventHandler<AppHomeOpened>
{
    public async Task Handle(AppHomeOpened slackEvent, CancellationToken cancellation)
    {
        if (slackEvent.Tab == "home")
            await store.Commit(new Commit(slackEvent.DeliveryId).Effect(new PublishHome(slackEvent.UserId)), cancellation);
    }
}

/// <summary>Gathers what a home shows.</summary>
internal sealed class HomeRenderer(
    ReleaseStore releases, HandoverStore handovers, Checklists.ChecklistStore checklists, KeptRoster keptRoster,
    Embargo.Hearers hearers, Comms.MyQuestions questions, SlackDirectory directory, WorkspaceCheck check, LeaversCheck leavers, Func<IOutboxHealth> outbox,
    TimeProvider time) : IHomeRenderer
{
    // A home holds 100 blocks; those who are accepted or leave make room.
    private const int MostOutsiders = 20;

    public async Task<HomeViewDefinition?> Render(string user, CancellationToken cancellationToken)
    {
        await directory.WhenKnown(cancellationToken);
        if (directory.HasLeft(user))
            return null; // Slack shows them no home any more
        var active = await releases.Active(cancellationToken);
        var waiting = new List<Handover>();
        foreach (var release in active)
            waiting.AddRange((await handovers.Open(release, cancellationToken)).AllHandovers.Where(h => h.IsOpen && h.To == user));
        var now = time.GetUtcNow();
        var own = directory.RoleOf(user) == Role.Viewer ? Checklists.ChecklistPress.OwnRoles(directory, user) : [];
        var files = await checklists.Followed(active, cancellationToken);
        var state = new HomeState(
            user,
            directory.RoleOf(user),
            [.. active.Select(d => d.Value)],
            waiting,
            await keptRoster.Read(cancellationToken),
            Steps: Checklists.ChecklistStore.Mine(files, user, now, own),
            Troubles: [.. check.Problems, .. await leavers.Find(cancellationToken), .. await hearers.Others(cancellationToken),
                .. (await outbox().Read(cancellationToken)).Words],
            Progress: files.ToDictionary(snapshot => snapshot.Release.Id, checklistSnapshot => Checklists.Progress.Of(checklistSnapshot.Board, now).ToString()),
            Outsiders: [.. (await hearers.Outsiders(cancellationToken)).Take(MostOutsiders)],
            Questions: await questions.Of(user, active, cancellationToken));
        return HomeView.Render(state, directory.Shown, Instant.FromDateTimeOffset(now));
    }
}
