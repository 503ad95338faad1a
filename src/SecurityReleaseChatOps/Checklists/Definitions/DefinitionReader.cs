using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A parsed definition file, before stages of other files are resolved.</summary>
internal sealed record DefinitionSource(string File, ChecklistDefinition Head, long Line, IReadOnlyList<StageSource> Stages);

/// <summary>A stage of its own, or one used from another definition, which has no items here.</summary>
internal sealed record StageSource(long Line, string Id, string Title, IReadOnlyList<ItemSource> Items, UsedStage? Use = null);

/// <param name="From">The used stage that it comes from; null for an item of the file's own.</param>
internal sealed record ItemSource(Item Item, long Line, UsedStage? From = null);

/// <summary>A stage of another definition, and what is other here.</summary>
/// <param name="Due">The due rule that replaces those counted from the due date.</param>
/// <param name="DueOf">Due rules of single items.</param>
/// <param name="After">Additional predecessors by item.</param>
/// <param name="Without">Predecessors to leave out.</param>
internal sealed record UsedStage(
    string Definition, string Stage, DueRule? Due, IReadOnlyDictionary<string, DueRule> DueOf, IReadOnlyDictionary<string, IReadOnlyList<string>> After,
    IReadOnlyList<string> Without)
{
    public override string ToString() => $"{Definition}/{Stage}";
}

/// <summary>Reads one file strictly: anything not understood is an error.</summary>
internal static partial class DefinitionReader
{
    private const int LongestId = 20;

    private static readonly Dictionary<string, string> renamed = new()
    {
        ["deed"] = "write `settledBy` and name the fact, such as email.sent or ready",
        ["pings"] = "write `tells` and name the messages that stand under it, such as legal-review",
    };

    public static DefinitionSource Read(string text, string file)
    {
        var map = new StrictMap(YamlFiles.Root(text, file), file, "a definition", "name", "title", "source", "for", "tracker", "stages");
        var stages = map.Nodes("stages").Select(node => ReadStage(node, file)).ToList();
        if (stages.Count == 0)
            throw map.Fault("stages", "a definition needs `stages`.");
        var head = new ChecklistDefinition
        {
            Name = map.Id("name", LongestId),
            Title = map.Required("title"),
            Source = map.Required("source"),
            For = ReadCondition(map.Node("for") ?? throw map.Fault("for", "a definition needs `for`: kind, product or both."), file, "for", "kind", "product"),
            Tracker = map.Required("tracker"),
            Stages = [],
            Form = ChecklistDefinition.Newest,
        };
        return new(file, head, map.Line, stages);
    }

    private static StageSource ReadStage(YamlPart node, string file)
    {
        var map = new StrictMap(node, file, "a stage", "id", "title", "items", "use", "due", "dueOf", "after", "without");
        if (map.Optional("use") is { } use)
            return ReadUse(map, use, file);
        if (new[] { "due", "dueOf", "after", "without" }.FirstOrDefault(map.Has) is { } alone)
            throw map.Fault(alone, $"`{alone}` of a whole stage: these go with `use` only.");
        var id = map.Id("id", LongestId);
        var items = map.Nodes("items").Select(item => ReadItem(item, file)).ToList();
        return items.Count == 0 ? throw map.Fault("items", $"the stage `{id}` needs `items`.") : new(map.Line, id, map.Required("title"), items);
    }

    private static StageSource ReadUse(StrictMap map, string use, string file)
    {
        if (use.Split('/') is not [var definition, var stage])
            throw map.Fault("use", "`use` names a definition and its stage, such as `planned/post`.");
        if (map.Has("id") || map.Has("title") || map.Has("items"))
            throw map.Fault("use", "a stage that uses another has no `id`, `title` or `items` of its own.");
        return new(map.Line, stage, "", [], new(
            definition, stage, ReadDue(map), ByItem(map, "dueOf", file, (of, item) => ReadDue(of, item)!),
            ByItem(map, "after", file, (of, item) => of.Texts(item)), map.Texts("without")));
    }

    /// <summary>A map keyed by item ids; empty when missing.</summary>
    private static Dictionary<string, T> ByItem<T>(StrictMap map, string key, string file, Func<StrictMap, string, T> read)
    {
        if (map.Node(key) is not { } node)
            return [];
        var items = node is YamlMap mapping ? mapping.Entries.Select(entry => entry.Key.Value).ToArray() : [];
        var of = new StrictMap(node, file, $"`{key}` of a used stage", items);
        return items.ToDictionary(item => item, item => read(of, item));
    }

    private static ItemSource ReadItem(YamlPart node, string file)
    {
        StrictMap.RefuseOld(node, file, "an item", renamed);
        var map = new StrictMap(
            node, file, "an item", "id", "title", "help", "role", "due", "after", "per", "when", "tells", "settledBy", "sparedBy", "about", "optional",
            "needsSecondPerson", "rows", "tool", "manual");
        var id = map.Id("id", LongestId);
        if (AddedStep.IsReserved(id))
            throw map.Fault("id", $"`{id}` is kept for steps of the day.");
        var item = new Item
        {
            Id = id,
            Title = map.Required("title"),
            Help = map.Optional("help") ?? "",
            Role = map.Word("role", Role.Either),
            Due = ReadDue(map),
            After = map.Texts("after"),
            Per = map.Word("per", Per.Release),
            When = map.Node("when") is { } when ? ReadCondition(when, file, "when", "severity", "kind", "product", "answers") : Condition.Always,
            Tells = map.Texts("tells"),
            SettledBy = [.. map.Nodes("settledBy").Select(term => ReadTerm(term, file))],
            SparedBy = map.Optional("sparedBy"),
            About = map.Words("about", Item.Abouts),
            Optional = map.Flag("optional"),
            NeedsSecondPerson = map.Flag("needsSecondPerson"),
            Rows = Rows(map, file),
            Tool = map.Optional("tool"),
            Manual = map.Optional("manual") ?? "",
        };
        if (item.Title.Length > ChecklistText.MaxTitle || item.Title.Contains('\n'))
            throw map.Fault("title", $"a title is one line of at most {ChecklistText.MaxTitle} characters.");
        if (item.Manual.Length > 0 && item.Tool is null)
            throw map.Fault("manual", "`manual` goes with `tool`: it is for the day when the tool fails.");
        if (item.NeedsSecondPerson && item.SettledBy.Any(term => term.Fact?.EndsWith(".approved", StringComparison.Ordinal) != true))
            throw map.Fault("settledBy", "what two people confirm is settled by them: `settledBy` may name approvals only, each of which counts as one.");
        return new(item, map.Line);
    }

    private static Term ReadTerm(YamlPart node, string file)
    {
        if (node is YamlText fact)
            return new(Fact: fact.Value);
        var map = new StrictMap(node, file, "`settledBy`", "steps", "any");
        return map.Has("steps") == map.Has("any") ? throw new DefinitionException(file, map.Line, "`settledBy` names facts, `steps:` or `any:`.")
            : map.Has("steps") ? new(Steps: map.Texts("steps"))
            : new(Any: [.. map.Nodes("any").Select(term => ReadTerm(term, file))]);
    }

    /// <summary>A due rule; null when the key is missing.</summary>
    internal static DueRule? ReadDue(StrictMap map, string key = "due") => map.Optional(key) is not { } text
        ? null
        : DueRule.TryParse(text) ?? throw map.Fault(key, $"`{key}` is `{text}`. It must be {DueRule.Grammar}.");

    /// <summary>Rows of the process table.</summary>
    internal static IReadOnlyList<string> Rows(StrictMap map, string file) => map.Texts("rows") is var rows
        && rows.FirstOrDefault(row => !RowForm().IsMatch(row)) is { } wrong
        ? throw new DefinitionException(file, map.LineOf("rows", wrong), $"`{wrong}` is not a row, such as D1 or D1.2.")
        : rows;

    /// <summary>Reads a condition: lists of words under the given keys.</summary>
    internal static Condition ReadCondition(YamlPart node, string file, string what, params ReadOnlySpan<string> keys)
    {
        var map = new StrictMap(node, file, $"`{what}`", keys);
        return new()
        {
            Severities = map.Words("severity", ["critical", "high", "medium", "low", Condition.Unknown]), Kinds = map.Texts("kind"),
            Products = map.Texts("product"),
            Answers = keys.Contains("answers") ? map.Texts("answers") : []
        };
    }

    [GeneratedRegex(@"\A[A-H][0-9]{1,2}(?:\.[0-9]{1,2})?\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RowForm();
}
