using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// Converts a definition of the first format, which a release still uses: its deeds, the steps that messages named, and publication
/// become what settles steps today. Anything in none of the tables stays a press.
/// </summary>
internal static class OldDefinitions
{
    private static readonly Dictionary<string, string> deeds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EmailApproved"] = "email.approved",
        ["EmailTested"] = "email.tested",
        ["EmailLinks"] = "email.links",
        ["EmailVersions"] = "email.versions",
        ["EmailMark"] = "email.mark",
        ["EmailChecked"] = "email.checked",
        ["EmailSent"] = "email.sent",
        ["Ready"] = Kinds.Ready,
    };

    // Steps done by sending these.
    private static readonly Dictionary<string, string[]> steps = new()
    {
        ["ping-issue"] = ["critical-issue"],
        ["c-issue"] = ["critical-issue"],
        ["ping-chan"] = ["critical-start"],
        ["c-chan"] = ["critical-start"],
        ["impact"] = ["critical-start", "impact-sirt", "impact-dedicated"],
        ["timing"] = ["critical-timing"],
        ["c-timing"] = ["critical-timing"],
        ["estimate"] = ["critical-estimate"],
        ["c-estimate"] = ["critical-estimate"],
        ["single"] = ["impact-dedicated"],
        ["mitigate"] = ["mitigation"],
        ["plan"] = ["plan-sirt", "plan-managers"],
        ["disclosure"] = ["disclosure-managers", "disclosure-sirt"],
        ["inform-rm"] = ["inform-managers"],
        ["ack"] = ["researcher-ack"],
        ["same-time"] = ["runner-process"],
        ["r-process"] = ["runner-process"],
        ["cut"] = ["cut"],
        ["merge-time"] = ["merge-time"],
        ["legal"] = ["legal-review"],
        ["corp-comms"] = ["corporate-comms"],
        ["field-sec"] = ["field-security"],
        ["support"] = ["support"],
        ["dedicated"] = ["dedicated"],
        ["audiences"] = ["field-security", "support", "dedicated", "comms-approval"],
        ["marketing"] = ["marketing"],
        ["merge-post"] = ["merge-post"],
        ["mktgops"] = ["marketing-ops"],
        ["mail-test"] = ["test-email"],
        ["tweet"] = ["advisory-tweet"],
        ["next-rms"] = ["next-managers"],
    };

    // Steps that asked for these but needed more.
    private static readonly Dictionary<string, string[]> opens = new()
    {
        ["com-ok"] = ["remediated"],
        ["comms-ok"] = ["comms-approval"],
        ["reviewed"] = ["final-review"],
        ["ready"] = ["ready"],
        ["mail-send"] = ["send-email"],
        ["mail-test"] = ["test-email-ops"],
        ["impact"] = ["impact-stage-team"],
        ["estimate"] = ["estimate-developers"],
        ["r-process"] = ["runner-developers"],
    };

    // Publication has only this one fact.
    private const string Publication = "publish";

    /// <summary>Whether, in the first format, everything before this step is what PSIRT's readiness waits for.</summary>
    public static bool IsReadyFor(Item item) => "ReadyFor".Equals(item.Deed, StringComparison.OrdinalIgnoreCase);

    public static ChecklistDefinition Read(ChecklistDefinition stored)
    {
        if (stored.Form >= ChecklistDefinition.Newest)
            return stored;
        var told = new HashSet<string>(StringComparer.Ordinal);
        var items = stored.For.Kinds is ["appsec"] ? new Dictionary<string, string[]>(steps) { ["comms-issue"] = ["comms-issue"] } : steps;
        return stored with { Stages = [.. stored.Stages.Select(stage => stage with { Items = [.. stage.Items.Select(item => Read(item, items, told))] })] };
    }

    /// <param name="told">Messages that belong to a step already; each belongs to one.</param>
    private static Item Read(Item item, Dictionary<string, string[]> settling, HashSet<string> told)
    {
        var sent = settling.GetValueOrDefault(item.Id, []);
        return item with
        {
            Tells = [.. sent.Concat(opens.GetValueOrDefault(item.Id, [])).Where(told.Add)],
            SettledBy = item.Id == Publication ? [new(Fact: Kinds.Published)]
                : item.Deed is { } deed && deeds.TryGetValue(deed, out var kind) ? [new(Fact: kind)]
                : [.. sent.Select(message => new Term(Fact: message + ".sent"))],
        };
    }
}

/// <summary>What deeds or messages settled is now settled by facts: an earlier press becomes "done another way", so that its step stays done.</summary>
internal sealed record TicksBeforeTheUpdate() : DocumentMigration(7, "0007_ticks_before_the_update", "checklist")
{
    protected override JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other)
    {
        var definition = other("checklist-definition", $"{document["definition"]}@{document["version"]}").Deserialize<ChecklistDefinition>(StoreJson.Options);
        var settled = (definition is null ? [] : OldDefinitions.Read(definition).Items).Where(item => item.SettledBy.Count > 0).Select(item => item.Id)
            .ToHashSet();
        foreach (var (_, step) in Records(document).Where(record => settled.Contains(record.Key.Split(':')[0])))
        {
            foreach (var said in step["confirmations"]!.AsArray().Where(said => (string?)said!["status"] == "done" && said["why"] is null))
                said!["why"] = "ticked before the update";
        }
        return document;
    }

    /// <summary>The stored records of steps: current ones, and those undo would restore.</summary>
    private static IEnumerable<(string Key, JsonNode Step)> Records(JsonObject document) =>
        (document["recent"]?.AsArray() ?? []).Select(change => change!["before"]).Prepend(document["steps"])
            .OfType<JsonObject>().SelectMany(steps => steps).Where(step => step.Value is not null).Select(step => (step.Key, step.Value!));
}
