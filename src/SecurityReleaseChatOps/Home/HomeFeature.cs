using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Home;

/// <summary>Each person's App Home.</summary>
internal static class HomeFeature
{
    public static void AddHome(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HomeStore>();
        builder.Services.AddSingleton<IHomeRenderer, HomeRenderer>();
        // A factory breaks the cycle: the outbox draws homes, and a home shows the outbox's health.
        builder.Services.AddSingleton<Func<IOutboxHealth>>(services => services.GetRequiredService<IOutboxHealth>);
        builder.Services.AddSlackNet(slack => slack.RegisterEventHandler<AppHomeOpened, HomeOpened>());
    }
}

/// <summary>Redraws a home when its owner opens it.</summary>
internal sealed class HomeOpened(HomeStore homes, IStore store) : IEventHandler<AppHomeOpened>
{
    public async Task Handle(AppHomeOpened slackEvent, CancellationToken cancellation)
    {
        if (slackEvent.Tab != "home")
            return;
        await store.Run(
            slackEvent.DeliveryId,
            async ct => ((Commit?)await homes.Opened(new Commit().Effect(new PublishHome(slackEvent.UserId)), slackEvent.UserId, ct), true),
            ifSeen: true, cancellation);
    }
}

/// <summary>Who opened their home and when: homes that nobody looks at are not drawn.</summary>
internal sealed class HomeStore(IStore store, TimeProvider time)
{
    private static readonly DocumentKind<Opening> Kind = new("home-opened");

    // A home left open for longer is redrawn when it is next opened.
    private static readonly Duration Lately = Duration.FromDays(7);

    // Resolution of the stored time, which spares a write for each opening.
    private static readonly Duration Step = Duration.FromHours(1);

    private sealed record Opening(Instant At);

    /// <summary>Whether they opened it recently enough that it may still be on their screen.</summary>
    public async Task<bool> MayBeOpen(string user, CancellationToken ct) =>
        await store.Get(Kind, user, ct) is { } read && time.Now() - read.Value.At < Lately;

    /// <summary>Records that they opened it now.</summary>
    public async Task<Commit> Opened(Commit commit, string user, CancellationToken ct)
    {
        var read = await store.Get(Kind, user, ct);
        return read is not null && time.Now() - read.Value.At < Step ? commit : commit.Put(Kind, user, new(time.Now()), read?.Version ?? 0);
    }
}

/// <summary>Gathers what a home shows.</summary>
internal sealed class HomeRenderer(
    HomeStore homes, ReleaseStore releases, HandoverStore handovers, Checklists.ChecklistStore checklists, RotationReader rotation, KeptPresence presence,
    Swapping swapping, Embargo.Hearers hearers, Comms.MyQuestions questions, SlackDirectory directory, WorkspaceCheck check, LeaversCheck leavers,
    Func<IOutboxHealth> outbox, TimeProvider time) : IHomeRenderer
{
    // A home holds 100 blocks; the rest appear as outsiders are accepted or leave.
    private const int MostOutsiders = 20;

    public async Task<HomeViewDefinition?> Render(string user, CancellationToken cancellationToken)
    {
        await directory.WhenKnown(cancellationToken);
        if (directory.HasLeft(user))
            return null; // Slack no longer shows them a home
        // A home is always redrawn for whoever lost their role, so that it no longer shows what the role allowed.
        if (directory.RoleOf(user) != Role.None && !await homes.MayBeOpen(user, cancellationToken))
            return null;
        var active = await releases.Active(cancellationToken);
        // Some steps follow weeks after a release was closed.
        IReadOnlyList<Doc<Release>> worked = [.. active, .. (await releases.Followed(cancellationToken)).Where(release => !release.Value.IsActive)];
        var waiting = new List<Handover>();
        foreach (var release in active)
            waiting.AddRange((await handovers.Open(release, cancellationToken)).AllHandovers.Where(h => h.IsOpen && h.To == user));
        var (now, isAdmin) = (time.Now(), directory.RoleOf(user) == Role.Admin);
        var own = directory.RoleOf(user) == Role.Viewer ? Checklists.ChecklistPress.OwnRoles(directory, user) : [];
        var files = await checklists.Followed(worked, cancellationToken);
        var calendar = await rotation.Read(cancellationToken);
        var state = new HomeState(
            user,
            directory.RoleOf(user),
            [.. active.Select(d => d.Value)],
            waiting,
            presence.Of(calendar.Roster),
            Steps: Checklists.ChecklistStore.Mine(files, user, now, own),
            Troubles: isAdmin ? await Troubles(cancellationToken) : [],
            Progress: files.ToDictionary(snapshot => snapshot.Release.Id, checklistSnapshot => Checklists.Progress.Of(checklistSnapshot.Board, now).ToString()),
            Outsiders: isAdmin ? [.. (await hearers.Outsiders(cancellationToken)).Take(MostOutsiders)] : [],
            Questions: await questions.Of(user, worked, cancellationToken),
            Next: NextShift.Of(calendar, user, now),
            Swaps: directory.RoleOf(user) < Role.Psirt ? [] : await swapping.Waiting(calendar, user, user, cancellationToken));
        return HomeView.Render(state, directory.Shown, now);
    }

    private async Task<IReadOnlyList<string>> Troubles(CancellationToken ct) =>
        [.. check.Problems, .. await leavers.Find(ct), .. await hearers.Others(ct), .. (await outbox().Read(ct)).Words];
}
