using System.Runtime.CompilerServices;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Each step's state by the rules of evidence: from presses and facts with their times, never from the order in which they arrived.</summary>
internal sealed class Standings
{
    private readonly Ground _ground;
    private readonly Step[] _steps;
    private readonly StepState?[] _known;

    private Standings(Ground ground, Checklist checklist)
    {
        _ground = ground;
        _steps = [.. ground.Steps.Select(step =>
            checklist.Steps.GetValueOrDefault(step.Key) is { } record ? step with { State = StepState.Untouched with { Record = record } } : step)];
        _known = new StepState?[_steps.Length];
    }

    public static IReadOnlyList<Step> Of(Ground ground, Checklist checklist)
    {
        var standings = new Standings(ground, checklist);
        return
        [
            .. standings._steps.Select((step, at) => standings.Of(at) is var state && ReferenceEquals(state, step.State) ? step : step with { State = state }),
        ];
    }

    private StepState Of(int at) => _known[at] ??= _steps[at] is { Item.NeedsSecondPerson: true } step ? ForTwo(step) : ForOne(_steps[at]);

    private StepState ForOne(Step step)
    {
        var settled = All(step, step.Item.SettledBy);
        var said = Presses(step, StepStatus.Done).Where(press => CountsAlone(step, press, settled)).MinBy(press => press.At);
        if (settled?.At is not null && (said is null || settled.At <= said.At))
            return new(step.State.Record, StepStatus.Done, settled.By is { } fact ? [new(fact.By, fact.At, StepStatus.Done)] : [], settled.At, settled.By);
        if (said is not null)
            return new(step.State.Record, StepStatus.Done, [said], said.At);
        if (Spared(step) is { } notNeeded)
            return notNeeded;
        return !step.Item.IsGate && Presses(step, StepStatus.NotNeeded).MinBy(press => press.At) is { } spared
            ? new(step.State.Record, StepStatus.NotNeeded, [spared], spared.At)
            : step.State;
    }

    /// <summary>Two different people, neither of whom edited its subject since the last agreement.</summary>
    private StepState ForTwo(Step step)
    {
        var edits = step.Item.About.SelectMany(about => _ground.Happened(Kinds.EditOf(about))).Where(edit => Concerns(step, edit))
            .Select(edit => (edit.At, edit.By, Said: (Confirmation?)null));
        var said = Presses(step, StepStatus.Done)
            .Concat(step.Item.SettledBy.SelectMany(term => term.Facts).Distinct().SelectMany(kind => Agreeing(step, kind))
                .Select(fact => new Confirmation(fact.By, fact.At, StepStatus.Done)))
            .Select(press => (press.At, press.By, Said: (Confirmation?)press));
        var (agreed, authors) = (new List<Confirmation>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (_, by, press) in edits.Concat(said).OrderBy(one => one.At).ThenBy(one => one.Said is not null).ThenBy(
            one => one.By, StringComparer.Ordinal))
        {
            if (press is null)
            {
                if (agreed.Count > 0)
                    authors.Clear();
                authors.Add(by);
                agreed.Clear();
            }
            else if (!authors.Contains(by) && agreed.TrueForAll(other => other.By != by))
            {
                agreed.Add(press);
            }
        }
        if (agreed.Count >= 2)
            return new(step.State.Record, StepStatus.Done, [.. agreed.Take(2)], agreed[1].At);
        if (Spared(step) is { } notNeeded)
            return notNeeded;
        var spared = Presses(step, StepStatus.NotNeeded).OrderBy(press => press.At).Take(2).ToList();
        return spared.Count == 2
            ? new(step.State.Record, StepStatus.NotNeeded, spared, spared[1].At)
            : new(step.State.Record, StepStatus.Open, [.. agreed.Concat(spared).OrderBy(press => press.At)]);
    }

    /// <summary>Each person's press, once. Reopening removes earlier ones.</summary>
    private static IEnumerable<Confirmation> Presses(Step step, StepStatus status) =>
        step.State.Record.Confirmations.Count == 0 ? [] : step.State.Record.Confirmations.Where(press => press.Status == status).DistinctBy(press => press.By);

    /// <summary>Set when a fact makes it not needed; null otherwise.</summary>
    private StepState? Spared(Step step) => step.Item.SparedBy is { } kind && Standing(step, kind).FirstOrDefault() is { } fact
        ? new(step.State.Record, StepStatus.NotNeeded, [new(fact.By, fact.At, StepStatus.NotNeeded, fact.Value)], fact.At, fact)
        : null;

    /// <summary>
    /// Whether a press alone settles a step: any that facts do not settle; with words that say how else it was done, any
    /// but a gate. It lapses when its subject changes, and by a newer answer to the contrary.
    /// </summary>
    private bool CountsAlone(Step step, Confirmation press, Held? settled) =>
        (settled is null || press.Why is not null && !step.Item.IsGate)
        && !Edited(step, press.At)
        && !step.Item.SettledBy.SelectMany(term => term.Facts).Select(Kinds.Message).OfType<string>().Distinct()
            .Any(message =>
                Newest(message) is { } answer && answer.At > press.At && Kinds.IsContrary(answer.Kind) && !Names(step.Item, answer.Kind));

    private static bool Names(Item item, string kind) => item.SettledBy.Any(term => term.Facts.Contains(kind));

    /// <param name="At">When it was settled; null while it is not.</param>
    /// <param name="By">The fact that settled it; null when it is not, or when steps did.</param>
    private sealed record Held(Instant? At = null, Fact? By = null);

    /// <summary>All that apply must hold; the last one settles. Null when none of them applies to this release.</summary>
    private Held? All(Step step, IReadOnlyList<Term> terms)
    {
        var each = terms.Select(term => Holds(step, term)).OfType<Held>().ToList();
        return each.Find(held => held.At is null) ?? each.MaxBy(held => held.At);
    }

    /// <summary>Null when it does not apply to this release.</summary>
    private Held? Holds(Step step, Term term)
    {
        if (term.Fact is { } kind)
        {
            return Kinds.Message(kind) is { } message && !_ground.IsSomebodys(message) ? null
                : Standing(step, kind).MinBy(fact => fact.At) is { } first ? new(first.At, first)
                : new();
        }
        if (term.Any is { } any)
        {
            var each = any.Select(one => Holds(step, one)).OfType<Held>().ToList();
            return each.Where(held => held.At is not null).MinBy(held => held.At) ?? each.FirstOrDefault();
        }
        var others = term.Steps!.SelectMany(_ground.Places)
            .Where(at => step.Subject is null || _steps[at].Subject is null || Same(_steps[at].Subject, step.Subject))
            .Select(at => (_steps[at].Item.Optional, State: Of(at))).Where(other => !other.Optional || other.State.Settled).ToList();
        return others.Count == 0 ? null
            : others.TrueForAll(other => other.State.Settled) && others.MaxBy(other => other.State.SettledAt).State is { SettledAt: { } at, Event: var last }
                && at > (step.State.Record.ReopenedAt ?? Instant.MinValue) ? new(at, last)
            : new();
    }

    /// <summary>The facts of a kind that count for a step.</summary>
    private IEnumerable<Fact> Standing(Step step, string kind) => _ground.Happened(kind).Where(fact =>
        Concerns(step, fact)
        && (!Kinds.IsAnswer(kind) || Newest(Kinds.Message(kind)!) == fact)
        && (Kinds.IsGate(kind) || !(fact.At <= step.State.Record.ReopenedAt))
        && (Kinds.Stays(kind) || !Edited(step, fact.At)));

    /// <summary>Each of several agreements counts until somebody says the contrary.</summary>
    private IEnumerable<Fact> Agreeing(Step step, string kind)
    {
        var against = Kinds.Message(kind) is { } message
            ? _ground.Answers(message).Where(fact => Kinds.IsContrary(fact.Kind)).Select(fact => (Instant?)fact.At).Max()
            : null;
        return _ground.Happened(kind).Where(fact => Concerns(step, fact) && !(fact.At <= step.State.Record.ReopenedAt) && !(fact.At <= against));
    }

    private Fact? Newest(string message) => _ground.Answers(message) is [.., var last] ? last : null;

    /// <summary>Whether a step's subject changed after that time.</summary>
    private bool Edited(Step step, Instant at) =>
        step.Item.About.Any(about => _ground.Happened(Kinds.EditOf(about)).Any(edit => Concerns(step, edit) && edit.At > at));

    /// <summary>A fact about the whole release does not apply to single fixes or CVEs, nor the other way round.</summary>
    private static bool Concerns(Step step, Fact fact) =>
        Same(fact.Subject, step.Subject) || fact.Subject is null && fact.Kind.StartsWith(Kinds.EditOf(""), StringComparison.Ordinal);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a release's steps are derived from apart from presses: which steps exist, and the facts. Immutable.</summary>
internal sealed class Ground
{
    // A release changes with most presses, its definition never does.
    private static readonly ConditionalWeakTable<ChecklistDefinition, Fixed> Known = [];

    private readonly Fixed _fixed;
    private readonly Dictionary<string, int> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>> _byItem = [];
    private readonly Dictionary<string, List<Fact>> _byKind;
    private readonly Dictionary<string, List<Fact>> _byMessage;

    public Ground(Checklist checklist, ChecklistDefinition definition, Release release, IReadOnlyList<Fact> happened)
    {
        _fixed = Known.GetValue(definition, of => new(of));
        Steps = [.. There(checklist, definition, release, happened)];
        foreach (var (at, step) in Steps.Index())
        {
            if (step.Called is { } called)
                _byKey.TryAdd($"{step.Item.Id}:{called}", at);
            if (!_byItem.TryGetValue(step.Item.Id, out var instances))
                _byItem[step.Item.Id] = instances = [];
            instances.Add(at);
        }
        foreach (var (at, step) in Steps.Index())
            _byKey[step.Key] = at;
        // A total order, so that facts of the same time sort the same however they arrived.
        var facts = happened.Distinct()
            .OrderBy(fact => fact.At).ThenBy(fact => fact.Kind, StringComparer.Ordinal).ThenBy(fact => fact.By, StringComparer.Ordinal).ThenBy(
                fact => fact.Value, StringComparer.Ordinal)
            .ToList();
        _byKind = facts.GroupBy(fact => fact.Kind).ToDictionary(group => group.Key, group => group.ToList());
        _byMessage = facts.Where(fact => Kinds.IsAnswer(fact.Kind)).GroupBy(fact => Kinds.Message(fact.Kind)!).ToDictionary(
            group => group.Key, group => group.ToList());
    }

    /// <summary>All steps untouched, by stage in the definition's order, grouped by fix or CVE.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The index in <see cref="Steps"/> of a key's step; null when there is none.</summary>
    public int? Place(string key) => _byKey.TryGetValue(key, out var at) ? at : null;

    /// <summary>The indexes in <see cref="Steps"/> of an item's steps.</summary>
    public IReadOnlyList<int> Places(string item) => _byItem.GetValueOrDefault(item) ?? (IReadOnlyList<int>)[];

    /// <summary>An item of the definition, also when this release has no step of it.</summary>
    public Item Item(string id) => _fixed.Items[id];

    /// <summary>The facts of a kind, oldest first.</summary>
    public IReadOnlyList<Fact> Happened(string kind) => _byKind.GetValueOrDefault(kind) ?? (IReadOnlyList<Fact>)[];

    /// <summary>All answers to a message, oldest first.</summary>
    public IReadOnlyList<Fact> Answers(string message) => _byMessage.GetValueOrDefault(message) ?? (IReadOnlyList<Fact>)[];

    /// <summary>Whether a message's step exists in this release, or the message has no step: otherwise nobody has it.</summary>
    public bool IsSomebodys(string message) => _fixed.Homes.GetValueOrDefault(message) is not { } home || _byItem.ContainsKey(home);

    /// <summary>What follows from the definition alone.</summary>
    private sealed class Fixed(ChecklistDefinition definition)
    {
        public Dictionary<string, Item> Items { get; } = definition.Items.ToDictionary(item => item.Id);

        /// <summary>The item that each message belongs to.</summary>
        public Dictionary<string, string> Homes { get; } = definition.Items.SelectMany(item => item.Tells.Select(message => (message, item.Id)))
            .DistinctBy(told => told.message).ToDictionary(told => told.message, told => told.Id);
    }

    private static IEnumerable<Step> There(Checklist checklist, ChecklistDefinition definition, Release release, IReadOnlyList<Fact> happened)
    {
        // Fixes taken over by another release have their steps there.
        var numbers = release.Fixes.Where(fix => release.HandedTo is null && fix.CveId is not null).DistinctBy(
            fix => fix.CveId, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(fix => fix.CveId!, fix => fix.Cve, StringComparer.OrdinalIgnoreCase);
        foreach (var stage in definition.Stages)
        {
            var items = stage.Items
                .Concat(checklist.Added.Where(added => added.Stage == stage.Id).Select(added => added.Item))
                .Where(item => item.When.Holds(release, happened))
                .ToList();
            for (var first = 0; first < items.Count;)
            {
                var run = items.Skip(first).TakeWhile(item => item.Per == items[first].Per).ToList();
                first += run.Count;
                string?[] subjects = run[0].Per switch
                {
                    Per.Fix => [.. release.Fixes.Select(fix => fix.Id).Distinct(StringComparer.OrdinalIgnoreCase)],
                    Per.Cve => [.. numbers.Keys],
                    _ => [null],
                };
                foreach (var subject in subjects)
                {
                    foreach (var item in run)
                    {
                        var called = subject is not null && numbers.GetValueOrDefault(subject) is { } number && number != subject ? number : null;
                        yield return new(
                            subject is null ? item.Id : $"{item.Id}:{subject}", item, stage.Id, subject, StepState.Untouched,
                            item.Due?.At(release, checklist.StartedAt), called);
                    }
                }
            }
        }
    }
}
