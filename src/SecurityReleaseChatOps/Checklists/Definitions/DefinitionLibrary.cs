using System.Security.Cryptography;
using System.Text.Json;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The definitions for new checklists: the shipped ones, and an operator's own, which replace those of the same name.</summary>
public sealed class DefinitionLibrary
{
    private readonly IReadOnlyCollection<DefinitionSource> _sources;

    private DefinitionLibrary(IReadOnlyList<ChecklistDefinition> all, IReadOnlyCollection<DefinitionSource> sources) => (All, _sources) = (all, sources);

    public IReadOnlyList<ChecklistDefinition> All { get; }

    /// <param name="directory">The operator's <c>*.yaml</c> and <c>*.yml</c> files; null for none.</param>
    /// <exception cref="DefinitionException">A file is at fault; the message says where and why.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static DefinitionLibrary Load(string? directory = null) => Of(YamlFiles.Shipped("Checklists/Definitions/"), YamlFiles.Own(directory));

    /// <summary>Checks that every fact and message named by a step exists.</summary>
    /// <param name="kinds">Every known kind of fact.</param>
    /// <exception cref="DefinitionException">One does not; the message says where, and what exists.</exception>
    public DefinitionLibrary Checked(IReadOnlySet<string> kinds)
    {
        foreach (var (file, (item, line, _)) in from source in _sources from stage in source.Stages from placed in stage.Items select (source.File, placed))
        {
            var named = item.SettledBy.SelectMany(term => term.Facts).Concat(item.When.Answers).Concat(item.SparedBy is { } spared ? [spared] : [])
                .Concat(item.Tells.Select(message => message + ".sent"));
            if (named.FirstOrDefault(kind => !kinds.Contains(kind)) is not { } stranger)
                continue;
            throw new DefinitionException(file, line, item.Tells.Any(message => message + ".sent" == stranger)
                ? $"`{item.Id}` tells `{stranger[..^".sent".Length]}`, which is not a message of the matrix."
                : $"`{item.Id}` names `{stranger}`, which nothing makes known. There are "
                    + $"{string.Join(", ", kinds.Where(kind => !kind.Contains('.')).Order(StringComparer.Ordinal))}, links and email as `linked.checklist` and `email.sent`, and answers to messages as `legal-review.approved`.");
        }
        return this;
    }

    /// <summary>The ids of the messages that belong to a step in such a release.</summary>
    public IReadOnlySet<string> MessagesFor(Release release) =>
        (For(release)?.Items ?? []).Where(item => (item.When with { Answers = [] }).Holds(release, [])).SelectMany(item => item.Tells).ToHashSet();

    /// <summary>The definition for a release; null when none applies to its kind and product.</summary>
    public ChecklistDefinition? For(Release release) => All.FirstOrDefault(definition => definition.For.Holds(release, []));

    public ChecklistDefinition? Named(string name) => All.FirstOrDefault(definition => definition.Name == name);

    /// <param name="shipped">Name and text of each file.</param>
    /// <param name="own">The same for the operator's.</param>
    internal static DefinitionLibrary Of(IEnumerable<(string File, string Text)> shipped, IEnumerable<(string File, string Text)> own)
    {
        var sources = ReadAll(shipped);
        foreach (var (name, source) in ReadAll(own))
            sources[name] = source;
        var all = new List<ChecklistDefinition>();
        foreach (var source in sources.Values)
        {
            var definition = DefinitionBuilder.Build(source, sources);
            if (all.Find(other => Overlap(other.For, definition.For)) is { } rival)
                throw new DefinitionException(
                    source.File, source.Line,
                    $"`{rival.Name}` and `{definition.Name}` are for the same releases. To replace a definition, give the file its name.");
            all.Add(definition);
        }
        return new(all, sources.Values);
    }

    private static Dictionary<string, DefinitionSource> ReadAll(IEnumerable<(string File, string Text)> files)
    {
        var sources = new Dictionary<string, DefinitionSource>();
        foreach (var (file, text) in files)
        {
            var source = DefinitionReader.Read(text, file);
            if (!sources.TryAdd(source.Head.Name, source))
                throw new DefinitionException(file, source.Line, $"{sources[source.Head.Name].File} is named `{source.Head.Name}` too.");
        }
        return sources;
    }

    private static bool Overlap(Condition one, Condition other) => Meet(one.Kinds, other.Kinds) && Meet(one.Products, other.Products);

    private static bool Meet(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 || other.Count == 0 || one.Any(word => other.Any(another => Condition.Same(word, another)));
}

/// <summary>Turns parsed files into consistent definitions: used stages resolved, order checked, version set.</summary>
internal static class DefinitionBuilder
{
    public static ChecklistDefinition Build(DefinitionSource source, IReadOnlyDictionary<string, DefinitionSource> all)
    {
        var (places, homes) = (new Dictionary<string, ItemSource>(), new Dictionary<string, string>());
        var stages = new List<Stage>();
        foreach (var entry in source.Stages)
        {
            var stage = entry.Use is { } use ? Used(source.File, entry.Line, use, all) : entry;
            if (stages.Exists(other => other.Id == stage.Id))
                throw new DefinitionException(source.File, entry.Line, $"there are two stages `{stage.Id}`.");
            foreach (var placed in stage.Items)
            {
                if (!places.TryAdd(placed.Item.Id, placed))
                    throw new DefinitionException(
                        source.File, placed.Line, $"there are two items `{placed.Item.Id}`; the other one is in line {places[placed.Item.Id].Line}.");
                if (placed.Item.Tells.FirstOrDefault(message => !homes.TryAdd(message, placed.Item.Id)) is { } told)
                    throw new DefinitionException(source.File, placed.Line, $"the message `{told}` stands under `{homes[told]}` already.");
            }
            stages.Add(new(stage.Id, stage.Title, [.. stage.Items.Select(placed => placed.Item)]));
        }
        CheckNamed(source.File, places);
        CheckCycles(source.File, places);
        var definition = source.Head with { Stages = stages };
        return definition with { Version = Hash(definition) };
    }

    private static StageSource Used(string file, long line, UsedStage use, IReadOnlyDictionary<string, DefinitionSource> all)
    {
        var stage = all.GetValueOrDefault(use.Definition)?.Stages.FirstOrDefault(other => other.Use is null && other.Id == use.Stage)
            ?? throw new DefinitionException(file, line, $"`use: {use}` names no stage of a definition's own.");
        if (use.After.Keys.Concat(use.DueOf.Keys).FirstOrDefault(id => stage.Items.All(known => known.Item.Id != id)) is { } stranger)
            throw new DefinitionException(file, line, $"`{stranger}` is not an item of {use}.");
        if (use.Without.FirstOrDefault(left => stage.Items.All(known => !known.Item.After.Contains(left))) is { } idle)
            throw new DefinitionException(file, line, $"`without` names `{idle}`, after which nothing of {use} comes.");
        return stage with { Items = [.. stage.Items.Select(known => new ItemSource(Here(known.Item), line, use))] };

        Item Here(Item item) => item with
        {
            Due = use.DueOf.GetValueOrDefault(item.Id) ?? (use.Due is not null && item.Due?.Anchor == DueAnchor.Due ? use.Due : item.Due),
            After = [.. item.After.Except(use.Without), .. use.After.GetValueOrDefault(item.Id, [])],
        };
    }

    private static void CheckNamed(string file, Dictionary<string, ItemSource> places)
    {
        foreach (var placed in places.Values)
        {
            if (placed.Item.After.FirstOrDefault(id => !places.ContainsKey(id)) is { } missing)
            {
                throw new DefinitionException(file, placed.Line, placed.From is null
                    ? $"`{placed.Item.Id}` comes after `{missing}`, which is not an item."
                    : $"`use: {placed.From}` brings `{placed.Item.Id}`, which comes after `{missing}`, which is not an item here.");
            }
            if (placed.Item.SettledBy.SelectMany(term => term.Items).FirstOrDefault(id => !places.ContainsKey(id)) is { } none)
                throw new DefinitionException(file, placed.Line, $"`{placed.Item.Id}` is settled by the step `{none}`, which is not an item here.");
        }
    }

    private static void CheckCycles(string file, Dictionary<string, ItemSource> places)
    {
        var finished = new HashSet<string>();
        var path = new List<string>();
        foreach (var id in places.Keys)
            Visit(id);

        void Visit(string id)
        {
            if (finished.Contains(id))
                return;
            if (path.IndexOf(id) is var start and >= 0)
                throw new DefinitionException(
                    file, places[id].Line,
                    $"the order goes round in a circle: {string.Join(" after ", path.Skip(start).Append(id).Select(step => $"`{step}`"))}.");
            path.Add(id);
            foreach (var before in places[id].Item.After.Concat(places[id].Item.SettledBy.SelectMany(term => term.Items)))
                Visit(before);
            path.RemoveAt(path.Count - 1);
            finished.Add(id);
        }
    }

    private static string Hash(ChecklistDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition)))[..12];
}
