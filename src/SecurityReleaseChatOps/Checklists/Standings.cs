using SecurityReleaseChatOps.Evidence;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A step before it is known how it stands.</summary>
internal sealed record StepPlace(string Key, Item Item, string StageId, string? Subject, StepRecord Record, DateTimeOffset? Due);

/// <summary>
/// How each step stands, by the rules of evidence: from what people did and what happened, with the times of both, and never from the
/// order in which they were heard of.
/// </summary>
internal sealed class Standings
{
    private readonly Dictionary<string, List<StepPlace>> _byItem;
    private readonly Dictionary<string, StepState> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, Fact> _byKind;
    private readonly ILookup<string, Fact> _byMessage;
    private readonly Dictionary<string, Fact> _newest;
    private readonly Dictionary<string, string> _homes;

    /// <param name="places">The steps that there are in this release.</param>
    /// <param name="items">All items of its checklist, those that do not apply too.</param>
    public Standings(IReadOnlyList<StepPlace> places, IEnumerable<Item> items, IEnumerable<Fact> happened)
    {
        // Of two at one moment always the same comes first, in whichever order they were heard of.
        var facts = happened.Distinct()
            .OrderBy(fact => fact.At).ThenBy(fact => fact.Kind, StringComparer.Ordinal).ThenBy(fact => fact.By, StringComparer.Ordinal).ThenBy(fact => fact.Value, StringComparer.Ordinal)
            .ToList();
        _byItem = places.GroupBy(place => place.Item.Id).ToDictionary(group => group.Key, group => group.ToList());
        _byKind = facts.ToLookup(fact => fact.Kind);
        _byMessage = facts.Where(fact => Kinds.IsAnswer(fact.Kind)).ToLookup(fact => Kinds.Message(fact.Kind)!);
        _newest = _byMessage.ToDictionary(group => group.Key, Newest);
        _homes = items.SelectMany(item => item.Tells.Select(message => (message, item.Id))).DistinctBy(told => told.message).ToDictionary(told => told.message, told => told.Id);
    }

    public StepState Of(StepPlace place)
    {
        if (!_known.TryGetValue(place.Key, out var state))
            _known[place.Key] = state = place.Item.NeedsSecondPerson ? ForTwo(place) : ForOne(place);
        return state;
    }

    private StepState ForOne(StepPlace place)
    {
        var settled = All(place, place.Item.SettledBy);
        var said = Presses(place, StepStatus.Done).Where(press => CountsAlone(place, press, settled)).MinBy(press => press.At);
        if (settled is { Holds: true } && (said is null || settled.At <= said.At))
            return new(place.Record, StepStatus.Done, settled.By is { } fact ? [new(fact.By, fact.At, StepStatus.Done)] : [], settled.At, settled.By);
        if (said is not null)
            return new(place.Record, StepStatus.Done, [said], said.At);
        return !place.Item.IsGate && Presses(place, StepStatus.NotNeeded).MinBy(press => press.At) is { } spared
            ? new(place.Record, StepStatus.NotNeeded, [spared], spared.At)
            : new(place.Record, StepStatus.Open, []);
    }

    /// <summary>Two different people, of whom none edited what it is about since the last of them agreed.</summary>
    private StepState ForTwo(StepPlace place)
    {
        var edits = place.Item.About.SelectMany(about => _byKind[Kinds.EditOf(about)]).Where(edit => Concerns(place, edit)).Select(edit => (edit.At, edit.By, Said: (Confirmation?)null));
        var said = Presses(place, StepStatus.Done)
            .Concat(place.Item.SettledBy.SelectMany(term => term.Facts).Distinct().SelectMany(kind => Agreeing(place, kind)).Select(fact => new Confirmation(fact.By, fact.At, StepStatus.Done)))
            .Select(press => (press.At, press.By, Said: (Confirmation?)press));
        var (agreed, authors) = (new List<Confirmation>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (_, by, press) in edits.Concat(said).OrderBy(one => one.At).ThenBy(one => one.Said is not null).ThenBy(one => one.By, StringComparer.Ordinal))
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
            return new(place.Record, StepStatus.Done, [.. agreed.Take(2)], agreed[1].At);
        var spared = Presses(place, StepStatus.NotNeeded).OrderBy(press => press.At).Take(2).ToList();
        return spared.Count == 2
            ? new(place.Record, StepStatus.NotNeeded, spared, spared[1].At)
            : new(place.Record, StepStatus.Open, [.. agreed.Concat(spared).OrderBy(press => press.At)]);
    }

    /// <summary>What people said, each once. Opening it again takes away what was said before.</summary>
    private static IEnumerable<Confirmation> Presses(StepPlace place, StepStatus status) =>
        place.Record.Confirmations.Where(press => press.Status == status).DistinctBy(press => press.By);

    /// <summary>
    /// Whether a press settles a step alone: one that nothing else settles; with words, which say in which other way it was done, any
    /// but a gate. It falls with what it is about, and by a newer word to the contrary.
    /// </summary>
    private bool CountsAlone(StepPlace place, Confirmation press, Held settled) =>
        (settled.Ignored || press.Why is not null && !place.Item.IsGate)
        && !Edited(place, press.At)
        && !place.Item.SettledBy.SelectMany(term => term.Facts).Select(Kinds.Message).OfType<string>().Distinct()
            .Any(message => _newest.GetValueOrDefault(message) is { } answer && answer.At > press.At && Kinds.IsContrary(answer.Kind) && !Names(place.Item, answer.Kind));

    private static bool Names(Item item, string kind) => item.SettledBy.Any(term => term.Facts.Contains(kind));

    /// <param name="Holds">Whether it is settled.</param>
    /// <param name="Ignored">Whether nothing of it is asked for in this release.</param>
    private sealed record Held(bool Holds, bool Ignored, DateTimeOffset? At = null, Fact? By = null)
    {
        public static Held Not { get; } = new(false, false);

        public static Held Nothing { get; } = new(false, true);
    }

    /// <summary>All that is asked for; the last of it settles.</summary>
    private Held All(StepPlace place, IReadOnlyList<Term> terms)
    {
        var each = terms.Select(term => Holds(place, term)).Where(held => !held.Ignored).ToList();
        return each.Count == 0 ? Held.Nothing
            : each.Exists(held => !held.Holds) ? Held.Not
            : each.MaxBy(held => held.At)!;
    }

    private Held Holds(StepPlace place, Term term)
    {
        if (term.Fact is { } kind)
        {
            return Kinds.Message(kind) is { } message && _homes.GetValueOrDefault(message) is { } home && home != place.Item.Id && !_byItem.ContainsKey(home) ? Held.Nothing
                : Standing(place, kind).ToList() is { Count: > 0 } facts && facts.MinBy(fact => fact.At) is { } first ? new(true, false, first.At, first)
                : Held.Not;
        }
        if (term.Any is { } any)
        {
            var each = any.Select(one => Holds(place, one)).Where(held => !held.Ignored).ToList();
            return each.Count == 0 ? Held.Nothing : each.Where(held => held.Holds).MinBy(held => held.At) ?? Held.Not;
        }
        var steps = term.Steps!.SelectMany(id => _byItem.GetValueOrDefault(id) ?? []).Where(other => place.Subject is null || other.Subject is null || Same(other.Subject, place.Subject))
            .Select(other => (other.Item.Optional, State: Of(other))).Where(step => !step.Optional || step.State.Settled).ToList();
        return steps.Count == 0 ? Held.Nothing
            : steps.Exists(step => !step.State.Settled) ? Held.Not
            : steps.Max(step => step.State.SettledAt) is { } at && at > (place.Record.ReopenedAt ?? DateTimeOffset.MinValue) ? new(true, false, at, steps.MaxBy(step => step.State.SettledAt).State.Event)
            : Held.Not;
    }

    /// <summary>The facts of a kind that count for a step.</summary>
    private IEnumerable<Fact> Standing(StepPlace place, string kind) => _byKind[kind].Where(fact =>
        Concerns(place, fact)
        && (!Kinds.IsAnswer(kind) || _newest[Kinds.Message(kind)!] == fact)
        && (Kinds.IsGate(kind) || !(fact.At <= place.Record.ReopenedAt))
        && (Kinds.Stays(kind) || !Edited(place, fact.At)));

    /// <summary>Of several people who agreed each counts, as long as nobody said the contrary after it.</summary>
    private IEnumerable<Fact> Agreeing(StepPlace place, string kind)
    {
        var against = Kinds.Message(kind) is { } message ? _byMessage[message].Where(fact => Kinds.IsContrary(fact.Kind)).Select(fact => (DateTimeOffset?)fact.At).Max() : null;
        return _byKind[kind].Where(fact => Concerns(place, fact) && !(fact.At <= place.Record.ReopenedAt) && !(fact.At <= against));
    }

    /// <summary>Whether what a step is about became other after that moment.</summary>
    private bool Edited(StepPlace place, DateTimeOffset at) =>
        place.Item.About.Any(about => _byKind[Kinds.EditOf(about)].Any(edit => Concerns(place, edit) && edit.At > at));

    /// <summary>What is known of the whole release says nothing of each fix or CVE, and the other way round.</summary>
    private static bool Concerns(StepPlace place, Fact fact) => Same(fact.Subject, place.Subject) || fact.Subject is null && fact.Kind.StartsWith(Kinds.EditOf(""), StringComparison.Ordinal);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Of two at one moment always the same.
    private static Fact Newest(IEnumerable<Fact> facts) => facts.OrderBy(fact => fact.At).ThenBy(fact => fact.Kind, StringComparer.Ordinal).ThenBy(fact => fact.By, StringComparer.Ordinal).Last();
}
