using System.Globalization;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>Everything in the workspace, in memory behind one lock; each change is on disk before anyone is notified.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly Lock _gate = new();
    private readonly WorkspaceDatabase _database;
    private readonly SortedDictionary<string, User> _users = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Channel> _channels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, UserGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, View> _views = [];
    private readonly Dictionary<string, ResponseUrl> _responseUrls = [];
    private readonly Dictionary<string, PendingEvent> _events = [];
    private readonly Dictionary<string, ScheduledMessage> _scheduled = [];
    private readonly Dictionary<string, StoredFile> _files = [];
    private readonly Dictionary<string, List<Message>> _messages = [];
    private readonly Dictionary<string, Message> _messageByKey = [];
    private readonly HashSet<string> _takenTs = [];

    public Workspace(string dataPath, WorkspaceClock clock)
    {
        Clock = clock;
        _database = new WorkspaceDatabase(dataPath);
        var known = _database.Load<Team>("team").FirstOrDefault();
        Team = known ?? Seed.NewTeam();
        if (known is null)
            Do(Seed.Fill);
        else
            Do(_ => Restore());
        clock.Restore(TimeSpan.FromTicks(Team.ClockOffsetTicks));
        clock.Moved += KeepOffset;
    }

    public WorkspaceClock Clock { get; }
    public Signals Signals { get; } = new();
    public Team Team { get; }
    public AppRegistration App { get; set; } = new();

    /// <summary>Its own address, without a trailing slash.</summary>
    public Func<string> Address { get; set; } = () => "";

    // Each is read in Do only: elsewhere another request may change it at that moment.
    public SortedDictionary<string, User> Users => Held(_users);
    public SortedDictionary<string, Channel> Channels => Held(_channels);
    public SortedDictionary<string, UserGroup> Groups => Held(_groups);
    public Dictionary<string, View> Views => Held(_views);
    public Dictionary<string, ResponseUrl> ResponseUrls => Held(_responseUrls);
    public Dictionary<string, PendingEvent> Events => Held(_events);
    public Dictionary<string, ScheduledMessage> Scheduled => Held(_scheduled);
    public Dictionary<string, StoredFile> Files => Held(_files);

    /// <summary>Raised, outside the lock, for each event that the app should receive.</summary>
    public event Action<PendingEvent>? EventWaiting;

    /// <summary>Runs work on the state under the lock, writes its changes in one transaction, then notifies the listeners.</summary>
    public T Do<T>(Func<Change, T> work)
    {
        var change = new Change(this);
        try
        {
            lock (_gate)
            {
                try
                {
                    return work(change);
                }
                finally
                {
                    // Even after an exception: memory and disk must not diverge.
                    if (change.Saved.Count + change.Removed.Count > 0)
                        _database.Write(change.Saved, change.Removed);
                }
            }
        }
        finally
        {
            foreach (var signal in change.Signals)
                Signals.Publish(signal);
            foreach (var waiting in change.Events)
                EventWaiting?.Invoke(waiting);
        }
    }

    public void Do(Action<Change> work) => Do(change =>
    {
        work(change);
        return true;
    });

    public User? FindUser(string? idOrName)
    {
        var name = idOrName?.TrimStart('@') ?? "";
        return Users.GetValueOrDefault(name)
            ?? Users.Values.FirstOrDefault(u => u.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? Users.Values.FirstOrDefault(u => u.RealName.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    public Channel? FindChannel(string? idOrName)
    {
        var name = idOrName?.TrimStart('#') ?? "";
        return Channels.GetValueOrDefault(name)
            ?? Channels.Values.FirstOrDefault(c => c.Name.Length > 0 && c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    public UserGroup? FindGroup(string? idOrHandle)
    {
        var handle = idOrHandle?.TrimStart('@') ?? "";
        return Groups.GetValueOrDefault(handle) ?? Groups.Values.FirstOrDefault(g => g.Handle.Equals(handle, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A channel's messages, oldest first, including replies and ephemeral ones.</summary>
    public IReadOnlyList<Message> MessagesOf(string channel) => Held(_messages).TryGetValue(channel, out var list) ? list : [];

    public Message? FindMessage(string? channel, string? ts) => Held(_messageByKey).GetValueOrDefault($"{channel}/{ts}");

    public Message? FindMessage(string ts) => Held(_messages).Values.Select(list => list.Find(m => m.Ts == ts)).FirstOrDefault(m => m is not null);

    /// <summary>A person's open modals, the bottom one first.</summary>
    public List<View> StackOf(string user) => [.. Views.Values.Where(v => v.User == user && !v.IsHome).OrderBy(v => v.Order)];

    public View? HomeOf(string user) => Views.Values.FirstOrDefault(v => v.User == user && v.IsHome);

    public User Bot => Users[Seed.BotUser];

    /// <summary>The workspace's time in Unix seconds.</summary>
    public long Seconds => Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A timestamp in Slack's format that is unique and later than any other in its channel.</summary>
    public string NewTs(string channel)
    {
        var micros = Clock.GetUtcNow().UtcTicks / 10 - DateTimeOffset.UnixEpoch.UtcTicks / 10;
        if (MessagesOf(channel) is [.., var last] && MicrosOf(last.Ts) is var before && before >= micros)
            micros = before + 1;
        while (!_takenTs.Add(FormatTs(micros)))
            micros++;
        return FormatTs(micros);
    }

    public static string FormatTs(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000:D10}.{micros % 1_000_000:D6}");

    public void Track(Document document)
    {
        switch (document)
        {
            case User user: Users[user.Id] = user; break;
            case Channel channel: Channels[channel.Id] = channel; break;
            case UserGroup group: Groups[group.Id] = group; break;
            case View view: Views[view.Id] = view; break;
            case ResponseUrl url: ResponseUrls[url.Path] = url; break;
            case PendingEvent pending: Events[pending.Id] = pending; break;
            case ScheduledMessage scheduled: Scheduled[scheduled.Id] = scheduled; break;
            case StoredFile file: Files[file.Id] = file; break;
            case Message message when _messageByKey.TryAdd(message.Key, message): Place(message); break;
        }
    }

    public void Forget(Document document)
    {
        switch (document)
        {
            case Channel channel: Channels.Remove(channel.Id); break;
            case View view: Views.Remove(view.Id); break;
            case UserGroup group: Groups.Remove(group.Id); break;
            case ResponseUrl url: ResponseUrls.Remove(url.Path); break;
            case PendingEvent pending: Events.Remove(pending.Id); break;
            case ScheduledMessage scheduled: Scheduled.Remove(scheduled.Id); break;
            case StoredFile file: Files.Remove(file.Id); break;
            case Message message when _messageByKey.Remove(message.Key):
                _messages[message.Channel].Remove(message);
                FindMessage(message.Channel, message.ThreadTs)?.Replies.Remove(message);
                break;
        }
    }

    public void WriteContent(string id, byte[] bytes)
    {
        lock (_gate)
            _database.WriteContent(id, bytes);
    }

    public byte[]? ReadContent(string id)
    {
        lock (_gate)
            return _database.ReadContent(id);
    }

    public void Dispose()
    {
        Clock.Moved -= KeepOffset;
        lock (_gate)
            _database.Dispose();
    }

    private T Held<T>(T state) =>
        _gate.IsHeldByCurrentThread ? state : throw new InvalidOperationException("The workspace's state is read and changed in Workspace.Do only.");

    private static long MicrosOf(string ts) => long.Parse(ts.Replace(".", ""), CultureInfo.InvariantCulture);

    private void Place(Message message)
    {
        _takenTs.Add(message.Ts);
        if (!_messages.TryGetValue(message.Channel, out var list))
            _messages[message.Channel] = list = [];
        list.Add(message);
        if (message.EphemeralTo is null)
            FindMessage(message.Channel, message.ThreadTs)?.Replies.Add(message);
    }

    private void Restore()
    {
        foreach (var document in Load())
            Track(document);

        IEnumerable<Document> Load() =>
        [
            .. _database.Load<User>("user"), .. _database.Load<Channel>("channel"), .. _database.Load<UserGroup>("usergroup"),
            .. _database.Load<Message>("message"), .. _database.Load<View>("view"), .. _database.Load<ResponseUrl>("response_url"),
            .. _database.Load<PendingEvent>("event"), .. _database.Load<ScheduledMessage>("scheduled"), .. _database.Load<StoredFile>("file"),
        ];
    }

    private void KeepOffset() => Do(change =>
    {
        Team.ClockOffsetTicks = Clock.Offset.Ticks;
        change.Save(Team);
        change.Signal("clock");
    });
}
