using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Steps that were done with a deed, or with a message, are settled by what happens from now on, and no plain press settles them any more.
/// Where one did before the update, it is "done another way" from here on, and the step stays done.
/// </summary>
internal sealed record TicksBeforeTheUpdate() : DocumentMigration(7, "0007_ticks_before_the_update", "checklist")
{
    protected override JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other)
    {
        var definition = other("checklist-definition", $"{document["definition"]}@{document["version"]}").Deserialize<ChecklistDefinition>(StoreJson.Options);
        var settled = (definition is null ? [] : OldDefinitions.Read(definition).Items).Where(item => item.SettledBy.Count > 0).Select(item => item.Id).ToHashSet();
        foreach (var (_, step) in Records(document).Where(record => settled.Contains(record.Key.Split(':')[0])))
        {
            foreach (var said in step["confirmations"]!.AsArray().Where(said => (string?)said!["status"] == "done" && said["why"] is null))
                said!["why"] = "ticked before the update";
        }
        return document;
    }

    /// <summary>What is stored of steps: as they stand, and as undo would put them back.</summary>
    private static IEnumerable<(string Key, JsonNode Step)> Records(JsonObject document) =>
        (document["recent"]?.AsArray() ?? []).Select(change => change!["before"]).Prepend(document["steps"])
            .OfType<JsonObject>().SelectMany(steps => steps).Where(step => step.Value is not null).Select(step => (step.Key, step.Value!));
}
