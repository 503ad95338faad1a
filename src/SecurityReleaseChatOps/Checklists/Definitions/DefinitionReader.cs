using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Yaml;
using YamlDotNet.RepresentationModel;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A definition file as it was read, before stages of other files are brought in.</summary>
internal sealed record DefinitionSource(string File, ChecklistDefinition Head, long Line, IReadOnlyList<StageSource> Stages);

/// <summary>A stage of its own, or one taken from another definition.</summary>
/// <param name="Use">Definition and stage, when taken.</param>
/// <param name="Due">For a taken stage: what its items are due instead, where they count from the due date.</param>
/// <param name="After">For a taken stage: further predecessors by item.</param>
internal sealed record StageSource(
    long Line, Stage? Own, IReadOnlyDictionary<string, long> ItemLines, (string Definition, string Stage)? Use, DueRule? Due, IReadOnlyDictionary<string, IReadOnlyList<string>> After);

/// <summary>Reads one file, strictly: what is not understood is a fault, never skipped.</summary>
internal static partial class DefinitionReader
{
    private const int MaxLength = 256 * 1024;

    private static readonly Dictionary<string, Role> roles = Kebab.Words<Role>();
    private static readonly Dictionary<string, Audience> audiences = Kebab.Words<Audience>();
    private static readonly Dictionary<string, Per> pers = Kebab.Words<Per>();
    private static readonly Dictionary<string, string> severities = new[] { "critical", "high", "medium", "low", Condition.Unknown }.ToDictionary(word => word);
    private static readonly Dictionary<string, Deed?> deeds = Kebab.Words<Deed>().ToDictionary(deed => deed.Key, deed => (Deed?)deed.Value);
    private static readonly Dictionary<string, bool> booleans = new() { ["true"] = true, ["false"] = false };

    public static DefinitionSource Read(string text, string file)
    {
        if (text.Length > MaxLength)
            throw new DefinitionException(file, 1, $"the file is longer than {MaxLength / 1024} KiB.");
        var map = new StrictMap(StrictMap.Root(text, file), file, "a definition", "name", "title", "source", "for", "tracker", "stages");
        var stages = map.Nodes("stages").Select(node => ReadStage(node, file)).ToList();
        if (stages.Count == 0)
            throw map.Fault("stages", "a definition needs `stages`.");
        var head = new ChecklistDefinition
        {
            Name = Id(map, "name"),
            Title = map.Required("title"),
            Source = map.Required("source"),
            For = ReadCondition(map.Node("for") ?? throw map.Fault("for", "a definition needs `for`: kind, product or both."), file, "for", "kind", "product"),
            Tracker = map.Required("tracker"),
            Stages = [],
        };
        return new(file, head, map.Line, stages);
    }

    private static StageSource ReadStage(YamlNode node, string file)
    {
        var map = new StrictMap(node, file, "a stage", "id", "title", "items", "use", "due", "after");
        if (map.Optional("use") is { } use)
            return ReadUse(map, use, file);
        if (map.Has("due") || map.Has("after"))
            throw map.Fault(map.Has("due") ? "due" : "after", "`due` and `after` of a whole stage go with `use` only.");
        var id = Id(map, "id");
        var items = map.Nodes("items").Select(item => ReadItem(item, file)).ToList();
        var lines = new Dictionary<string, long>();
        foreach (var (item, line) in items)
        {
            if (!lines.TryAdd(item.Id, line))
                throw new DefinitionException(file, line, $"there are two items `{item.Id}`.");
        }
        return items.Count == 0
            ? throw map.Fault("items", $"the stage `{id}` needs `items`.")
            : new(map.Line, new(id, map.Required("title"), [.. items.Select(item => item.Item)]), lines, null, null, new Dictionary<string, IReadOnlyList<string>>());
    }

    private static StageSource ReadUse(StrictMap map, string use, string file)
    {
        if (use.Split('/') is not [var definition, var stage])
            throw map.Fault("use", "`use` names a definition and its stage, such as `planned/post`.");
        if (map.Has("id") || map.Has("title") || map.Has("items"))
            throw map.Fault("use", "a stage that uses another has no `id`, `title` or `items` of its own.");
        var after = new Dictionary<string, IReadOnlyList<string>>();
        if (map.Node("after") is { } node)
        {
            var names = node is YamlMappingNode mapping ? mapping.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "").ToArray() : [];
            var more = new StrictMap(node, file, "`after` of a used stage", names);
            after = names.ToDictionary(name => name, more.Texts);
        }
        return new(map.Line, null, new Dictionary<string, long>(), (definition, stage), ReadDue(map), after);
    }

    private static (Item Item, long Line) ReadItem(YamlNode node, string file)
    {
        var map = new StrictMap(node, file, "an item", "id", "title", "help", "role", "due", "after", "per", "when", "pings", "needsSecondPerson", "rows", "tool", "manual", "deed");
        var id = Id(map, "id");
        if (StepsOfTheDay.IsReserved(id))
            throw map.Fault("id", $"`{id}` is kept for steps of the day.");
        var item = new Item
        {
            Id = id,
            Title = map.Required("title"),
            Help = map.Optional("help") ?? "",
            Role = map.Word("role", roles, Role.Either),
            Due = ReadDue(map),
            After = map.Texts("after"),
            Per = map.Word("per", pers, Per.Release),
            When = map.Node("when") is { } when ? ReadCondition(when, file, "when", "severity", "kind", "product") : Condition.Always,
            Pings = map.Words("pings", audiences),
            NeedsSecondPerson = map.Word("needsSecondPerson", booleans, false),
            Rows = map.Texts("rows"),
            Tool = map.Optional("tool"),
            Manual = map.Optional("manual") ?? "",
            Deed = map.Word("deed", deeds, null),
        };
        if (item.Title.Length > Words.MaxTitle || item.Title.Contains('\n'))
            throw map.Fault("title", $"a title is one line of at most {Words.MaxTitle} characters.");
        if (item.Manual.Length > 0 && item.Tool is null)
            throw map.Fault("manual", "`manual` goes with `tool`: it is for the day when the tool fails.");
        CheckRows(map, item.Rows, file);
        return (item, map.Line);
    }

    /// <summary>A due rule; null when there is none under the key.</summary>
    internal static DueRule? ReadDue(StrictMap map, string key = "due") => map.Optional(key) is not { } text
        ? null
        : DueRule.TryParse(text) ?? throw map.Fault(key, $"`{key}` is `{text}`. It must be {DueRule.Grammar}.");

    /// <summary>That all are rows of the process table.</summary>
    internal static void CheckRows(StrictMap map, IReadOnlyList<string> rows, string file)
    {
        if (rows.FirstOrDefault(row => !RowForm().IsMatch(row)) is { } row)
            throw new DefinitionException(file, map.LineOf("rows", row), $"`{row}` is no row, such as D1 or D1.2.");
    }

    /// <summary>A condition as it is written: lists of words under the given keys.</summary>
    internal static Condition ReadCondition(YamlNode node, string file, string what, params ReadOnlySpan<string> keys)
    {
        var map = new StrictMap(node, file, $"`{what}`", keys);
        return new() { Severities = map.Words("severity", severities), Kinds = map.Texts("kind"), Products = map.Texts("product") };
    }

    private static string Id(StrictMap map, string key) => map.Required(key) is var id && IdForm().IsMatch(id)
        ? id
        : throw map.Fault(key, $"`{id}` must be short and typeable: 2 to 20 small letters, digits and hyphens, a letter first.");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,19}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"\A[A-H][0-9]{1,2}(?:\.[0-9]{1,2})?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RowForm();
}
