namespace SecurityReleaseChatOps.Yaml;

/// <summary>A YAML map that has the given keys and no other, each once. Every fault names its file and line.</summary>
internal sealed class StrictMap
{
    private static readonly Dictionary<string, bool> flags = new() { ["true"] = true, ["false"] = false };

    private readonly YamlMap map;
    private readonly string file;
    private readonly string what;

    public StrictMap(YamlPart part, string file, string what, params ReadOnlySpan<string> keys)
    {
        (this.file, this.what) = (file, what);
        map = part as YamlMap ?? throw Fault(part, $"{what} must be a map of keys and values.");
        var seen = new HashSet<string>();
        foreach (var (key, _) in map.Entries)
        {
            if (!keys.Contains(key.Value))
                throw Fault(key, $"{what} has an unknown key `{key}`. It may have {string.Join(", ", keys!)}.");
            if (!seen.Add(key.Value))
                throw Fault(key, $"{what} has `{key}` twice.");
        }
    }

    public long Line => map.Line;

    /// <summary>That a map is not written as it was before.</summary>
    /// <param name="renamed">By the old key: what is written today.</param>
    /// <exception cref="DefinitionException">It has an old key: the message says what takes its place.</exception>
    public static void RefuseOld(YamlPart part, string file, string what, IReadOnlyDictionary<string, string> renamed)
    {
        foreach (var (key, _) in (part as YamlMap)?.Entries ?? [])
        {
            if (renamed.TryGetValue(key.Value, out var today))
                throw new DefinitionException(file, key.Line, $"{what} has no `{key}` any more: {today}.");
        }
    }

    public DefinitionException Fault(string key, string fault) => Fault(Node(key) ?? map, fault);

    public YamlPart? Node(string key) => map.Entries.FirstOrDefault(entry => entry.Key.Value == key).Value;

    public bool Has(string key) => Node(key) is not null;

    public string Required(string key) =>
        Optional(key) is { } text ? text : throw Fault(map, $"{what} needs `{key}`.");

    /// <summary>The text, trimmed; null when the key is missing. A key without a value is a fault.</summary>
    public string? Optional(string key) => Node(key) is { } part ? Text(part, key) : null;

    /// <summary>A short name that people can type: small letters, digits and hyphens, a letter first.</summary>
    /// <param name="without">What it is when the key is missing; null when it must be there.</param>
    public string Id(string key, int longest, string? without = null)
    {
        var id = without is null ? Required(key) : Optional(key) ?? without;
        return id.Length >= 2 && id.Length <= longest && id[0] is >= 'a' and <= 'z' && id.All(letter => letter is '-' or >= 'a' and <= 'z' or >= '0' and <= '9')
            ? id
            : throw Fault(key, $"`{id}` must be short and typeable: 2 to {longest} small letters, digits and hyphens, a letter first.");
    }

    /// <summary>The value of one of <paramref name="words"/>.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T without) =>
        Node(key) is { } part ? Word(part, key, words) : without;

    /// <summary>An enumeration's value.</summary>
    public T Word<T>(string key, T without)
        where T : struct, Enum => Word(key, Kebab.Words<T>(), without);

    /// <summary>An enumeration's value; a missing key is a fault.</summary>
    public T Required<T>(string key)
        where T : struct, Enum => Node(key) is null ? throw Fault(map, $"{what} needs `{key}`.") : Word<T>(key, default);

    /// <summary><c>true</c> or <c>false</c>; false when the key is missing.</summary>
    public bool Flag(string key) => Word(key, flags, false);

    /// <summary>A list of texts, or one text alone.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Nodes(key).Select(part => Text(part, key))];

    /// <summary>A list of these words, or a single one.</summary>
    public IReadOnlyList<string> Words(string key, IEnumerable<string> words)
    {
        var known = words.ToDictionary(word => word);
        return [.. Nodes(key).Select(part => Word(part, key, known))];
    }

    /// <summary>The parts of a list; a single value counts as a list of one; none when the key is missing.</summary>
    public IReadOnlyList<YamlPart> Nodes(string key) => Node(key) switch
    {
        null => [],
        YamlList list => list.Items,
        var single => [single],
    };

    public long LineOf(string key, string text) => Nodes(key).FirstOrDefault(part => part is YamlText { Value: var value } && value == text)?.Line ?? Line;

    private DefinitionException Fault(YamlPart part, string fault) => new(file, part.Line, fault);

    private string Text(YamlPart part, string key) =>
        part is YamlText { Value: var text } && !string.IsNullOrWhiteSpace(text) ? text.Trim() : throw Fault(part, $"`{key}` needs a text.");

    private T Word<T>(YamlPart part, string key, IReadOnlyDictionary<string, T> words) =>
        words.TryGetValue(Text(part, key), out var value)
            ? value
            : throw Fault(part, $"`{key}` is `{part}`, which is not one of {string.Join(", ", words.Keys)}.");
}

/// <summary>A definition that cannot be used: where, and why.</summary>
/// <param name="line">Counted from 1.</param>
public sealed class DefinitionException(string file, long line, string fault, Exception? inner = null)
    : Exception($"{file}, line {line}: {fault}", inner);
