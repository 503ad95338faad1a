using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SecurityReleaseChatOps.Yaml;

/// <summary>A YAML map that has the given keys and no other. Every fault names its file and line.</summary>
internal sealed class StrictMap
{
    private static readonly Dictionary<string, bool> flags = new() { ["true"] = true, ["false"] = false };

    private readonly YamlMappingNode map;
    private readonly string file;
    private readonly string what;

    public StrictMap(YamlNode node, string file, string what, params ReadOnlySpan<string> keys)
    {
        (this.file, this.what) = (file, what);
        map = node as YamlMappingNode ?? throw Fault(node, $"{what} must be a map of keys and values.");
        foreach (var (key, _) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } word } || !keys.Contains(word))
                throw Fault(key, $"{what} has an unknown key `{key}`. It may have {string.Join(", ", keys!)}.");
        }
    }

    public long Line => map.Start.Line;

    /// <summary>Refuses a map in an older form.</summary>
    /// <param name="renamed">By old key: what to write today.</param>
    /// <exception cref="DefinitionException">It has an old key; the message says what replaces it.</exception>
    public static void RefuseOld(YamlNode node, string file, string what, IReadOnlyDictionary<string, string> renamed)
    {
        foreach (var key in (node as YamlMappingNode)?.Children.Keys ?? (IEnumerable<YamlNode>)[])
        {
            if (key is YamlScalarNode { Value: { } word } && renamed.TryGetValue(word, out var today))
                throw new DefinitionException(file, key.Start.Line, $"{what} has no `{word}` any more: {today}.");
        }
    }

    public static YamlNode Root(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? stream.Documents[0].RootNode
                : throw new DefinitionException(file, 1, $"one YAML document is needed, and there are {stream.Documents.Count}.");
        }
        catch (YamlException fault)
        {
            throw new DefinitionException(file, fault.Start.Line, fault.InnerException?.Message ?? fault.Message, fault);
        }
    }

    public DefinitionException Fault(string key, string fault) => Fault(Node(key) ?? map, fault);

    public YamlNode? Node(string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    public bool Has(string key) => Node(key) is not null;

    public string Required(string key) =>
        Optional(key) is { } text ? text : throw Fault(Node(key) ?? map, $"{what} needs `{key}`.");

    /// <summary>The text, trimmed; null when the key is missing. A key without a value is a fault.</summary>
    public string? Optional(string key) => Node(key) is { } node ? Text(node, key) : null;

    /// <summary>The value of one of <paramref name="words"/>.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T without) =>
        Node(key) is { } node ? Word(node, key, words) : without;

    /// <summary>An enumeration's value.</summary>
    public T Word<T>(string key, T without)
        where T : struct, Enum => Word(key, Kebab.Words<T>(), without);

    /// <summary>An enumeration's value; a missing key is a fault.</summary>
    public T Required<T>(string key)
        where T : struct, Enum => Node(key) is null ? throw Fault(map, $"{what} needs `{key}`.") : Word<T>(key, default);

    /// <summary><c>true</c> or <c>false</c>; false when the key is missing.</summary>
    public bool Flag(string key) => Word(key, flags, false);

    /// <summary>A list of texts, or a single text.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Nodes(key).Select(node => Text(node, key))];

    /// <summary>A list of these words, or a single one.</summary>
    public IReadOnlyList<string> Words(string key, IEnumerable<string> words)
    {
        var known = words.ToDictionary(word => word);
        return [.. Nodes(key).Select(node => Word(node, key, known))];
    }

    /// <summary>The items of a list; a single value counts as a list of one; empty when the key is missing.</summary>
    public IReadOnlyList<YamlNode> Nodes(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        var single => [single],
    };

    public long LineOf(string key, string text) =>
        Nodes(key).FirstOrDefault(node => node is YamlScalarNode scalar && scalar.Value == text)?.Start.Line ?? Line;

    private DefinitionException Fault(YamlNode node, string fault) => new(file, node.Start.Line, fault);

    private string Text(YamlNode node, string key) =>
        node is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text) ? text.Trim() : throw Fault(node, $"`{key}` needs a text.");

    private T Word<T>(YamlNode node, string key, IReadOnlyDictionary<string, T> words) =>
        words.TryGetValue(Text(node, key), out var value)
            ? value
            : throw Fault(node, $"`{key}` is `{node}`, which is none of {string.Join(", ", words.Keys)}.");
}
