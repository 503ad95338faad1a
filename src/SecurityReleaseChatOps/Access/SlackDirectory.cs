using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Access;

/// <summary>A person of the workspace.</summary>
/// <param name="Zone">IANA time zone, as the person set it in Slack.</param>
public sealed record Member(string Id, string Name, string ShownName, string? Zone, bool IsBot, bool Deleted);

/// <summary>A channel, as the bot sees it.</summary>
/// <param name="IsExtShared">Shared with another organisation: nothing is posted there.</param>
/// <param name="IsPrivate">Only its members can read it.</param>
public sealed record Channel(string Id, string Name, bool IsMember, bool IsArchived, bool IsExtShared, bool IsPrivate);

/// <summary>A user group with its members' ids.</summary>
public sealed record Group(string Id, string Handle, IReadOnlyList<string> Users);

/// <summary>People, groups and channels as Slack last told them; kept in the store so that a restart knows them before Slack answers.</summary>
public sealed record DirectorySnapshot(
    DateTimeOffset At,
    string BotUserId,
    string WorkspaceUrl,
    IReadOnlyDictionary<string, Member> Members,
    IReadOnlyDictionary<string, Channel> Channels,
    IReadOnlyList<Group> Groups,
    IReadOnlyList<string> Scopes)
{
    internal static readonly DocumentKind<DirectorySnapshot> Kind = new("directory");
}

/// <summary>Who is who, who may do what, and which channel is which; answered from memory, refreshed from Slack beside it.</summary>
public sealed class SlackDirectory(Settings settings) : IChannelDirectory
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile View _view = new(null, new Dictionary<string, Role>(), new HashSet<string>());

    private sealed record View(DirectorySnapshot? Snapshot, IReadOnlyDictionary<string, Role> Roles, IReadOnlySet<string> Communications);

    /// <summary>What Slack last told; null until it has for the first time.</summary>
    public DirectorySnapshot? Snapshot => _view.Snapshot;

    /// <summary>All people by id, those who left too; nobody as long as Slack has not told.</summary>
    public IReadOnlyDictionary<string, Member> People => Snapshot?.Members ?? new Dictionary<string, Member>();

    /// <summary>What a person may do; a deactivated person and a bot may nothing.</summary>
    public Role RoleOf(string userId) => _view.Roles.GetValueOrDefault(userId, Role.None);

    /// <summary>Whether this person is of Communications, whatever else they are.</summary>
    public bool IsOfCommunications(string userId) => _view.Communications.Contains(userId);

    /// <summary>mrkdwn that notifies those whom a setting names; empty when Slack knows none of them.</summary>
    public string Mention(IReadOnlyList<string> names) => Snapshot is { } known
        ? string.Join(' ', names.Select(name => known.Groups.FirstOrDefault(g => g.Id == name || g.Handle == name) is { } group ? Mrkdwn.Group(group.Id)
            : known.Members.ContainsKey(name) ? Mrkdwn.User(name) : "").Where(mention => mention.Length > 0))
        : "";

    /// <summary>The person; null if Slack does not know them (yet).</summary>
    public Member? Find(string userId) => Snapshot?.Members.GetValueOrDefault(userId);

    /// <summary>Whether this person was here and is deactivated.</summary>
    public bool HasLeft(string? userId) => userId is not null && Find(userId) is { Deleted: true };

    /// <summary>The name a person goes by, for where a mention would page them; plain text.</summary>
    public string NameOf(string userId) => Find(userId)?.ShownName ?? userId;

    /// <summary>The channel of a name or id; null if the bot does not see one.</summary>
    public Channel? FindChannel(string nameOrId) => Snapshot is { } known
        ? known.Channels.GetValueOrDefault(nameOrId) ?? known.Channels.Values.FirstOrDefault(c => c.Name == nameOrId)
        : null;

    /// <summary>Ends once people and channels are known: what waits from before a restart is neither given up nor drawn for a stranger until then.</summary>
    public Task WhenKnown(CancellationToken cancellationToken) => _known.Task.WaitAsync(cancellationToken);

    /// <summary>Where a message to this channel goes: null if the bot sees none, or if it is shared with another organisation.</summary>
    public async ValueTask<string?> Find(string name, CancellationToken cancellationToken)
    {
        await WhenKnown(cancellationToken);
        return FindChannel(name) is { IsExtShared: false } channel ? channel.Id : null;
    }

    /// <summary>Knows from now on what Slack told.</summary>
    /// <returns>Those who had a role until now, and are still here without one.</returns>
    internal IReadOnlyList<string> Take(DirectorySnapshot snapshot)
    {
        var before = _view.Roles.Keys;
        var roles = new Dictionary<string, Role>();
        Grant(settings.Access.ReleaseManagers, Role.Viewer);
        Grant(settings.Access.Communications, Role.Viewer);
        Grant(settings.Access.Psirt, Role.Psirt);
        Grant(settings.Access.Admins, Role.Admin);
        var communications = settings.Access.Communications.SelectMany(name => UsersOf(snapshot, name));
        _view = new(snapshot, roles, communications.Where(user => snapshot.Members.TryGetValue(user, out var member) && !member.Deleted && !member.IsBot).ToHashSet());
        _known.TrySetResult();
        return [.. before.Where(user => !roles.ContainsKey(user) && !HasLeft(user))];

        void Grant(IReadOnlyList<string> names, Role role)
        {
            foreach (var user in names.SelectMany(name => UsersOf(snapshot, name)))
            {
                if (snapshot.Members.TryGetValue(user, out var member) && !member.Deleted && !member.IsBot)
                    roles[user] = role;
            }
        }
    }

    /// <summary>The people that a setting names: a group's members, or the one person.</summary>
    internal static IReadOnlyList<string> UsersOf(DirectorySnapshot snapshot, string name) =>
        snapshot.Groups.FirstOrDefault(g => g.Id == name || g.Handle == name)?.Users
        ?? (snapshot.Members.ContainsKey(name) ? [name] : []);
}
