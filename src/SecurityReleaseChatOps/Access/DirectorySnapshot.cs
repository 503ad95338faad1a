namespace SecurityReleaseChatOps.Access;

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
