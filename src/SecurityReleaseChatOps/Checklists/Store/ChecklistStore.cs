using System.Collections.Concurrent;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The checklists' documents, and the message in the PSIRT channel that shows each one's current state.</summary>
internal sealed class ChecklistStore(
    IStore store, DefinitionLibrary library, IEnumerable<IEvidence> evidence, IEnumerable<IChecklistWatcher> watchers, SlackDirectory directory,
    Settings settings, TimeProvider time)
{
    private static readonly DocumentKind<Checklist> Kind = new("checklist");
    private static readonly DocumentKind<ChecklistDefinition> DefinitionKind = new("checklist-definition");

    // Room for those of active releases, and some that are looked up.
    private const int MostBoards = 500;

    // A version of a definition never changes.
    private readonly ConcurrentDictionary<string, ChecklistDefinition> _definitions = new();

    // By release, as it stood last, or will once it is saved: most who ask find that nothing has changed.
    private readonly ConcurrentDictionary<string, Board> _boards = new();

    /// <summary>The key of a release's progress message.</summary>
    public static string MessageKey(string releaseId) => "checklist/" + releaseId;

    /// <summary>A release's checklist, not started yet if it has none; null when no definition applies.</summary>
    public async Task<ChecklistSnapshot?> Open(Doc<Release> release, CancellationToken ct)
    {
        var happened = await Happened(release, null, ct);
        if (await store.Get(Kind, release.Id, ct) is { } read)
            return new(release, read, BoardOf(read.Value, await Definition(read.Value, ct), release.Value, happened));
        return library.For(release.Value) is { } definition
            ? new(release, null, new Board(
                Checklist.Start(definition, release.Value, release.Value.CreatedBy, time.Now()), definition, release.Value, happened))
            : null;
    }

    /// <summary>Shows how a feature's commit changes the steps, and once what should have come before those that it settles early. Stores nothing.</summary>
    /// <param name="release">As it will be after the commit.</param>
    /// <param name="after">By feature: its facts once the commit is saved.</param>
    /// <param name="before">The release before the commit; null when the commit does not change it.</param>
    /// <returns>The checklist after it; null when there is none.</returns>
    public async Task<ChecklistSnapshot?> Follow(
        Commit commit, Doc<Release> release, IReadOnlyDictionary<Type, IReadOnlyList<Fact>> after, string by, CancellationToken ct, Release? before = null)
    {
        if (await Open(before is null ? release : release with { Value = before }, ct) is not { Read: { } read } snapshot)
            return null;
        var board = BoardOf(read.Value, snapshot.Board.Definition, release.Value, await Happened(release, after, ct));
        var now = snapshot with { ReleaseRead = release, Board = board };
        Redraw(commit, now);
        if (Recording.Between(snapshot.Board, board, by, time.Now()) is { Count: > 0 } events
            && EventText.InThread(snapshot.Board, board, events, directory.Shown) is { } words)
            Tell(commit, release.Id, $"{read.Version}/{events[0].Step}/{events[0].At.ToUnixTimeMilliseconds()}", words);
        ReleaseStore.Homes(commit, release.Value, by);
        return now;
    }

    private Board BoardOf(Checklist checklist, ChecklistDefinition definition, Release release, IReadOnlyList<Fact> happened)
    {
        var isSame = _boards.TryGetValue(release.Id, out var last) && ReferenceEquals(last.Definition, definition) && ReferenceEquals(last.Release, release)
            && last.Happened.SequenceEqual(happened);
        if (isSame && ReferenceEquals(last!.Checklist, checklist))
            return last;
        if (_boards.Count >= MostBoards)
            _boards.Clear();
        return _boards[release.Id] = isSame ? last!.With(checklist) : new(checklist, definition, release, happened);
    }

    private async Task<IReadOnlyList<Fact>> Happened(Doc<Release> release, IReadOnlyDictionary<Type, IReadOnlyList<Fact>>? instead, CancellationToken ct)
    {
        var all = new List<Fact>();
        foreach (var source in evidence)
            all.AddRange(instead?.GetValueOrDefault(source.GetType()) ?? await source.Of(release, ct));
        return all;
    }

    /// <summary>The checklists of these releases, started or about to start; cancelled releases are left out.</summary>
    public async Task<IReadOnlyList<ChecklistSnapshot>> Followed(IEnumerable<Doc<Release>> releases, CancellationToken ct)
    {
        var files = new List<ChecklistSnapshot>();
        foreach (var release in releases.Where(release => release.Value.IsWorked()))
        {
            if (await Open(release, ct) is { } snapshot && (snapshot.Read is not null || release.Value.IsActive))
                files.Add(snapshot);
        }
        return files;
    }

    /// <summary>What a person can do now, by release, the next due first.</summary>
    /// <param name="own">Roles of the person outside the pair.</param>
    public static IReadOnlyList<MySteps> Mine(IEnumerable<ChecklistSnapshot> files, string person, Instant now, IReadOnlyCollection<Role>? own = null) =>
        [.. files
            .Select(snapshot => new MySteps(snapshot.Board, Agenda.NextFor(snapshot.Board, person, now, own)))
            .Where(mine => mine.Steps.Count > 0)];

    /// <summary>Saves the result of a press, with its audit, and shows it.</summary>
    /// <param name="releaseSaved">True when the same commit saves the release itself.</param>
    public async Task Save(Commit commit, ChecklistSnapshot snapshot, ChecklistDecision decided, string by, CancellationToken ct, bool releaseSaved = false)
    {
        var (release, after) = (snapshot.Release, snapshot.With(decided));
        var key = MessageKey(release.Id);
        if (snapshot.Read is null)
            commit.Audit(by, nameof(Happening.Started), key, null, $"{snapshot.Board.Definition.Name} {snapshot.Board.Definition.Version}");
        foreach (var happened in decided.Events)
            commit.Audit(by, happened.What.ToString(), key, new { happened.Step, Stood = happened.Before }, happened);
        commit.Put(Kind, release.Id, decided.Checklist, snapshot.Read?.Version ?? 0);
        await Keep(commit, decided.Checklist, ct);
        if (!releaseSaved)
            ReleaseStore.Require(commit, snapshot.ReleaseRead);
        Show(commit, after);
        // Saved, it is what stands: whoever asks next finds it made.
        _boards[release.Id] = after.Board;
        if (EventText.InThread(snapshot.Board, after.Board, decided.Events, directory.Shown) is { } words)
            Tell(commit, release.Id, $"{(snapshot.Read?.Version ?? 0) + 1}", words);
        ReleaseStore.Homes(commit, release, by);
        foreach (var watcher in watchers)
            await watcher.Saving(commit, snapshot, after, ct);
    }

    public Message Progress(ChecklistSnapshot snapshot, Instant now) => ProgressMessage.Render(snapshot.Board, snapshot.Release, now, directory.Shown);

    /// <summary>Shows a checklist's current state.</summary>
    public void Redraw(Commit commit, ChecklistSnapshot snapshot)
    {
        if (snapshot.Read is { } read)
            commit.Require(Kind, read.Id, read.Version);
        Show(commit, snapshot);
    }

    /// <summary>Posts in the thread under the progress message, once for each key.</summary>
    public void Tell(Commit commit, string releaseId, string key, Message message) =>
        commit.Show($"{MessageKey(releaseId)}/{key}", settings.Channels.Psirt, message, Classification.Embargoed(releaseId), MessageKey(releaseId));

    /// <summary>Stores the checklist's current definition, so that it is there when another one is shipped.</summary>
    private async Task Keep(Commit commit, Checklist checklist, CancellationToken ct)
    {
        var id = Id(checklist);
        if (await store.Get(DefinitionKind, id, ct) is null)
            commit.Put(DefinitionKind, id, await Definition(checklist, ct), 0);
    }

    private void Show(Commit commit, ChecklistSnapshot snapshot)
    {
        var key = MessageKey(snapshot.Release.Id);
        commit
            .Show(key, settings.Channels.Psirt, Progress(snapshot, time.Now()), Classification.Embargoed(snapshot.Release.Id))
            .Effect(new Pin(key))
            .Effect(new FetchPermalink(key));
    }

    private async Task<ChecklistDefinition> Definition(Checklist checklist, CancellationToken ct)
    {
        var id = Id(checklist);
        if (_definitions.TryGetValue(id, out var known))
            return known;
        var found = library.Named(checklist.Definition) is { } shipped && shipped.Version == checklist.Version
            ? shipped
            : (await store.Get(DefinitionKind, id, ct))?.Value is { } stored
            ? OldDefinitions.Read(stored)
            : throw new InvalidOperationException($"The definition {id} is not kept.");
        return _definitions.GetOrAdd(id, found);
    }

    private static string Id(Checklist checklist) => $"{checklist.Definition}@{checklist.Version}";
}

/// <summary>A checklist with everything it is decided and rendered from.</summary>
/// <param name="Read">As it was read; null when it has not started yet.</param>
internal sealed record ChecklistSnapshot(Doc<Release> ReleaseRead, Doc<Checklist>? Read, Board Board)
{
    public Release Release => ReleaseRead.Value;

    public ChecklistSnapshot With(ChecklistDecision decided) => this with { Board = decided.Board };
}

/// <summary>A feature that shows something that depends on steps: asked to redraw it in the same transaction.</summary>
internal interface IChecklistWatcher
{
    /// <summary>Adds to a press's commit what follows from it.</summary>
    Task Saving(Commit commit, ChecklistSnapshot before, ChecklistSnapshot after, CancellationToken ct);
}

/// <summary>Starts a checklist with its release, and keeps it in step with changes of the release.</summary>
internal sealed class ChecklistWatch(ChecklistStore checklists, TimeProvider time) : IReleaseWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        // Its version will be the one this commit makes; nothing here depends on it.
        var doc = new Doc<Release>(after.Id, after, 0);
        var snapshot = before is null ? null : await checklists.Follow(commit, doc, new Dictionary<Type, IReadOnlyList<Fact>>(), by, ct, before);
        if (snapshot is null)
        {
            if (!after.IsActive || await checklists.Open(doc, ct) is not { } starting)
                return;
            await checklists.Save(commit, starting, new() { Board = starting.Board }, by, ct, releaseSaved: true);
            snapshot = starting;
        }

        if (before?.MergedAt is null && after.MergedAt is { } merged)
            checklists.Tell(commit, after.Id, $"merged/{merged.ToUnixTimeSeconds()}", Merged(snapshot, merged, time.Now()));
        var known = before?.Fixes.Select(fix => fix.Id).ToHashSet() ?? [];
        var late = ReleaseDeadlines.LateFixes(snapshot.Board).Where(fix => !known.Contains(fix.Id)).ToList();
        if (late.Count > 0)
            checklists.Tell(commit, after.Id, $"late/{time.Now().ToUnixTimeSeconds()}", Late(late));
    }

    private static string Merged(ChecklistSnapshot snapshot, Instant merged, Instant now)
    {
        var window = AnnouncementWindow.Of(snapshot.Board, merged);
        var announce = window.Open.Count == 0
            ? ""
            // It may be reported hours later.
            : now >= merged + AnnouncementWindow.Length ? $" The 60 minutes are over, and not announced is {ChecklistText.Few(window.Open)}."
            : $" Announce everything by {Mrkdwn.Date(merged + AnnouncementWindow.Length, "{time}")}: {ChecklistText.Few(window.Open)}.";
        return $":twisted_rightwards_arrows: Merged.{announce}";
    }

    private static string Late(List<ReleaseFix> late) =>
        $":scissors: After the 48-hour deadline came {Text.PlainText.Some(late, 3, fix => Mrkdwn.Plain(fix.Id))}: likely out. "
        + "Not in the post; keep the blog text as a comment on the issue.";
}
