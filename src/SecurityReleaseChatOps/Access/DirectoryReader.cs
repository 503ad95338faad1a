using System.Collections.Concurrent;
using NodaTime.Extensions;
using Polly;
using Polly.Retry;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Access;

/// <summary>
/// Reads what is needed from Slack into <see cref="SlackDirectory"/>. A rate-limited call is retried by itself, a page and not
/// its list; what Slack refuses is named, and does not keep the rest from being read.
/// </summary>
internal sealed class DirectoryReader(ISlackApiClient slack, SlackDirectory directory, IEnumerable<INeedsToKnow> features, Settings settings, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SlackException> _refused = [];
    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SlackRateLimitException>(),
            MaxRetryAttempts = int.MaxValue,
            DelayGenerator = failed => new(((SlackRateLimitException)failed.Outcome.Exception!).RetryAfter),
        })
        .Build();

    /// <summary>What Slack refuses to report, one sentence each.</summary>
    public IReadOnlyList<string> Refused => [.. _refused.Values.Select(WorkspaceCheck.Words).Distinct()];

    /// <summary>How far this machine's clock is ahead of Slack's; null until Slack has answered.</summary>
    public TimeSpan? ClockAhead { get; private set; }

    /// <summary>A line where what was kept is of another workspace than the token; null where it is not.</summary>
    public string? OtherWorkspace { get; private set; }

    /// <summary>Everything needed, including what features need now.</summary>
    /// <returns>The people and channels to be read next, the most urgent first.</returns>
    /// <exception cref="SlackException">Slack cannot be reached, or does not know the app.</exception>
    public async Task<IReadOnlyList<string>> Workspace(CancellationToken ct)
    {
        var needs = await AllNeeds(ct);
        var names = needs.Names.ToHashSet();

        var start = directory.Snapshot ?? DirectorySnapshot.Empty;
        var self = await Ask(true, slack.Auth.Test, ct);
        ClockAhead = (time.Now() - self.Date?.ToInstant())?.ToTimeSpan();
        if (start.TeamId is { Length: > 0 } kept && kept != self.TeamId)
            OtherWorkspace = $"Slack:BotToken is of {self.Url}, and what is stored of {start.WorkspaceUrl}: name the token, or the database, that belongs here.";
        var groups = new List<Group>();
        foreach (var group in await Allowed("usergroups.list", cancel => Ask(true, slack.UserGroups.List, cancel), ct) ?? [])
        {
            if (group.DateDelete == 0)
            {
                var users = names.Contains(group.Id) || names.Contains(group.Handle) ? await Users(group.Id, ct) : [];
                groups.Add(new(group.Id, group.Handle, users) { Updated = group.DateUpdate });
            }
        }
        var channels = new List<Conversation>();
        foreach (var type in new[] { "public_channel", "private_channel" })
            channels.AddRange(
                await Allowed("users.conversations", cancel => All(true, (cursor, again) => slack.Users.Conversations(type, cursor, again), cancel), ct, type)
                    ?? []);
        directory.Change(before => before with
        {
            BotUserId = self.UserId,
            WorkspaceUrl = self.Url,
            TeamId = self.TeamId,
            Scopes = self.Scopes ?? [],
            Groups = [.. Newest(start.Groups, before.Groups, groups, group => group.Id)],
            Channels = Newest(start.Channels.Values, before.Channels.Values, channels.Where(c => c.Name is not null).Select(Known), c => c.Id)
                .ToDictionary(c => c.Id),
        });
        var watched = directory.Snapshot!.Channels.Values.Where(channel => IsWatched(channel, needs)).Select(channel => channel.Id).ToHashSet();
        directory.Change(before =>
            before.Present.Keys.All(watched.Contains)
                ? before
                : before with { Present = before.Present.Where(known => watched.Contains(known.Key)).ToDictionary() });
        var known = directory.Snapshot!;
        return
        [
            .. directory.WithRole,
            .. watched,
            .. names.SelectMany(name => SlackDirectory.UsersOf(known, name)).Except(directory.WithRole),
        ];
    }

    /// <summary>What was read, but where an event told something else since the reading began what it told; in order.</summary>
    private static IEnumerable<T> Newest<T>(IEnumerable<T> start, IEnumerable<T> now, IEnumerable<T> read, Func<T, string> id)
        where T : class
    {
        var (before, known, told) = (start.ToDictionary(id), now.ToDictionary(id), read.DistinctBy(id).ToDictionary(id));
        return known.Keys.Union(told.Keys).Order(StringComparer.Ordinal)
            .Select(key => (before.GetValueOrDefault(key) == known.GetValueOrDefault(key) ? told : known).GetValueOrDefault(key))
            .OfType<T>();
    }

    private async Task<IReadOnlyList<string>> Users(string group, CancellationToken ct) =>
        await Allowed("usergroups.users.list", cancel => Ask(true, again => slack.UserGroupUsers.List(group, again), cancel), ct) ?? [];

    /// <summary>The person, looked up now if they are not known yet.</summary>
    public async Task<Member> Meet(string id, CancellationToken ct)
    {
        if (directory.Find(id) is { } known)
            return known;
        var member = await Member(id, ct);
        directory.Change(before => before.With(member));
        return member;
    }

    /// <summary>The person as they are now.</summary>
    /// <returns>False when Slack refuses to tell of people.</returns>
    public async Task<bool> Person(string id, CancellationToken ct)
    {
        var told = await Allowed("users.info", async cancel => (Member?)await Ask(true, again => Member(id, again), cancel), ct);
        if (told is not null)
            directory.Change(before => before.With(told));
        return told is not null;
    }

    /// <summary>The channel as it is now, and who is in it; gone if Slack shows none.</summary>
    public Task Channel(string id, CancellationToken ct) => Allowed("conversations.info", async cancel => { await Channel(id, true, cancel); return ""; }, ct);

    /// <summary>The same for a caller that waits, and sees each fault; afterwards every member is known.</summary>
    public Task Look(string channel, CancellationToken ct) => Channel(channel, false, ct);

    /// <summary>Whether a channel's members are known, as far as they matter.</summary>
    public async Task<bool> Knows(string id, CancellationToken ct) =>
        directory.Snapshot is { } known
        && (!known.Channels.TryGetValue(id, out var channel)
            || (known.Present.TryGetValue(id, out var users) ? users.All(known.Members.ContainsKey) : !IsWatched(channel, await AllNeeds(ct))));

    private async Task Channel(string id, bool patiently, CancellationToken ct)
    {
        // Where an event reported something else in the meantime, the event wins.
        var start = directory.Snapshot ?? DirectorySnapshot.Empty;
        try
        {
            var channel = Known(await Ask(patiently, again => slack.Conversations.Info(id, again), ct));
            directory.Change(before => before.Channels.GetValueOrDefault(id) == start.Channels.GetValueOrDefault(id) ? before.With(channel) : before);
            if (!IsWatched(channel, await AllNeeds(ct)))
                return;
            var present = await All(patiently, (cursor, again) => slack.Conversations.Members(id, cursor, again), ct);
            foreach (var user in patiently ? [] : present)
                await Meet(user, ct);
            directory.Change(before => before.Present.GetValueOrDefault(id) == start.Present.GetValueOrDefault(id) ? before.WithPresent(id, present) : before);
        }
        catch (SlackException gone) when (gone.ErrorCode == "channel_not_found")
        {
            directory.Change(before => before.WithoutChannel(id));
        }
    }

    // Nothing is posted to a public channel the operator did not allow, so its members do not matter.
    private bool IsWatched(Channel channel, Needs needs) =>
        !settings.Embargo.IsOpen(channel.IsPrivate, channel.Name, channel.Id) && (needs.Channels.Contains(channel.Id) || needs.Channels.Contains(channel.Name));

    /// <summary>What the settings and the features need now.</summary>
    private async Task<Needs> AllNeeds(CancellationToken ct)
    {
        var needs =
            new List<Needs> { new(
                [.. settings.Access.Psirt, .. settings.Access.ReleaseManagers, .. settings.Access.Communications, .. settings.Access.Admins], []) };
        foreach (var feature in features)
            needs.Add(await feature.Read(ct));
        return new([.. needs.SelectMany(need => need.Names)], needs.SelectMany(need => need.Channels).ToHashSet());
    }

    private async Task<Member> Member(string id, CancellationToken ct)
    {
        try
        {
            return Known(await slack.Users.Info(id, ct), directory.Snapshot?.TeamId);
        }
        catch (SlackException gone) when (gone.ErrorCode is "user_not_found" or "user_not_visible")
        {
            return new(id, id, id, null, false, Deleted: true);
        }
    }

    /// <summary>What Slack reports; null when it refuses, which is then listed until it no longer does.</summary>
    private async Task<T?> Allowed<T>(string method, Func<CancellationToken, Task<T>> call, CancellationToken ct, string? of = null)
    {
        try
        {
            var told = await call(ct);
            _refused.TryRemove(method + of, out _);
            return told;
        }
        catch (SlackException refused) when (refused is not (SlackUnreachableException or SlackRateLimitException) && !SlackFault.Passes(refused))
        {
            _refused[method + of] = refused;
            return default;
        }
    }

    private Task<T> Ask<T>(bool patiently, Func<CancellationToken, Task<T>> call, CancellationToken ct) =>
        patiently ? _patience.ExecuteAsync(async again => await call(again), ct).AsTask() : call(ct);

    private async Task<IReadOnlyList<T>> All<T>(bool patiently, Func<string?, CancellationToken, Task<Page<T>>> page, CancellationToken ct) =>
        await SlackPaging.Walk(cursor => Ask(patiently, again => page(cursor, again), ct), ct).ToListAsync(ct);

    /// <summary>A person as Slack shows them.</summary>
    /// <param name="team">The workspace's id.</param>
    internal static Member Known(
        User user, string? team) => new(user.Id, user.Name, user.ShownName, user.Tz, user.IsBot || user.Id == "USLACKBOT", user.Deleted)
        {
            IsGuest = user.IsRestricted || user.IsUltraRestricted,
            IsStranger = user.IsStranger || (user.TeamId is { Length: > 0 } theirs && team is { Length: > 0 } && theirs != team),
        };

    internal static Channel Known(Conversation c) => new(c.Id, c.Name ?? c.Id, c.IsMember, c.IsArchived, c.IsExtShared, c.IsPrivate);
}

/// <summary>What is known about a channel, never older than a minute: a private channel may be made public, and only a message in it says so.</summary>
internal sealed class FreshChannels(DirectoryReader reader, SlackDirectory directory, TimeProvider time)
{
    // A minute, less the time that the call relying on it may take.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<string, (long Ticks, Instant At)> _looked = new();

    /// <summary>Asks Slack, unless that was done just now and all members are known.</summary>
    /// <exception cref="Slack.SlackException">Slack does not answer: the channel must not be judged by what was known before.</exception>
    public async Task Look(string nameOrId, CancellationToken ct)
    {
        var id = directory.FindChannel(nameOrId)?.Id ?? nameOrId;
        var now = (Ticks: time.GetTimestamp(), At: time.Now());
        // Both clocks are checked: the wall clock may be moved, and the monotonic one stands still while the machine sleeps.
        if (_looked.TryGetValue(id, out var last) && time.GetElapsedTime(last.Ticks, now.Ticks) < Lasts && (now.At - last.At).ToTimeSpan().Duration() < Lasts
            && await reader.Knows(id, ct))
        {
            return;
        }
        await reader.Look(id, ct);
        _looked[id] = now;
    }
}
