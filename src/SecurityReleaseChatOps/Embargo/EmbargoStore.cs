using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>PSIRT's notes about embargoes, and everything under embargo now.</summary>
internal sealed class EmbargoStore(
    IStore store, ReleaseStore releases, IEnumerable<IConfidential> confidential, CommsMatrix matrix, DefinitionLibrary definitions, Settings settings)
{
    private static readonly DocumentKind<EmbargoNotes> Kind = new("embargo");

    private readonly Kept<EmbargoNotes> _notes = new(store, Kind);
    private readonly Made<IReadOnlyDictionary<string, EmbargoNotes>> _notesOf = new();
    private readonly Made<ILookup<string, string>> _textsOf = new();
    private readonly Made<EmbargoState> _over = new();
    private readonly Made<EmbargoState> _state = new();
    private volatile EmbargoState? _last;

    /// <summary>What is under embargo; recomputed only for releases that changed themselves or whose notes or texts did.</summary>
    public async Task<EmbargoState> Read(CancellationToken ct)
    {
        var (releasesRead, notesRead, textsRead) = (await releases.Parts(ct), await _notes.Read(ct), new List<IReadOnlyList<ConfidentialText>>());
        foreach (var feature in confidential)
            textsRead.Add(await feature.Texts(ct));
        var notes = _notesOf.Of(() => notesRead.ToDictionary(d => d.Id, d => d.Value), notesRead);
        var texts = _textsOf.Of(() => textsRead.SelectMany(list => list).ToLookup(text => text.Release, text => text.Text), [.. textsRead]);
        // Of those that are over there are many, and they seldom change.
        var over = _over.Of(() => Of(releasesRead.Over, _last?.Over, null), releasesRead.Over, notes, texts);
        return _state.Of(() => _last = Of(releasesRead.Open, _last, over), releasesRead.Open, notes, texts, over);

        EmbargoState Of(IReadOnlyList<Doc<Release>> some, EmbargoState? last, EmbargoState? over) =>
            EmbargoState.Of([.. some.Select(d => d.Value)], notes, texts, matrix, definitions, settings.Channels, last, over);
    }

    /// <summary>The notes about one release; null when there are none.</summary>
    public ValueTask<Doc<EmbargoNotes>?> Notes(string release, CancellationToken ct) => store.Get(Kind, release, ct);

    public static void Save(Commit commit, Doc<EmbargoNotes>? read, EmbargoNotes notes, string release, string by) => commit
        .Put(Kind, release, notes, read?.Version ?? 0)
        .Audit(by, "set embargo", ReleaseStore.CardKey(release), read?.Value, notes);
}

/// <summary>One release's embargo.</summary>
/// <param name="Facts">Its facts, without those that a published release has too.</param>
/// <param name="Allowed">Names and ids of the channels where it may be discussed.</param>
internal sealed record ReleaseEmbargo(string Id, IReadOnlyList<Secret> Facts, IReadOnlySet<string> Allowed)
{
    public bool MayBeToldIn(Channel channel) => Allowed.Contains(channel.Id) || Allowed.Contains(channel.Name);
}

/// <summary>Everything under embargo now, derived from the releases, the notes about them, the matrix and the settings; pure.</summary>
/// <param name="Published">Ids of the published releases.</param>
/// <param name="Over">What it is of the releases that are over; null where they are not apart.</param>
internal sealed record EmbargoState(IReadOnlySet<string> Published, ChannelSettings Channels, EmbargoState? Over)
{
    private Dictionary<string, KnownRelease>? _byId;
    private IReadOnlyList<ReleaseEmbargo>? _releases;

    private IReadOnlyList<KnownRelease> Known { get; init; } = [];

    private IReadOnlyList<KnownRelease> Unpublished { get; init; } = [];

    /// <summary>Keys of the facts of published releases, which are no longer secret.</summary>
    private IReadOnlySet<string> Free { get; init; } = new HashSet<string>();

    /// <summary>Those that are not published, including cancelled ones.</summary>
    public IReadOnlyList<ReleaseEmbargo> Releases => _releases ??= [.. Unpublished.Select(one => one.Under(Free))];

    /// <param name="last">The previous state: only what has changed since is recomputed; itself where nothing has.</param>
    /// <param name="over">The state of all other releases, which is part of this one.</param>
    public static EmbargoState Of(
        IReadOnlyList<Release> releases, IReadOnlyDictionary<string, EmbargoNotes> notes, ILookup<string, string> texts, CommsMatrix matrix,
        DefinitionLibrary definitions, ChannelSettings channels, EmbargoState? last = null, EmbargoState? over = null)
    {
        var known = new KnownRelease[releases.Count];
        var isSame = last is not null && ReferenceEquals(last.Over, over) && last.Known.Count == known.Length;
        var isFree = last is not null && ReferenceEquals(last.Over?.Free, over?.Free) && ReferenceEquals(last.Over?.Published, over?.Published)
            && last.Known.Count <= known.Length;
        for (var i = 0; i < known.Length; i++)
        {
            var (release, said, described) = (releases[i], notes.GetValueOrDefault(releases[i].Id), texts[releases[i].Id]);
            var before = last?.At(i, release.Id);
            known[i] = before is not null && before.IsOf(release, said, described)
                ? before
                : new(release, said, [.. described], Secret.Of(release, said, described), AllowList(release, matrix, definitions, channels, said));
            isFree &= known[i] == before || !(known[i].IsPublished || before is { IsPublished: true });
            isSame = isSame && known[i] == last!.Known[i];
        }
        if (isSame)
            return last!;
        // A rehearsal's facts are invented: they neither embargo nor free facts of other releases.
        var free = isFree ? last!.Free : Joined(
            known.Where(one => one is { IsPublished: true, Release.Rehearsal: false }).SelectMany(one => one.Secrets).Select(fact => fact.Key), over?.Free);
        var published = isFree ? last!.Published : Joined(known.Where(one => one.IsPublished).Select(one => one.Release.Id), over?.Published);
        IReadOnlyList<KnownRelease> unpublished = [.. over?.Unpublished ?? [], .. known.Where(one => !one.IsPublished)];
        return new(published, channels, over) { Known = known, Unpublished = unpublished, Free = free };

        static IReadOnlySet<string> Joined(IEnumerable<string> own, IReadOnlySet<string>? others)
        {
            var all = own.ToHashSet();
            if (others is null || all.Count == 0)
                return others ?? all;
            all.UnionWith(others);
            return all;
        }
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
    private KnownRelease? At(int place, string release) => place < Known.Count && Known[place].Release.Id == release ? Known[place]
        : (_byId ??= Known.ToDictionary(one => one.Release.Id)).GetValueOrDefault(release);

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
internal sealed record Marked(string Text, string By, Instant At);

/// <param name="Id">The channel's id in Slack.</param>
/// <param name="By">Slack user id.</param>
internal sealed record AddedChannel(string Id, string By, Instant At);

internal enum SecretKind
{
    Cve,
    Fix,
    Title,
    Version,
    Description,
    Marked,
}

/// <summary>Something that only its allow-list may read until its release is published.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="Text">As people wrote it, for those who may see it.</param>
/// <param name="Spelling">How it is found in a text.</param>
internal sealed record Secret(SecretKind Kind, string Release, string Text, Spelling Spelling)
{
    /// <summary>Equal for facts that say the same.</summary>
    public string Key => Spelling.Key;

    public bool IsIn(NormalText text) => Spelling.IsIn(text);

    /// <summary>The kind and release in plain words: <c>a CVE of R12</c>.</summary>
    public string Named => Kind switch
    {
        SecretKind.Cve => $"a CVE of {Release}",
        SecretKind.Fix => $"a fix of {Release}",
        SecretKind.Title => $"the title of a fix of {Release}",
        SecretKind.Description => $"the description of a CVE of {Release}",
        SecretKind.Version => $"a version of {Release}",
        _ => $"words that are marked for {Release}",
    };

    /// <summary>The facts of a release and what PSIRT marked besides, each once.</summary>
    /// <param name="descriptions">Confidential texts about its CVEs from elsewhere.</param>
    public static IReadOnlyList<Secret> Of(Release release, EmbargoNotes? notes, IEnumerable<string> descriptions) =>
    [
        .. release.Fixes.SelectMany(fix => new[] { (SecretKind.Cve, fix.Cve), (SecretKind.Fix, fix.Id), (SecretKind.Title, fix.Title) })
            .Concat(release.Versions.Select(version => (SecretKind.Version, (string?)version)))
            .Concat(descriptions.Select(text => (SecretKind.Description, (string?)text)))
            .Concat((notes?.Marked ?? []).Select(marked => (SecretKind.Marked, (string?)marked.Text)))
            .Select(fact => fact is (var kind, { } text) && Spelling.Of(text) is { } spelling ? new Secret(kind, release.Id, text, spelling) : null)
            .OfType<Secret>()
            .DistinctBy(fact => fact.Key),
    ];
}
