using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What a release's steps are derived from apart from presses: which steps exist, and the facts. Immutable.</summary>
internal sealed class Ground
{
    private readonly DateTimeOffset _startedAt;
    private readonly IReadOnlyList<AddedStep> _added;
    private readonly Dictionary<string, int> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>> _byItem = [];
    private readonly Dictionary<string, Item> _items;
    private readonly Dictionary<string, List<Fact>> _byKind;
    private readonly Dictionary<string, List<Fact>> _byMessage;
    private readonly Dictionary<string, string> _homes;

    public Ground(Checklist checklist, ChecklistDefinition definition, Release release, IReadOnlyList<Fact> happened)
    {
        (_startedAt, _added) = (checklist.StartedAt, checklist.Added);
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
        _items = definition.Items.Concat(checklist.Added.Select(added => added.Item)).ToDictionary(item => item.Id);
        _homes = definition.Items.SelectMany(item => item.Tells.Select(message => (message, item.Id))).DistinctBy(told => told.message).ToDictionary(
            told => told.message, told => told.Id);
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

    /// <summary>Whether it also fits a checklist with this definition, release and facts.</summary>
    public bool Carries(Checklist checklist) => checklist.StartedAt == _startedAt && (checklist.Added == _added || checklist.Added.SequenceEqual(_added));

    /// <summary>The index in <see cref="Steps"/> of a key's step; null when there is none.</summary>
    public int? Place(string key) => _byKey.TryGetValue(key, out var at) ? at : null;

    /// <summary>The indexes in <see cref="Steps"/> of an item's steps.</summary>
    public IReadOnlyList<int> Places(string item) => _byItem.GetValueOrDefault(item) ?? (IReadOnlyList<int>)[];

    public Item Item(string id) => _items[id];

    /// <summary>The facts of a kind, oldest first.</summary>
    public IReadOnlyList<Fact> Happened(string kind) => _byKind.GetValueOrDefault(kind) ?? (IReadOnlyList<Fact>)[];

    /// <summary>All answers to a message, oldest first.</summary>
    public IReadOnlyList<Fact> Answers(string message) => _byMessage.GetValueOrDefault(message) ?? (IReadOnlyList<Fact>)[];

    /// <summary>Whether a message's step exists in this release, or the message has no step: otherwise nobody has it.</summary>
    public bool IsSomebodys(string message) => _homes.GetValueOrDefault(message) is not { } home || _byItem.ContainsKey(home);

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
