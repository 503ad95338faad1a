using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The differences of a newer definition.</summary>
public sealed record DefinitionDifference(IReadOnlyList<Item> Added, IReadOnlyList<Item> Removed, IReadOnlyList<ChangedItem> Changed)
{
    public bool IsNone => Added.Count + Removed.Count + Changed.Count == 0;

    public static DefinitionDifference Between(ChecklistDefinition older, ChecklistDefinition newer)
    {
        var (before, after) = (Places(older), Places(newer));
        return new(
            [.. after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => pair.Value.Item)],
            [.. before.Where(pair => !after.ContainsKey(pair.Key)).Select(pair => pair.Value.Item)],
            [.. after.Where(pair => before.ContainsKey(pair.Key)).Select(pair => Compare(before[pair.Key], pair.Value))
                .Where(change => change.What.Count > 0)]);
    }

    private static Dictionary<string, (string Stage, Item Item)> Places(ChecklistDefinition definition) =>
        definition.Stages.SelectMany(stage => stage.Items.Select(item => (stage.Title, item))).ToDictionary(place => place.item.Id);

    private static ChangedItem Compare((string Stage, Item Item) before, (string Stage, Item Item) after)
    {
        var (was, now) = (JsonSerializer.SerializeToNode(before.Item)!.AsObject(), JsonSerializer.SerializeToNode(after.Item)!.AsObject());
        var parts = now.Where(part => !JsonNode.DeepEquals(part.Value, was[part.Key])).Select(part => Kebab.Word(part.Key).Replace('-', ' '));
        return new(after.Item, [.. before.Stage == after.Stage ? [] : new[] { "stage" }, .. parts]);
    }
}

/// <param name="What">The changed parts: title, help, due and so on.</param>
public sealed record ChangedItem(Item Item, IReadOnlyList<string> What);

/// <summary>Moves a running checklist to another definition.</summary>
public static class Moving
{
    /// <summary>
    /// What was done stays done if the step's id still exists, even if a fact settles the step from now on; the
    /// state of a removed step is kept, hidden, for moving back.
    /// Undo does not reach behind it: earlier presses belong to the earlier definition.
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
            Steps = Recording.Put(
                checklist.Steps,
                [.. board.Steps.Where(step => step.State.Status == StepStatus.Done).Select(step => (step.Key, InAnotherWay(step.State.Record)))]),
            Added = [.. checklist.Added.Select(added => added with
            {
                Stage = stages.Contains(added.Stage) ? added.Stage : newer.Stages[^1].Id,
                Item = added.Item with { After = [.. added.Item.After.Where(known.Contains)] },
            })],
        };
        return new()
        {
            Board = new(next, newer, board.Release, board.Happened),
            Events = [new(Happening.Moved, null, newer.Title, person, now, $"{checklist.Definition} {checklist.Version}", $"{newer.Name} {newer.Version}",
                $"{difference.Added.Count} added, {difference.Removed.Count} removed, {difference.Changed.Count} changed")],
        };
    }

    /// <summary>Adds the words without which a press does not settle a step that facts settle.</summary>
    private static StepRecord InAnotherWay(StepRecord record) => record with
    {
        Confirmations =
            [.. record.Confirmations.Select(said => said is { Status: StepStatus.Done, Why: null } ? said with { Why = "ticked before the update" } : said)],
    };
}
