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
internal sealed class EmbargoState
{
    private readonly IReadOnlyDictionary<string, KnownRelease> known;
    private readonly IReadOnlySet<string> free;
    private readonly ChannelSettings channels;

    private EmbargoState(IReadOnlyDictionary<string, KnownRelease> known, ChannelSettings channels, EmbargoState? over)
    {
        (this.known, this.channels, Over) = (known, channels, over);
        // A rehearsal's facts are invented: they neither embargo nor free facts of other releases.
        free = known.Values.Where(one => one.Release is { PublishedAt: not null, Rehearsal: false })
            .SelectMany(one => one.Secrets).Select(fact => fact.Key).ToHashSet();
        Releases = [.. (over?.known.Values ?? []).Concat(known.Values).Where(one => one.Release.PublishedAt is null).Select(Embargo)];
    }

    /// <summary>What it is of the releases that are over; null where they are not apart.</summary>
    public EmbargoState? Over { get; }

    /// <summary>The embargoes of the releases that are not published, including cancelled ones.</summary>
    public IReadOnlyList<ReleaseEmbargo> Releases { get; }

    /// <param name="last">The previous state: what is known of a release is read anew only where it has changed since; itself where nothing has.</param>
    /// <param name="over">The state of all other releases, which is part of this one.</param>
    public static EmbargoState Of(
        IReadOnlyList<Release> releases, IReadOnlyDictionary<string, EmbargoNotes> notes, ILookup<string, string> texts, CommsMatrix matrix,
        DefinitionLibrary definitions, ChannelSettings channels, EmbargoState? last = null, EmbargoState? over = null)
    {
        var read = releases.ToDictionary(release => release.Id, release => Read(release, notes.GetValueOrDefault(release.Id), texts[release.Id]));
        return last is not null && last.Over == over && last.known.Count == read.Count && read.All(one => last.known.GetValueOrDefault(one.Key) == one.Value)
            ? last
            : new(read, channels, over);

        KnownRelease Read(Release release, EmbargoNotes? said, IEnumerable<string> described) =>
            last?.known.GetValueOrDefault(release.Id) is { } before && before.IsOf(release, said, described)
                ? before
                : new(release, said, [.. described], Secret.Of(release, said, described), AllowList(release, matrix, definitions, channels, said));
    }

    /// <summary>The embargo of a release; null when it is published. A release not yet known has no facts.</summary>
    public ReleaseEmbargo? Find(string release) => (known.GetValueOrDefault(release) ?? Over?.known.GetValueOrDefault(release))?.Release.PublishedAt is not null
        ? null
        : Releases.FirstOrDefault(one => one.Id == release) ?? new(release, [], channels.Embargoed.ToHashSet());

    /// <summary>Without the facts that a published release has too.</summary>
    private ReleaseEmbargo Embargo(KnownRelease of) => new(
        of.Release.Id,
        of.Release.Rehearsal ? [] : [.. of.Secrets.Where(fact => !free.Contains(fact.Key) && Over?.free.Contains(fact.Key) != true)],
        of.Allowed);

    /// <summary>The channels of those preparing it, of the audiences of its embargoed messages, and those PSIRT added. A rehearsal stays with PSIRT.</summary>
    private static HashSet<string> AllowList(Release release, CommsMatrix matrix, DefinitionLibrary definitions, ChannelSettings channels, EmbargoNotes? notes)
    {
        if (release.Rehearsal)
            return [channels.Psirt];
        var told = definitions.MessagesFor(release);
        var embargoed = matrix.Messages.Where(message => message.Embargoed && told.Contains(message.Id)).Select(message => matrix.Find(message.To)?.Channel);
        return [.. channels.Embargoed, .. embargoed.OfType<string>(), .. (notes?.Channels ?? []).Select(added => added.Id)];
    }

    /// <summary>What follows from a single release, published or not, and what it was made from.</summary>
    private sealed record KnownRelease(
        Release Release, EmbargoNotes? Notes, IReadOnlyList<string> Texts, IReadOnlyList<Secret> Secrets, IReadOnlySet<string> Allowed)
    {
        /// <summary>Whether it was made from exactly these inputs.</summary>
        public bool IsOf(Release release, EmbargoNotes? notes, IEnumerable<string> texts) =>
            ReferenceEquals(Release, release) && ReferenceEquals(Notes, notes) && Texts.SequenceEqual(texts);
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
