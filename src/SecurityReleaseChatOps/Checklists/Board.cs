using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>One step as it stands now.</summary>
/// <param name="Key">The item's id, with <c>:</c> and the fix or CVE when there is one for each.</param>
/// <param name="Subject">The id of the fix or CVE; null for a step of the whole release.</param>
/// <param name="Due">Null when it has no due time, or its anchor has not happened.</param>
/// <param name="Called">What the subject is called, where that is not its id.</param>
public sealed record Step(string Key, Item Item, string StageId, string? Subject, StepState State, DateTimeOffset? Due, string? Called = null)
{
    public string Title => Subject is null ? Item.Title : $"{Called ?? Subject}: {Item.Title}";

    public bool Open => !State.Settled;

    /// <summary>Whether what comes after it waits for it.</summary>
    public bool Blocks => Open && !Item.Optional;

    /// <summary>Whether people settled it, and not what happened.</summary>
    public bool ByPress => State.Settler is { } settler && State.Record.Confirmations.Contains(settler);
}

/// <summary>How a step stands: what follows from what people did with it and from what happened. Never stored.</summary>
/// <param name="Record">What people did.</param>
/// <param name="Confirmations">What counts: whoever settled it, or the first of two.</param>
/// <param name="SettledAt">Null while it is open.</param>
/// <param name="Event">What happened that settled it; null when it is open, or a press did.</param>
public sealed record StepState(
    StepRecord Record, StepStatus Status, IReadOnlyList<Confirmation> Confirmations, DateTimeOffset? SettledAt = null, Fact? Event = null)
{
    /// <summary>Of a step that nobody touched, and nothing settled.</summary>
    internal static StepState Untouched { get; } = new(StepRecord.Untouched, StepStatus.Open, []);

    public bool Settled => Status != StepStatus.Open;

    /// <summary>Who settled it last; null while it is open.</summary>
    public Confirmation? Settler => Settled && Confirmations.Count > 0 ? Confirmations[^1] : null;

    public string? ClaimedBy => Record.ClaimedBy;

    public DateTimeOffset? ClaimedAt => Record.ClaimedAt;

    public string? ForcedWhy => Record.ForcedWhy;

    public IReadOnlyList<StepComment> Comments => Record.Comments;

    public IReadOnlyList<ToolFailure> Failures => Record.Failures;
}

/// <summary>A checklist in the light of its definition, its release and what happened: what the rules and views read. It never changes.</summary>
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

    /// <summary>All that is known to have happened.</summary>
    public IReadOnlyList<Fact> Happened { get; }

    /// <summary>By stage, in the definition's order; those of one fix or CVE stand together.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Steps that were done in order, before something was added that should have come first: to be looked at again.</summary>
    public IReadOnlyList<Step> Overtaken => overtaken.Value;

    public Step? this[string key] => ground.Place(key) is { } at ? Steps[at] : null;

    /// <summary>The same definition and release with another state.</summary>
    public Board With(Checklist checklist) =>
        !ground.Carries(checklist) ? new(checklist, Definition, Release, Happened)
        : checklist.Steps == Checklist.Steps ? new(this, checklist)
        : new(checklist, Definition, Release, Happened, ground);

    /// <summary>Whether this person may do a step before its turn: the Primary, and who has the release now.</summary>
    public bool MayForce(string person) => person == Release.Primary || person == Release.Owner;

    /// <summary>The moment of a press: after all that it is about, also where the clock was set back since that changed.</summary>
    public DateTimeOffset NotBefore(Step step, DateTimeOffset now) => step.Item.About
        .SelectMany(about => Happened.Where(fact => fact.Kind == Kinds.EditOf(about)))
        .Aggregate(now, (at, edit) => edit.At > at ? edit.At : at);

    /// <summary>Whether what happens settles a step, and not a press: something of what settles it is asked for in this release.</summary>
    public bool WaitsForEvent(Step step) => step.Item.SettledBy.Any(IsAsked);

    /// <summary>The step under which a message stands; null when none does in this release.</summary>
    public Step? Telling(string message) => Steps.FirstOrDefault(step => step.Item.Tells.Contains(message));

    /// <summary>The facts that a step still waits for, those of its own messages first.</summary>
    public IReadOnlyList<string> Missing(Step step) =>
    [
        .. step.Item.SettledBy.Where(IsAsked).SelectMany(term => term.Facts).Distinct()
            .Where(kind => !Happened.Any(fact => fact.Kind == kind && fact.Subject == step.Subject && !(fact.At <= step.State.Record.ReopenedAt)))
            .OrderBy(kind => !step.Item.Tells.Contains(Kinds.Message(kind))),
    ];

    /// <summary>
    /// The open steps that must be settled first. An item that does not apply, is optional, or is not needed, hands its own predecessors on:
    /// leaving a step out does not open the way past what came before it.
    /// </summary>
    public IReadOnlyList<Step> Blockers(Step step) =>
        blockers.Value.GetValueOrDefault(step.Key) ?? [];

    /// <summary>
    /// The required open steps before the one that the first of these facts settles which settles any, the nearest first: all that must be
    /// settled before it, however much of it was overtaken. A definition of the old form may have no
    /// such step, and name the one before which all must be settled.
    /// </summary>
    public IReadOnlyList<Step> Before(
        params IReadOnlyList<string> kinds) => kinds.Select(kind => Gates(item => item.SettledBy.Any(term => term.Facts.Contains(kind))))
        .Append(Gates(OldDefinitions.IsReadyFor)).FirstOrDefault(found => found.Count > 0) is { } gates ? OpenBefore(gates, past: _ => true) : [];

    private List<Step> Gates(Func<Item, bool> which) => [.. Steps.Where(step => which(step.Item))];

    /// <param name="past">Whether what comes before such a step counts too.</param>
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

    // The message of a step that is not there in this release is nobody's.
    private bool IsAsked(Term term) =>
        term.Fact is { } kind
            ? Kinds.Message(kind) is not { } message || ground.IsSomebodys(message)
        : term.Any is { } any ? any.Any(IsAsked)
        : term.Steps!.Any(item => ground.Places(item).Count > 0);

    /// <summary>The steps of a predecessor that concern one step: those of its own fix or CVE where they correspond, else all.</summary>
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
