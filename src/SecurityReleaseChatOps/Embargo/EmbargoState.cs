using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>One release's embargo.</summary>
/// <param name="Facts">Its facts, without those that a published release has too.</param>
/// <param name="Allowed">Names and ids of the channels where it may be discussed.</param>
internal sealed record ReleaseEmbargo(string Id, IReadOnlyList<Secret> Facts, IReadOnlySet<string> Allowed)
{
    public bool MayBeToldIn(Channel channel) => Allowed.Contains(channel.Id) || Allowed.Contains(channel.Name);
}

/// <summary>Everything under embargo now, derived from the releases, the notes about them, the matrix and the settings; pure.</summary>
/// <param name="Releases">Those that are not published, including cancelled ones.</param>
/// <param name="Published">Ids of the published releases.</param>
internal sealed record EmbargoState(IReadOnlyList<ReleaseEmbargo> Releases, IReadOnlySet<string> Published, ChannelSettings Channels)
{
    private IReadOnlyList<KnownRelease> Known { get; init; } = [];

    /// <summary>Keys of the facts of published releases, which are no longer secret.</summary>
    private IReadOnlySet<string> Free { get; init; } = new HashSet<string>();

    /// <param name="last">The previous state: only what has changed since is recomputed.</param>
    public static EmbargoState Of(
        IReadOnlyList<Release> releases, IReadOnlyDictionary<string, EmbargoNotes> notes, ILookup<string, string> texts, CommsMatrix matrix,
        DefinitionLibrary definitions, ChannelSettings channels, EmbargoState? last = null)
    {
        var (known, isFree) = (new KnownRelease[releases.Count], last is not null && last.Known.Count <= releases.Count);
        for (var i = 0; i < known.Length; i++)
        {
            var (release, said, described) = (releases[i], notes.GetValueOrDefault(releases[i].Id), texts[releases[i].Id]);
            var before = last?.At(i, release.Id);
            known[i] = before is not null && before.IsOf(release, said, described)
                ? before
                : new(release, said, [.. described], Secret.Of(release, said, described), AllowList(release, matrix, definitions, channels, said));
            isFree &= known[i] == before || !(known[i].IsPublished || before is { IsPublished: true });
        }
        // A rehearsal's facts are invented: they neither embargo nor free facts of other releases.
        var free = isFree ? last!.Free
            : known.Where(one => one is { IsPublished: true, Release.Rehearsal: false }).SelectMany(one => one.Secrets).Select(fact => fact.Key).ToHashSet();
        return new(
            [.. known.Where(one => !one.IsPublished).Select(one => one.Under(free))],
            isFree ? last!.Published : known.Where(one => one.IsPublished).Select(one => one.Release.Id).ToHashSet(),
            channels)
        { Known = known, Free = free };
    }

    /// <summary>The embargo of a release; null when it is published. A release not yet known has no facts.</summary>
    public ReleaseEmbargo? Find(string release) => Published.Contains(release)
        ? null
        : Releases.FirstOrDefault(known => known.Id == release) ?? new(release, [], Channels.Embargoed.ToHashSet());

    /// <summary>The channels of those preparing it, of the audiences of its embargoed messages, and those PSIRT added. A rehearsal stays with PSIRT.</summary>
    private static HashSet<string> AllowList(Release release, CommsMatrix matrix, DefinitionLibrary definitions, ChannelSettings channels, EmbargoNotes? notes)
    {
        if (release.Rehearsal)
            return [channels.Psirt];
        var told = definitions.MessagesFor(release);
        var embargoed = matrix.Messages.Where(message => message.Embargoed && told.Contains(message.Id)).Select(message => matrix.Find(message.To)?.Channel);
        return [.. channels.Embargoed, .. embargoed.OfType<string>(), .. (notes?.Channels ?? []).Select(added => added.Id)];
    }

    /// <summary>What is known about a release, which is usually at the same index as before.</summary>
    private KnownRelease? At(int place, string release) =>
        place < Known.Count && Known[place].Release.Id == release ? Known[place] : Known.FirstOrDefault(one => one.Release.Id == release);

    /// <summary>What follows from a single release, published or not.</summary>
    private sealed class KnownRelease(
        Release release, EmbargoNotes? notes, IReadOnlyList<string> texts, IReadOnlyList<Secret> secrets, IReadOnlySet<string> allowed)
    {
        private Tuple<IReadOnlySet<string>, ReleaseEmbargo>? _under;

        public Release Release => release;

        public IReadOnlyList<Secret> Secrets => secrets;

        public bool IsPublished => release.PublishedAt is not null;

        /// <summary>Whether it was made from exactly these inputs.</summary>
        public bool IsOf(Release other, EmbargoNotes? said, IEnumerable<string> descriptions) =>
            ReferenceEquals(release, other) && ReferenceEquals(notes, said) && texts.SequenceEqual(descriptions);

        /// <summary>Its embargo, without the facts that are free.</summary>
        public ReleaseEmbargo Under(IReadOnlySet<string> free)
        {
            if (_under is { } last && last.Item1 == free)
                return last.Item2;
            var embargo = new ReleaseEmbargo(release.Id, release.Rehearsal ? [] : [.. secrets.Where(fact => !free.Contains(fact.Key))], allowed);
            _under = new(free, embargo);
            return embargo;
        }
    }
}

/// <summary>What PSIRT added to the embargo of one release, besides what follows from the release itself.</summary>
internal sealed record EmbargoNotes
{
    public static EmbargoNotes None { get; } = new();

    /// <summary>Further embargoed words.</summary>
    public IReadOnlyList<Marked> Marked { get; init; } = [];

    /// <summary>Further channels where it may be discussed.</summary>
    public IReadOnlyList<AddedChannel> Channels { get; init; } = [];
}

/// <param name="Text">As typed.</param>
/// <param name="By">Slack user id.</param>
internal sealed record Marked(string Text, string By, DateTimeOffset At);

/// <param name="Id">The channel's id in Slack.</param>
/// <param name="By">Slack user id.</param>
internal sealed record AddedChannel(string Id, string By, DateTimeOffset At);
