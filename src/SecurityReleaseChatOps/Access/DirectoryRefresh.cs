using Microsoft.Extensions.Logging;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Access;

/// <summary>
/// Keeps <see cref="SlackDirectory"/> fresh: at start from the store, then from Slack, every five minutes,
/// and at once when Slack says that people, groups or channels changed. After each look it says in words what is missing.
/// </summary>
internal sealed partial class DirectoryRefresh(
    ISlackApiClient slack, SlackDirectory directory, WorkspaceCheck check, IStore store, IOutboxHealth outbox, TimeProvider time, ILogger<DirectoryRefresh> log)
    : BackgroundService, IEventHandler<UserGroupUpdated>, IEventHandler<UserChanged>, IEventHandler<MemberJoinedChannel>,
        IEventHandler<ChannelArchived>, IEventHandler<ChannelUnarchived>, IEventHandler<ChannelDeleted>, IEventHandler<ChannelRenamed>,
        IEventHandler<ChannelShared>, IEventHandler<ChannelUnshared>,
        IEventHandler<GroupArchived>, IEventHandler<GroupUnarchived>, IEventHandler<GroupDeleted>, IEventHandler<GroupLeft>, IEventHandler<GroupRenamed>
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _changed = new(0, 1);

    public Task Handle(UserGroupUpdated slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(UserChanged slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(MemberJoinedChannel slackEvent, CancellationToken cancellation) =>
        slackEvent.User == directory.Snapshot?.BotUserId ? Soon() : Task.CompletedTask;

    public Task Handle(ChannelArchived slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(ChannelUnarchived slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(ChannelDeleted slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(ChannelRenamed slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(ChannelShared slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(ChannelUnshared slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(GroupArchived slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(GroupUnarchived slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(GroupDeleted slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(GroupLeft slackEvent, CancellationToken cancellation) => Soon();

    public Task Handle(GroupRenamed slackEvent, CancellationToken cancellation) => Soon();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await store.Get(DirectorySnapshot.Kind, "slack", stoppingToken) is { } kept)
            directory.Take(kept.Value);

        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Every;
            try
            {
                var snapshot = await Read(stoppingToken);
                var before = directory.Snapshot;
                var strangers = directory.Take(snapshot);
                await Keep(snapshot, stoppingToken);
                if (strangers.Count > 0)
                    await store.Commit(strangers.Aggregate(new Commit(), (commit, user) => commit.Effect(new PublishHome(user))), stoppingToken); // it shows what they may see no more
                if (before is not null && !before.Channels.Values.ToHashSet().SetEquals(snapshot.Channels.Values))
                    await outbox.RetryFailed(stoppingToken); // what had nowhere to go may have it now
                check.Look(snapshot);
            }
            catch (Exception fault) when (fault is SlackException or StoreException)
            {
                Failed(log, fault.Message);
                check.Unreachable(fault.Message);
                wait = AfterFault;
            }
            await _changed.WaitAsync(wait, stoppingToken);
        }
    }

    private Task Soon()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is asked for already.
        }
        return Task.CompletedTask;
    }

    private async Task<DirectorySnapshot> Read(CancellationToken ct)
    {
        var self = await slack.Auth.Test(ct);
        var members = await All(cursor => slack.Users.List(cursor, ct));
        var channels = await All(cursor => slack.Conversations.List(cursor: cursor, cancellation: ct));
        var groups = await slack.UserGroups.List(ct);
        return new(
            time.GetUtcNow(),
            self.UserId,
            self.Url,
            members.ToDictionary(m => m.Id, m => new Member(m.Id, m.Name, m.ShownName, m.Tz, m.IsBot || m.Id == "USLACKBOT", m.Deleted)),
            channels.Where(c => c.Name is not null).ToDictionary(c => c.Id, c => new Channel(c.Id, c.Name!, c.IsMember, c.IsArchived, c.IsExtShared, c.IsPrivate)),
            [.. groups.Where(g => g.DateDelete == 0).Select(g => new Group(g.Id, g.Handle, g.Users))],
            self.Scopes ?? []);
    }

    private static async Task<List<T>> All<T>(Func<string?, Task<Page<T>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            all.AddRange(page.Items);
            cursor = string.IsNullOrEmpty(page.NextCursor) ? null : page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private async Task Keep(DirectorySnapshot snapshot, CancellationToken ct)
    {
        var kept = await store.Get(DirectorySnapshot.Kind, "slack", ct);
        // Another instance keeps the same; losing to it is no loss.
        await store.Commit(new Commit().Put(DirectorySnapshot.Kind, "slack", snapshot, kept?.Version ?? 0), ct);
    }

    [LoggerMessage(LogLevel.Warning, "Slack could not be asked for people and channels: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
