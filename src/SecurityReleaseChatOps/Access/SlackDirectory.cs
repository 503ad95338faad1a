using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Access;

/// <summary>Who is who, who may do what, and which channel is which; answered from memory, kept up beside it.</summary>
public sealed class SlackDirectory(Settings settings) : IChannelDirectory, ISlackNames
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _changing = new();
    private long _changes;
    private volatile View _view = new(null, new Dictionary<string, Role>(), new HashSet<string>(), new HashSet<string>());

    private sealed record View(
        DirectorySnapshot? Snapshot, IReadOnlyDictionary<string, Role> Roles, IReadOnlySet<string> Communications, IReadOnlySet<string> ReleaseManagers);

    /// <summary>What Slack last told; null until it has for the first time.</summary>
    public DirectorySnapshot? Snapshot => _view.Snapshot;

    /// <summary>The people met so far by id, those who left too; nobody as long as Slack has not told.</summary>
    public IReadOnlyDictionary<string, Member> People => Snapshot?.Members ?? new Dictionary<string, Member>();

    /// <inheritdoc/>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Everyone with a role.</summary>
    internal IEnumerable<string> WithRole => _view.Roles.Keys;

    /// <summary>Told after each change.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>Told of each person who was looked up and is not known yet.</summary>
    internal Action<string> Unknown { get; set; } = _ => { };

    /// <summary>What a person may do; a deactivated person and a bot may nothing.</summary>
    public Role RoleOf(string userId) => _view.Roles.GetValueOrDefault(userId, Role.None);

    /// <summary>Whether this person is of Communications, whatever else they are.</summary>
    public bool IsOfCommunications(string userId) => _view.Communications.Contains(userId);

    /// <summary>Whether this person is a release manager, whatever else they are.</summary>
    public bool IsReleaseManager(string userId) => _view.ReleaseManagers.Contains(userId);

    /// <summary>mrkdwn that notifies those whom a setting names; empty when Slack knows none of them.</summary>
    public string Mention(IReadOnlyList<string> names) => Snapshot is { } known
        ? string.Join(
            ' ', names.Select(name => known.FindGroup(name) is { } group ? Mrkdwn.Group(group.Id) : IsPerson(name) ? Mrkdwn.User(name) : "")
                .Where(mention => mention.Length > 0))
        : "";

    /// <summary>The person; null if they are not known yet: they are asked for.</summary>
    public Member? Find(string userId)
    {
        if (Snapshot?.Members.GetValueOrDefault(userId) is { } member)
            return member;
        if (IsPerson(userId))
            Unknown(userId);
        return null;
    }

    /// <summary>Whether this person was here and is deactivated.</summary>
    public bool HasLeft(string? userId) => userId is not null && Find(userId) is { Deleted: true };

    /// <summary>The full name of a person, for where a mention would page them; plain text.</summary>
    public string NameOf(string userId) => Find(userId)?.ShownName ?? userId;

    string? ISlackNames.NameOf(string target) => this.NameOfMention(target);

    /// <summary>mrkdwn of that name, and whether they left.</summary>
    public string Shown(string userId) => Mrkdwn.Plain(NameOf(userId)) + (HasLeft(userId) ? " (left)" : "");

    /// <summary>The channel of a name or id; null if the bot is in none.</summary>
    public Channel? FindChannel(string nameOrId) => Snapshot is { } known
        ? known.Channels.GetValueOrDefault(nameOrId) ?? known.Channels.Values.FirstOrDefault(c => c.Name == nameOrId)
        : null;

    /// <summary>Ends once groups and channels are known: what waits from before a restart is neither given up nor drawn for a stranger until then.</summary>
    public Task WhenKnown(CancellationToken cancellationToken) => _known.Task.WaitAsync(cancellationToken);

    /// <summary>Where a message to this channel goes: null if the bot sees none, or if it is shared with another organisation.</summary>
    public async ValueTask<string?> Find(string name, CancellationToken cancellationToken)
    {
        await WhenKnown(cancellationToken);
        return FindChannel(name) is { IsExtShared: false } channel ? channel.Id : null;
    }

    /// <summary>Whether this has the form of a person's id.</summary>
    internal static bool IsPerson(string id) => Addresses.IsPerson(id);

    /// <summary>Knows from now on what was changed; the first change makes everything known.</summary>
    internal void Change(Func<DirectorySnapshot, DirectorySnapshot> change)
    {
        lock (_changing)
        {
            var before = Snapshot;
            var snapshot = change(before ?? DirectorySnapshot.Empty);
            if (ReferenceEquals(before, snapshot))
                return;
            _view = Judge(snapshot);
            if (snapshot.HasMovedSince(before ?? DirectorySnapshot.Empty))
                Interlocked.Increment(ref _changes);
        }
        _known.TrySetResult();
        Changed();
    }

    /// <summary>The people that a setting names: a group's members, or the one person.</summary>
    internal static IReadOnlyList<string> UsersOf(DirectorySnapshot snapshot, string name) =>
        snapshot.FindGroup(name)?.Users ?? (IsPerson(name) ? [name] : []);

    private View Judge(DirectorySnapshot snapshot)
    {
        var roles = new Dictionary<string, Role>();
        Grant(settings.Access.ReleaseManagers, Role.Viewer);
        Grant(settings.Access.Communications, Role.Viewer);
        Grant(settings.Access.Psirt, Role.Psirt);
        Grant(settings.Access.Admins, Role.Admin);
        return new(snapshot, roles, Known(settings.Access.Communications), Known(settings.Access.ReleaseManagers));

        // Whom nobody has looked up yet Slack names in a group all the same: that is enough.
        IEnumerable<string> Here(string name) =>
            UsersOf(snapshot, name).Where(user => snapshot.Members.GetValueOrDefault(user) is not ({ Deleted: true } or { IsBot: true }));

        HashSet<string> Known(IReadOnlyList<string> names) => names.SelectMany(Here).ToHashSet();

        void Grant(IReadOnlyList<string> names, Role role)
        {
            foreach (var user in names.SelectMany(Here))
                roles[user] = role;
        }
    }
}
