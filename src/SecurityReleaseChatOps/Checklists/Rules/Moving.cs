namespace SecurityReleaseChatOps.Checklists;

/// <summary>What is other in a newer definition.</summary>
public sealed record DefinitionDifference(IReadOnlyList<Item> Added, IReadOnlyList<Item> Removed, IReadOnlyList<ChangedItem> Changed)
{
    public bool IsNone => Added.Count + Removed.Count + Changed.Count == 0;

    public static DefinitionDifference Between(ChecklistDefinition older, ChecklistDefinition newer)
    {
        var (before, after) = (Places(older), Places(newer));
        return new(
            [.. after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => pair.Value.Item)],
            [.. before.Where(pair => !after.ContainsKey(pair.Key)).Select(pair => pair.Value.Item)],
            [.. after.Where(pair => before.ContainsKey(pair.Key)).Select(pair => Compare(before[pair.Key], pair.Value)).Where(change => change.What.Count > 0)]);
    }

    private static Dictionary<string, (string Stage, Item Item)> Places(ChecklistDefinition definition) =>
        definition.Stages.SelectMany(stage => stage.Items.Select(item => (stage.Title, item))).ToDictionary(place => place.item.Id);

    private static ChangedItem Compare((string Stage, Item Item) before, (string Stage, Item Item) after)
    {
        (string Name, string Before, string After)[] parts =
        [
            ("stage", before.Stage, after.Stage),
            ("title", before.Item.Title, after.Item.Title),
            ("help", before.Item.Help, after.Item.Help),
            ("role", $"{before.Item.Role}", $"{after.Item.Role}"),
            ("due", $"{before.Item.Due}", $"{after.Item.Due}"),
            ("after", string.Join(", ", before.Item.After), string.Join(", ", after.Item.After)),
            ("per", $"{before.Item.Per}", $"{after.Item.Per}"),
            ("when", Describe(before.Item.When), Describe(after.Item.When)),
            ("tells", string.Join(", ", before.Item.Tells), string.Join(", ", after.Item.Tells)),
            ("settled by", string.Join(", ", before.Item.SettledBy), string.Join(", ", after.Item.SettledBy)),
            ("about", string.Join(", ", before.Item.About), string.Join(", ", after.Item.About)),
            ("optional", $"{before.Item.Optional}", $"{after.Item.Optional}"),
            ("second person", $"{before.Item.NeedsSecondPerson}", $"{after.Item.NeedsSecondPerson}"),
            ("rows", string.Join(", ", before.Item.Rows), string.Join(", ", after.Item.Rows)),
            ("tool", $"{before.Item.Tool}", $"{after.Item.Tool}"),
            ("manual", before.Item.Manual, after.Item.Manual),
        ];
        return new(after.Item, [.. parts.Where(part => part.Before != part.After).Select(part => part.Name)]);
    }

    private static string Describe(Condition when) =>
        string.Join("; ", string.Join(", ", when.Severities), string.Join(", ", when.Kinds), string.Join(", ", when.Products), string.Join(", ", when.Answers));
}

/// <param name="What">Names of what changed: title, help, due and so on.</param>
public sealed record ChangedItem(Item Item, IReadOnlyList<string> What);

/// <summary>Moves a running checklist to another definition.</summary>
public static class Moving
{
    /// <summary>
    /// What was done stays done where the step's id is still there, also where something else than a press settles the step from now on; the
    /// state of a step that is gone is kept, unseen, for the way back.
    /// Undo ends here: earlier presses belong to the earlier definition.
    /// </summary>
    public static ChecklistDecision To(Board board, ChecklistDefinition newer, string person, DateTimeOffset now)
    {
        var checklist = board.Checklist;
        if (checklist.Definition == newer.Name && checklist.Version == newer.Version)
            return ChecklistDecision.Refuse(board, "The checklist has this version already.");
        var known = newer.Items.Select(item => item.Id).Concat(checklist.Added.Select(added => added.Item.Id)).ToHashSet(StringComparer.Ordinal);
        var stages = newer.Stages.Select(stage => stage.Id).ToHashSet(StringComparer.Ordinal);
        var difference = DefinitionDifference.Between(board.Definition, newer);
        var next = checklist with
        {
            Definition = newer.Name,
            Version = newer.Version,
            Recent = [],
            Steps = Recording.Put(checklist.Steps, [.. board.Steps.Where(step => step.State.Status == StepStatus.Done).Select(step => (step.Key, InAnotherWay(step.State.Record)))]),
            Added = [.. checklist.Added.Select(added => added with
            {
                Stage = stages.Contains(added.Stage) ? added.Stage : newer.Stages[^1].Id,
                Item = added.Item with { After = [.. added.Item.After.Where(known.Contains)] },
            })],
        };
        return new()
        {
            Checklist = next,
            Events = [new(Happening.Moved, null, newer.Title, person, now, $"{checklist.Definition} {checklist.Version}", $"{newer.Name} {newer.Version}",
                $"{difference.Added.Count} added, {difference.Removed.Count} removed, {difference.Changed.Count} changed")],
        };
    }

    /// <summary>With the words without which a press does not count where what happens settles a step.</summary>
    private static StepRecord InAnotherWay(StepRecord record) => record with
    {
        Confirmations = [.. record.Confirmations.Select(said => said is { Status: StepStatus.Done, Why: null } ? said with { Why = "ticked before the update" } : said)],
    };
}
