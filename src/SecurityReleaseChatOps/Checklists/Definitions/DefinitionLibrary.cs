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
        foreach (var source in _sources)
            CheckKinds(source, kinds);
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

    private static void CheckKinds(DefinitionSource source, IReadOnlySet<string> kinds)
    {
        foreach (var entry in source.Stages.Where(entry => entry.Own is not null))
        {
            foreach (var item in entry.Own!.Items)
            {
                var named = item.SettledBy.SelectMany(term => term.Facts).Concat(item.When.Answers).Concat(item.SparedBy is { } spared ? [spared] : [])
                    .Concat(item.Tells.Select(message => message + ".sent"));
                if (named.FirstOrDefault(kind => !kinds.Contains(kind)) is not { } stranger)
                    continue;
                var line = entry.ItemLines.GetValueOrDefault(item.Id, entry.Line);
                throw new DefinitionException(source.File, line, item.Tells.Any(message => message + ".sent" == stranger)
                    ? $"`{item.Id}` tells `{stranger[..^".sent".Length]}`, which is not a message of the matrix."
                    : $"`{item.Id}` names `{stranger}`, which nothing makes known. There are "
                        + $"{string.Join(", ", kinds.Where(kind => !kind.Contains('.')).Order(StringComparer.Ordinal))}, links and email as `linked.checklist` and `email.sent`, and answers to messages as `legal-review.approved`.");
            }
        }
    }

    private static bool Overlap(Condition one, Condition other) => Meet(one.Kinds, other.Kinds) && Meet(one.Products, other.Products);

    private static bool Meet(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 || other.Count == 0 || one.Any(word => other.Any(another => Condition.Same(word, another)));
}
