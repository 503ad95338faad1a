using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// A running checklist: only what people did. Which steps there are follows from its definition and its release,
/// so a fix or CVE added later brings its steps, and nothing has to be synchronised.
/// </summary>
public sealed record Checklist
{
    public required string Release { get; init; }

    /// <summary>Name and version of the definition that it was started with or moved to.</summary>
    public required string Definition { get; init; }

    public required string Version { get; init; }

    public required string StartedBy { get; init; }

    public required Instant StartedAt { get; init; }

    /// <summary>By step key; an untouched step has no entry.</summary>
    public IReadOnlyDictionary<string, StepRecord> Steps { get; init; } = new SortedDictionary<string, StepRecord>(StringComparer.Ordinal);

    /// <summary>Steps of the day, oldest first.</summary>
    public IReadOnlyList<AddedStep> Added { get; init; } = [];

    /// <summary>Every step ever forced; undo and reopen do not remove it.</summary>
    public IReadOnlyList<ForcedStep> Forced { get; init; } = [];

    /// <summary>Changes that undo can take back, oldest first; at most <see cref="Undoable"/>.</summary>
    public IReadOnlyList<Change> Recent { get; init; } = [];

    /// <summary>How many changes are kept for undo.</summary>
    public const int Undoable = 20;

    /// <param name="definition">A copy of it is to be stored under its version.</param>
    public static Checklist Start(ChecklistDefinition definition, Release release, string person, Instant now) =>
        new() { Release = release.Id, Definition = definition.Name, Version = definition.Version, StartedBy = person, StartedAt = now };
}

[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    Open,
    Done,
    NotNeeded,
}

/// <summary>What people did with one step, as stored. Its state follows from this and from facts: <see cref="StepState"/>.</summary>
public sealed record StepRecord
{
    public static StepRecord Untouched { get; } = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClaimedBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ClaimedAt { get; init; }

    /// <summary>Who said that it is done or not needed; each person once.</summary>
    public IReadOnlyList<Confirmation> Confirmations { get; init; } = [];

    /// <summary>When it was reopened: earlier facts no longer settle it. Null when it never was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ReopenedAt { get; init; }

    /// <summary>Why it was done before its predecessors; null when it was not forced.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ForcedWhy { get; init; }

    /// <summary>Comments and evidence, oldest first.</summary>
    public IReadOnlyList<StepComment> Comments { get; init; } = [];

    /// <summary>Times its tool failed, oldest first.</summary>
    public IReadOnlyList<ToolFailure> Failures { get; init; } = [];
}

/// <param name="Status">What the person said: done or not needed.</param>
/// <param name="Why">Why it is not needed, or how else it was done; null for a plain Done.</param>
public sealed record Confirmation(string By, Instant At, StepStatus Status, string? Why = null);

/// <param name="Link">Evidence, http or https; null when there is none.</param>
public sealed record StepComment(string By, Instant At, string Text, string? Link = null);

/// <param name="Error">What the tool said.</param>
public sealed record ToolFailure(string By, Instant At, string Tool, string Error);

/// <summary>A step of the day, added to a stage.</summary>
public sealed record AddedStep(Item Item, string Stage, string By, Instant At)
{
    /// <summary>Whether an id has the form reserved for added steps.</summary>
    internal static bool IsReserved(string id) => id.Length > 1 && id[0] == 'x' && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <param name="WaitedFor">The titles of what should have come first.</param>
public sealed record ForcedStep(string Step, string Title, string By, Instant At, string Why, IReadOnlyList<string> WaitedFor);

/// <summary>What one press changed: the touched steps as they were.</summary>
/// <param name="Before">By step key; null: nobody had touched the step.</param>
/// <param name="Added">The step of the day that this press added; else null.</param>
public sealed record Change(
    string By, Instant At, Happening What, IReadOnlyDictionary<string, StepRecord?> Before, string? Added = null);

/// <summary>One step in its current state.</summary>
/// <param name="Key">The item's id, with <c>:</c> and the fix or CVE when there is one for each.</param>
/// <param name="Subject">The id of the fix or CVE; null for a step of the whole release.</param>
/// <param name="Due">Null when it has no due time, or its anchor has not happened yet.</param>
/// <param name="Called">The subject's name, if other than its id.</param>
public sealed record Step(string Key, Item Item, string StageId, string? Subject, StepState State, Instant? Due, string? Called = null)
{
    public string Title => Subject is null ? Item.Title : $"{Called ?? Subject}: {Item.Title}";

    public bool Open => !State.Settled;

    /// <summary>Whether later steps wait for it.</summary>
    public bool Blocks => Open && !Item.Optional;

    /// <summary>Whether it is open, and somebody claimed or confirmed it.</summary>
    public bool InProgress => Open && (State.ClaimedBy is not null || State.Confirmations.Count > 0);

    /// <summary>Whether people settled it, rather than facts.</summary>
    public bool ByPress => State.Settler is { } settler && State.Record.Confirmations.Contains(settler);
}

/// <summary>A step's state, derived from what people did with it and from facts. Never stored.</summary>
/// <param name="Record">What people did.</param>
/// <param name="Confirmations">The presses that count: of whoever settled it, or the first of two people.</param>
/// <param name="SettledAt">Null while it is open.</param>
/// <param name="Event">The fact that settled it; null when open, or settled by a press.</param>
public sealed record StepState(
    StepRecord Record, StepStatus Status, IReadOnlyList<Confirmation> Confirmations, Instant? SettledAt = null, Fact? Event = null)
{
    internal static StepState Untouched { get; } = new(StepRecord.Untouched, StepStatus.Open, []);

    public bool Settled => Status != StepStatus.Open;

    /// <summary>Who settled it last; null while it is open.</summary>
    public Confirmation? Settler => Settled && Confirmations.Count > 0 ? Confirmations[^1] : null;

    public string? ClaimedBy => Record.ClaimedBy;

    public string? ForcedWhy => Record.ForcedWhy;

    public IReadOnlyList<StepComment> Comments => Record.Comments;

    public IReadOnlyList<ToolFailure> Failures => Record.Failures;
}

/// <summary>A checklist with its definition, release and facts: what the rules and views read. Immutable.</summary>
public sealed class Board
{
    private readonly Ground ground;
    private readonly Dictionary<string, string?> cveOfFix;
    private readonly Lazy<IReadOnlyList<Step>> overtaken;
    private readonly Lazy<Dictionary<string, IReadOnlyList<Step>>> blockers;

    public Board(Checklist checklist, ChecklistDefinition definition, Release release, IReadOnlyList<Fact> happened)
        : this(checklist, definition, release, happened, new(checklist, definition, release, happened))
    {
    }

    private Board(Checklist checklist, ChecklistDefinition definition, Release release, IReadOnlyList<Fact> happened, Ground ground)
    {
        (Checklist, Definition, Release, Happened, this.ground) = (checklist, definition, release, happened, ground);
        Steps = Standings.Of(ground, checklist);
        cveOfFix = release.Fixes.DistinctBy(fix => fix.Id).ToDictionary(fix => fix.Id, fix => fix.CveId);
        blockers = new(() => Steps.Where(step => step.Item.After.Count > 0).ToDictionary(
            step => step.Key, step => (IReadOnlyList<Step>)OpenBefore([step], past: before => !before.Blocks && before.State.Status != StepStatus.Done)));
        overtaken = new(() => [.. Steps.Where(step => step.State is { Status: StepStatus.Done, ForcedWhy: null } && step.ByPress && Blockers(step).Count > 0)]);
    }

    private Board(Board same, Checklist checklist)
    {
        (Checklist, Definition, Release, Happened, Steps) = (checklist, same.Definition, same.Release, same.Happened, same.Steps);
        (ground, cveOfFix, overtaken, blockers) = (same.ground, same.cveOfFix, same.overtaken, same.blockers);
    }

    public Checklist Checklist { get; }

    public ChecklistDefinition Definition { get; }

    public Release Release { get; }

    /// <summary>All facts.</summary>
    public IReadOnlyList<Fact> Happened { get; }

    /// <summary>By stage, in the definition's order, grouped by fix or CVE.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Steps done in order, before something was added that should have come first: to be reviewed.</summary>
    public IReadOnlyList<Step> Overtaken => overtaken.Value;

    public Step? this[string key] => ground.Place(key) is { } at ? Steps[at] : null;

    public Board With(Checklist checklist) =>
        checklist.StartedAt != Checklist.StartedAt || !checklist.Added.SequenceEqual(Checklist.Added) ? new(checklist, Definition, Release, Happened)
        : checklist.Steps == Checklist.Steps ? new(this, checklist)
        : new(checklist, Definition, Release, Happened, ground);

    /// <summary>Whether this person may do a step before its turn: the Primary and the holder may.</summary>
    public bool MayForce(string person) => person == Release.Primary || person == Release.Owner;

    /// <summary>The time of a press: later than everything it is about, even if the clock was set back since.</summary>
    public Instant NotBefore(Step step, Instant now) => step.Item.About
        .SelectMany(about => Happened.Where(fact => fact.Kind == Kinds.EditOf(about)))
        .Aggregate(now, (at, edit) => edit.At > at ? edit.At : at);

    /// <summary>Whether facts settle a step, rather than a press: some of its settling facts apply to this release.</summary>
    public bool WaitsForEvent(Step step) => step.Item.SettledBy.Any(IsAsked);

    /// <summary>The step a message belongs to; null when this release has none.</summary>
    public Step? Telling(string message) => Steps.FirstOrDefault(step => step.Item.Tells.Contains(message));

    /// <summary>The facts a step still waits for, those of its own messages first.</summary>
    public IReadOnlyList<string> Missing(Step step) =>
    [
        .. step.Item.SettledBy.Where(IsAsked).SelectMany(term => term.Facts).Distinct()
            .Where(kind => !Happened.Any(fact => fact.Kind == kind && fact.Subject == step.Subject && !(fact.At <= step.State.Record.ReopenedAt)))
            .OrderBy(kind => !step.Item.Tells.Contains(Kinds.Message(kind))),
    ];

    /// <summary>
    /// The open steps that must be settled first. An item that does not apply, is optional or is not needed passes on its own predecessors:
    /// leaving a step out does not unblock what comes after its predecessors.
    /// </summary>
    public IReadOnlyList<Step> Blockers(Step step) =>
        blockers.Value.GetValueOrDefault(step.Key) ?? [];

    /// <summary>
    /// The required open steps before the step settled by the first of these facts that settles one, nearest first: everything that must be
    /// settled before it, even if some was overtaken. A definition of the old form may have no
    /// such step, and instead name the one before which everything must be settled.
    /// </summary>
    public IReadOnlyList<Step> Before(
        params IReadOnlyList<string> kinds) => kinds.Select(kind => Gates(item => item.SettledBy.Any(term => term.Facts.Contains(kind))))
        .Append(Gates(OldDefinitions.IsReadyFor)).FirstOrDefault(found => found.Count > 0) is { } gates ? OpenBefore(gates, past: _ => true) : [];

    private List<Step> Gates(Func<Item, bool> which) => [.. Steps.Where(step => which(step.Item))];

    /// <param name="past">Whether predecessors of such a step count too.</param>
    private List<Step> OpenBefore(IEnumerable<Step> steps, Func<Step, bool> past)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new List<Step>());
        var queue = new Queue<(Item Item, string? Subject)>(steps.Select(step => (step.Item, step.Subject)));
        while (queue.TryDequeue(out var place))
        {
            foreach (var item in place.Item.After.Select(ground.Item))
            {
                var instances = Instances(item, place.Item, place.Subject);
                if (instances.Count == 0 && seen.Add(item.Id))
                    queue.Enqueue((item, item.Per == place.Item.Per ? place.Subject : null));
                foreach (var before in instances.Where(before => seen.Add(before.Key)))
                {
                    if (before.Blocks)
                        open.Add(before);
                    if (past(before))
                        queue.Enqueue((before.Item, before.Subject));
                }
            }
        }
        return open;
    }

    // A message whose step this release does not have belongs to no step.
    private bool IsAsked(Term term) =>
        term.Fact is { } kind
            ? Kinds.Message(kind) is not { } message || ground.IsSomebodys(message)
        : term.Any is { } any ? any.Any(IsAsked)
        : term.Steps!.Any(item => ground.Places(item).Count > 0);

    /// <summary>A predecessor item's steps that concern one step: those of the same fix or CVE if they correspond, else all.</summary>
    private List<Step> Instances(Item predecessor, Item item, string? subject)
    {
        var all = ground.Places(predecessor.Id).Select(at => Steps[at]).ToList();
        if (subject is null || predecessor.Per == Per.Release)
            return all;
        var own = all.FindAll(step =>
            predecessor.Per == item.Per ? step.Subject == subject
            : predecessor.Per == Per.Cve ? cveOfFix.GetValueOrDefault(subject) == step.Subject
            : cveOfFix.GetValueOrDefault(step.Subject!) == subject);
        return own.Count > 0 ? own : all;
    }
}
