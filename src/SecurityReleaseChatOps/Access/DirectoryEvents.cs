namespace SecurityReleaseChatOps.Access;

/// <summary>Applies changes of the workspace from Slack's events; Slack is asked only where an event does not carry the new state.</summary>
internal sealed class DirectoryEvents(SlackDirectory directory, DirectoryRefresh refresh)
    : IEventHandler<UserGroupUpdated>, IEventHandler<UserChanged>, IEventHandler<MemberJoinedChannel>, IEventHandler<MemberLeftChannel>,
        IEventHandler<ChannelArchived>, IEventHandler<ChannelUnarchived>, IEventHandler<ChannelDeleted>, IEventHandler<ChannelLeft>,
        IEventHandler<ChannelRenamed>,
        IEventHandler<ChannelShared>, IEventHandler<ChannelUnshared>, IEventHandler<ChannelIdChanged>,
        IEventHandler<GroupArchived>, IEventHandler<GroupUnarchived>, IEventHandler<GroupDeleted>, IEventHandler<GroupLeft>, IEventHandler<GroupRenamed>
{
    public Task Handle(UserGroupUpdated slackEvent, CancellationToken cancellation) => Change(known => slackEvent.Subteam switch
    {
        { DateDelete: > 0, Id: var id } => known with { Groups = [.. known.Groups.Where(group => group.Id != id)] },
        // Slack may deliver the older of two changes last.
        var group when group.DateUpdate < known.FindGroup(group.Id)?.Updated => known,
        // An event without a member list says nothing about members, unless its count is zero.
        ({ Users.Count: > 0 } or { UserCount: 0 }) and var group => known.With(new Group(group.Id, group.Handle, group.Users) { Updated = group.DateUpdate }),
        var group => known.With(new Group(group.Id, group.Handle, known.FindGroup(group.Id)?.Users ?? []) { Updated = group.DateUpdate }),
    });

    public Task Handle(UserChanged slackEvent, CancellationToken cancellation) => Change(known =>
        known.Members.ContainsKey(slackEvent.User.Id) ? known.With(DirectoryReader.Known(slackEvent.User, known.TeamId)) : known);

    public Task Handle(MemberJoinedChannel slackEvent, CancellationToken cancellation)
    {
        if (slackEvent.User == directory.Snapshot?.BotUserId)
            return Ask(slackEvent.Channel);
        directory.Find(slackEvent.User);
        return Present(slackEvent, users => users.Append(slackEvent.User).Distinct());
    }

    public Task Handle(MemberLeftChannel slackEvent, CancellationToken cancellation) =>
        Present(slackEvent, users => users.Where(user => user != slackEvent.User));

    public Task Handle(ChannelArchived slackEvent, CancellationToken cancellation) => Archived(slackEvent.Channel, true);

    public Task Handle(ChannelUnarchived slackEvent, CancellationToken cancellation) => Archived(slackEvent.Channel, false);

    public Task Handle(ChannelDeleted slackEvent, CancellationToken cancellation) => Gone(slackEvent.Channel);

    public Task Handle(ChannelLeft slackEvent, CancellationToken cancellation) => Gone(slackEvent.Channel);

    public Task Handle(ChannelRenamed slackEvent, CancellationToken cancellation) => Named(slackEvent.Channel);

    public Task Handle(ChannelShared slackEvent, CancellationToken cancellation) => Ask(slackEvent.Channel);

    public Task Handle(ChannelUnshared slackEvent, CancellationToken cancellation) => Ask(slackEvent.Channel);

    public Task Handle(ChannelIdChanged slackEvent, CancellationToken cancellation) =>
        Task.WhenAll(Gone(slackEvent.OldChannelId), Ask(slackEvent.NewChannelId));

    public Task Handle(GroupArchived slackEvent, CancellationToken cancellation) => Archived(slackEvent.Channel, true);

    public Task Handle(GroupUnarchived slackEvent, CancellationToken cancellation) => Archived(slackEvent.Channel, false);

    public Task Handle(GroupDeleted slackEvent, CancellationToken cancellation) => Gone(slackEvent.Channel);

    public Task Handle(GroupLeft slackEvent, CancellationToken cancellation) => Gone(slackEvent.Channel);

    public Task Handle(GroupRenamed slackEvent, CancellationToken cancellation) => Named(slackEvent.Channel);

    private Task Present(UserChannelEvent slackEvent, Func<IEnumerable<string>, IEnumerable<string>> change) => Change(known =>
        known.Present.TryGetValue(slackEvent.Channel, out var users) ? known.WithPresent(slackEvent.Channel, change(users)) : known);

    private Task Archived(string id, bool archived) => Change(known =>
        known.Channels.TryGetValue(id, out var channel) ? known.With(channel with { IsArchived = archived }) : known);

    private Task Named(Conversation renamed) => Change(known =>
        known.Channels.TryGetValue(renamed.Id, out var channel) ? known.With(channel with { Name = renamed.Name ?? channel.Name }) : known);

    private Task Gone(string id) => Change(known => known.WithoutChannel(id));

    private Task Ask(string id)
    {
        refresh.Ask(id);
        return Task.CompletedTask;
    }

    private Task Change(Func<DirectorySnapshot, DirectorySnapshot> change)
    {
        if (directory.Snapshot is not null)
            directory.Change(change);
        return Task.CompletedTask;
    }
}
