namespace SecurityReleaseChatOps.Checklists;

/// <summary>One step as it stands now.</summary>
/// <param name="Key">The item's id, with <c>:</c> and the fix or CVE when there is one for each.</param>
/// <param name="Subject">The id of the fix or CVE; null for a step of the whole release.</param>
/// <param name="Due">Null when it has no due time, or its anchor has not happened.</param>
public sealed record Step(string Key, Item Item, string StageId, string? Subject, StepState State, DateTimeOffset? Due)
{
    public string Title => Subject is null ? Item.Title : $"{Subject}: {Item.Title}";

    public bool Open => !State.Settled;

    public bool IsOverdue(DateTimeOffset now) => Open && Due < now;
}

/// <summary>A checklist in the light of its definition and release: what the rules and views read. It never changes.</summary>
public sealed class Board
{
    private readonly Dictionary<string, Step> byKey;
    private readonly Dictionary<string, List<Step>> byItem;
    private readonly Dictionary<string, Item> items;
    private readonly Dictionary<string, string?> cveOfFix;
    private readonly Lazy<IReadOnlyList<Step>> overtaken;

    public Board(Checklist checklist, ChecklistDefinition definition, ReleaseFacts facts)
    {
        (Checklist, Definition, Facts) = (checklist, definition, facts);
        Steps = Expansion.Of(checklist, definition, facts);
        byKey = Steps.ToDictionary(step => step.Key, StringComparer.OrdinalIgnoreCase);
        byItem = Steps.GroupBy(step => step.Item.Id).ToDictionary(group => group.Key, group => group.ToList());
        items = definition.Items.Concat(checklist.Added.Select(added => added.Item)).ToDictionary(item => item.Id);
        cveOfFix = facts.Fixes.DistinctBy(fix => fix.Id).ToDictionary(fix => fix.Id, fix => fix.Cve);
        overtaken = new(() => [.. Steps.Where(step => step.State is { Status: StepStatus.Done, ForcedWhy: null } && Blockers(step).Count > 0)]);
    }

    public Checklist Checklist { get; }

    public ChecklistDefinition Definition { get; }

    public ReleaseFacts Facts { get; }

    /// <summary>By stage, in the definition's order; those of one fix or CVE stand together.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Steps that were done in order, before something was added that should have come first: to be looked at again.</summary>
    public IReadOnlyList<Step> Overtaken => overtaken.Value;

    public Step? this[string key] => byKey.GetValueOrDefault(key);

    /// <summary>The same definition and release with another state.</summary>
    public Board With(Checklist checklist) => new(checklist, Definition, Facts);

    /// <summary>
    /// The open steps that must be settled first. An item that does not apply, or is not needed, hands its own predecessors on:
    /// leaving a step out does not open the way past what came before it.
    /// </summary>
    public IReadOnlyList<Step> Blockers(Step step)
    {
        if (step.Item.After.Count == 0)
            return [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<Step>();
        Visit(step.Item, step.Subject);
        return open;

        void Visit(Item item, string? subject)
        {
            foreach (var id in item.After)
            {
                var instances = Instances(items[id], item, subject);
                if (instances.Count == 0 && seen.Add(id))
                    Visit(items[id], items[id].Per == item.Per ? subject : null);
                foreach (var instance in instances.Where(instance => seen.Add(instance.Key)))
                {
                    if (instance.Open)
                        open.Add(instance);
                    else if (instance.State.Status == StepStatus.NotNeeded)
                        Visit(instance.Item, instance.Subject);
                }
            }
        }
    }

    /// <summary>The steps of a predecessor that concern one step: those of its own fix or CVE where they correspond, else all.</summary>
    private List<Step> Instances(Item predecessor, Item item, string? subject)
    {
        var all = byItem.GetValueOrDefault(predecessor.Id) ?? [];
        if (subject is null || predecessor.Per == Per.Release)
            return all;
        var own = all.FindAll(step =>
            predecessor.Per == item.Per ? step.Subject == subject
            : predecessor.Per == Per.Cve ? cveOfFix.GetValueOrDefault(subject) == step.Subject
            : cveOfFix.GetValueOrDefault(step.Subject!) == subject);
        return own.Count > 0 ? own : all;
    }
}
