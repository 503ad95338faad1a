using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Access;

/// <summary>Who is who, who may do what, and which channel is which: answered from memory, refreshed in the background.</summary>
public sealed class SlackDirectory(Settings settings) : IChannelDirectory, ISlackNames
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _changing = new();
    private readonly HashSet<string> _forgotten = [];
    private long _changes;
    private volatile View _view = new(null, new Dictionary<string, Role>(), new HashSet<string>(), new HashSet<string>());

    private sealed record View(
        DirectorySnapshot? Snapshot, IReadOnlyDictionary<string, Role> Roles, IReadOnlySet<string> Communications, IReadOnlySet<string> ReleaseManagers);

    /// <summary>What Slack last reported; null before the first report.</summary>
    public DirectorySnapshot? Snapshot => _view.Snapshot;

    /// <summary>The people met so far by id, including those who left; empty until Slack has reported.</summary>
    public IReadOnlyDictionary<string, Member> People => Snapshot?.Members ?? new Dictionary<string, Member>();

    /// <inheritdoc/>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Everyone with a role.</summary>
    internal IEnumerable<string> WithRole => _view.Roles.Keys;

    /// <summary>Raised after each change.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>Raised for each person who was looked up and is not known yet.</summary>
    internal Action<string> Unknown { get; set; } = _ => { };

    /// <summary>What a person may do; deactivated people and bots may do nothing.</summary>
    public Role RoleOf(string userId) => _view.Roles.GetValueOrDefault(userId, Role.None);

    /// <summary>Whether this person belongs to Communications, whatever their other roles.</summary>
    public bool IsOfCommunications(string userId) => _view.Communications.Contains(userId);

    /// <summary>Whether this person is a release manager, whatever their other roles.</summary>
    public bool IsReleaseManager(string userId) => _view.ReleaseManagers.Contains(userId);

    /// <summary>mrkdwn that notifies those whom a setting names; empty when Slack knows none of them.</summary>
    public string Mention(IReadOnlyList<string> names) => Snapshot is { } known
        ? string.Join(
            ' ', names.Select(name => known.FindGroup(name) is { } group ? Mrkdwn.Group(group.Id) : IsPerson(name) ? Mrkdwn.User(name) : "")
                .Where(mention => mention.Length > 0))
        : "";

    /// <summary>The person; null if not known yet, in which case Slack is asked for them.</summary>
    public Member? Find(string userId)
    {
        if (Snapshot?.Members.GetValueOrDefault(userId) is { } member)
            return member;
        if (IsPerson(userId))
            Unknown(userId);
        return null;
    }

    /// <summary>Whether this person was a member and has been deactivated.</summary>
    public bool HasLeft(string? userId) => userId is not null && Find(userId) is { Deleted: true };

    /// <summary>A person's full name in plain text, for places where a mention would page them.</summary>
    public string NameOf(string userId) => Find(userId)?.ShownName ?? userId;

    string? ISlackNames.NameOf(string target) => this.NameOfMention(target);

    /// <summary>That name as mrkdwn, noting whether they left.</summary>
    public string Shown(string userId) => Mrkdwn.Plain(NameOf(userId)) + (HasLeft(userId) ? " (left)" : "");

    /// <summary>The channel of a name or id; null if the bot is in none.</summary>
    public Channel? FindChannel(string nameOrId) => Snapshot is { } known
        ? known.Channels.GetValueOrDefault(nameOrId) ?? known.Channels.Values.FirstOrDefault(c => c.Name == nameOrId)
        : null;

    /// <summary>Completes once groups and channels are known, so that messages waiting since before a restart are not given up or drawn
    /// for a stranger.</summary>
    public Task WhenKnown(CancellationToken cancellationToken) => _known.Task.WaitAsync(cancellationToken);

    /// <summary>Where a message to this channel goes; null if the bot cannot see it, or if it is shared with another organisation.</summary>
    public async ValueTask<string?> Find(string name, CancellationToken cancellationToken)
    {
        await WhenKnown(cancellationToken);
        return FindChannel(name) is { IsExtShared: false } channel ? channel.Id : null;
    }

    /// <summary>Whether this looks like a person's id.</summary>
    internal static bool IsPerson(string id) => Addresses.IsPerson(id);

    /// <summary>
    /// Knows somebody no longer, who was made anonymous, also when Slack still tells of them: nothing that is stored names them any more. Unless they
    /// are in a group that counts again.
    /// </summary>
    internal void Forget(string person)
    {
        lock (_changing)
            _forgotten.Add(person);
        Change(known => known.Without(person));
    }

    /// <summary>Applies a change; the first one makes everything known.</summary>
    internal void Change(Func<DirectorySnapshot, DirectorySnapshot> change)
    {
        lock (_changing)
        {
            var before = Snapshot;
            var changed = change(before ?? DirectorySnapshot.Empty);
            var snapshot = _forgotten.Where(person => !changed.Groups.Any(group => group.Users.Contains(person)))
                .Aggregate(changed, (known, person) => known.Without(person));
            if (ReferenceEquals(before, snapshot))
                return;
            _view = Judge(snapshot);
            if (snapshot.HasMovedSince(before ?? DirectorySnapshot.Empty))
                Interlocked.Increment(ref _changes);
        }
        _known.TrySetResult();
        Changed();
    }

    /// <summary>The people a setting names: the members of a group, or one person.</summary>
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

        // A group lists people nobody has looked up yet; being listed is enough.
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

/// <summary>
/// Asked before every handler: what is of another workspace is refused, strangers get a friendly refusal, viewers may look. Commands refine it by
/// subcommand.
/// </summary>
internal sealed class AccessGate(
    SlackDirectory directory, IEnumerable<OpenToViewers> open, IEnumerable<OpenToEveryone> everyone, Refusals refusals) : ISlackGate
{
    private readonly HashSet<string> _open = [.. open.Select(o => o.Name)];
    private readonly HashSet<string> _everyone = [.. everyone.Select(o => o.Name)];

    public ValueTask<string?> Refuse(SlackRequestInfo request, CancellationToken cancellation) => new(
        IsOfAnother(request) ? "Sorry, I only work for the workspace that I belong to."
        // An event asks for nothing, and may have no user.
        : request.Kind == SlackRequestKind.Event || _everyone.Contains(request.Name.Split(':')[0]) ? null
        : Judge(request));

    // An app installed for a whole organisation (E…) serves each of its workspaces.
    private bool IsOfAnother(SlackRequestInfo request)
    {
        if (request.TeamId.Length == 0 || directory.Snapshot?.TeamId is not { } ours || !ours.StartsWith('T') || request.TeamId == ours)
            return false;
        refusals.Note(request.Name.Split(':')[0], request.TeamId, "it is of another workspace");
        return true;
    }

    private string? Judge(SlackRequestInfo request) => directory.RoleOf(request.UserId) switch
    {
        Role.Psirt or Role.Admin => null,
        Role.Viewer when request.Kind == SlackRequestKind.Command || _open.Contains(request.Name.Split(':')[0]) => null,
        Role.Viewer => "This is PSIRT's to do. You can see where releases stand with /release and in my Home tab.",
        _ when directory.Snapshot is null => "I have just started and do not know yet who you are. Please try again in a few seconds.",
        _ => "Sorry, I only work for PSIRT, release managers and Communications. If you should be one of them, ask PSIRT to add you.",
    };
}

/// <summary>Names for Slack's ids, and the date where a person is.</summary>
internal static class Mentions
{
    /// <summary>The name behind a mention's target: <c>@U123</c>, <c>#C123</c>, <c>!subteam^S123</c>; null when it is not known.</summary>
    public static string? NameOfMention(this SlackDirectory directory, string target) => target switch
    {
        ['@', .. var id] => directory.Find(id)?.ShownName,
        ['#', .. var id] => directory.FindChannel(id)?.Name,
        _ when target.Split('^') is ["!subteam", var id] => directory.Snapshot?.Groups.FirstOrDefault(group => group.Id == id)?.Handle,
        _ => null,
    };

    /// <summary>The zone in which a person reads and types times: the one set in Slack; UTC until Slack has reported one.</summary>
    public static DateTimeZone ZoneOf(this SlackDirectory directory, string userId) =>
        directory.Find(userId)?.Zone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known ? known : DateTimeZone.Utc;

    /// <summary>The date where a person is.</summary>
    public static DateOnly TodayOf(this SlackDirectory directory, string userId, Instant now) =>
        now.InZone(directory.ZoneOf(userId)).Date.ToDateOnly();
}

/// <summary>A person of the workspace.</summary>
/// <param name="Zone">IANA time zone, as the person set it in Slack.</param>
/// <param name="Deleted">Whether they left, or Slack knows no such id.</param>
public sealed record Member(string Id, string Name, string ShownName, string? Zone, bool IsBot, bool Deleted)
{
    /// <summary>Whether they are a guest, limited to a few channels.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Whether they belong to another workspace or organisation.</summary>
    public bool IsStranger { get; init; }
}

/// <summary>A channel, as the bot sees it.</summary>
/// <param name="IsExtShared">Shared with another organisation: nothing is posted there.</param>
/// <param name="IsPrivate">Only its members can read it.</param>
public sealed record Channel(string Id, string Name, bool IsMember, bool IsArchived, bool IsExtShared, bool IsPrivate);

/// <summary>A user group.</summary>
/// <param name="Users">Its members' ids, where somebody needs to know them.</param>
public sealed record Group(string Id, string Handle, IReadOnlyList<string> Users)
{
    /// <summary>When it was last changed, in Unix seconds; 0 where an earlier version kept it.</summary>
    public long Updated { get; init; }
}

/// <summary>
/// What is known about the workspace: the people the app deals with, the channels it is in, and all groups, with the members of
/// those that are needed. Kept in the store, so that a restart knows them before Slack answers.
/// </summary>
public sealed record DirectorySnapshot(
    string BotUserId,
    string WorkspaceUrl,
    IReadOnlyDictionary<string, Member> Members,
    IReadOnlyDictionary<string, Channel> Channels,
    IReadOnlyList<Group> Groups,
    IReadOnlyList<string> Scopes)
{
    internal static readonly DocumentKind<DirectorySnapshot> Kind = new("directory");

    internal static DirectorySnapshot Empty { get; } = new("", "", new Dictionary<string, Member>(), new Dictionary<string, Channel>(), [], []);

    /// <summary>The workspace's id; null in a snapshot kept by an older version, which held everybody and every channel.</summary>
    public string? TeamId { get; init; }

    /// <summary>The members of each channel where somebody needs to know them, by the channel's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Present { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The group of an id or handle, or null.</summary>
    public Group? FindGroup(string name) => Groups.FirstOrDefault(group => group.Id == name || group.Handle == name);

    internal DirectorySnapshot With(Member member) =>
        Members.GetValueOrDefault(member.Id) == member ? this : this with { Members = Put(Members, member.Id, member) };

    internal DirectorySnapshot Without(string person) =>
        Members.ContainsKey(person) ? this with { Members = Members.Where(known => known.Key != person).ToDictionary() } : this;

    /// <summary>Without people who are in no channel where that counts, unless they are among these.</summary>
    internal DirectorySnapshot WithoutIdle(IReadOnlySet<string> others) => this with
    {
        Members = Members.Where(known => others.Contains(known.Key) || Present.Values.Any(users => users.Contains(known.Key))).ToDictionary(),
    };

    internal DirectorySnapshot With(Channel channel) =>
        Channels.GetValueOrDefault(channel.Id) == channel ? this : this with { Channels = Put(Channels, channel.Id, channel) };

    internal DirectorySnapshot With(Group group) =>
        this with { Groups = [.. Groups.Where(other => other.Id != group.Id).Append(group).OrderBy(one => one.Id, StringComparer.Ordinal)] };

    internal DirectorySnapshot WithPresent(string channel, IEnumerable<string> users)
    {
        string[] present = [.. users.Order(StringComparer.Ordinal)];
        return Present.GetValueOrDefault(channel)?.SequenceEqual(present) == true ? this : this with { Present = Put(Present, channel, present) };
    }

    internal DirectorySnapshot WithoutChannel(string id) => !Channels.ContainsKey(id) && !Present.ContainsKey(id) ? this : this with
    {
        Channels = Channels.Where(known => known.Key != id).ToDictionary(),
        Present = Present.Where(known => known.Key != id).ToDictionary(),
    };

    /// <summary>Whether a channel, its members, or who has left changed: a message that could not be posted may now be possible.</summary>
    internal bool HasMovedSince(DirectorySnapshot before) =>
        (!ReferenceEquals(Channels, before.Channels) || !ReferenceEquals(Present, before.Present) || !ReferenceEquals(Members, before.Members))
        && !Places().SetEquals(before.Places());

    private HashSet<object> Places() =>
    [
        .. Channels.Values,
        .. Members.Values.Where(member => member.Deleted),
        .. Present.SelectMany(channel => channel.Value.Select(user => (channel.Key, Members.GetValueOrDefault(user)))),
    ];

    private static Dictionary<string, T> Put<T>(IReadOnlyDictionary<string, T> all, string id, T value) => new(all) { [id] = value };
}
