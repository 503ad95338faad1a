using SecurityReleaseChatOps.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SecurityReleaseChatOps.Yaml;

/// <summary>A node of a YAML text, with the line on which it begins, counted from 1.</summary>
internal abstract record YamlPart(int Line);

/// <param name="IsPlain">Whether it stands without quotes, so that YAML may read it as a number.</param>
internal sealed record YamlText(int Line, string Value, bool IsPlain) : YamlPart(Line)
{
    // As much as a message about it has room for.
    private const int Longest = 80;

    public override string ToString() => PlainText.Cut(Value.ReplaceLineEndings(" "), Longest);
}

internal sealed record YamlList(int Line, IReadOnlyList<YamlPart> Items) : YamlPart(Line);

internal sealed record YamlMap(int Line, IReadOnlyList<(YamlText Key, YamlPart Value)> Entries) : YamlPart(Line);

/// <summary>The text is not YAML, or more than plain YAML.</summary>
internal sealed class PlainYamlException(int line, string fault, Exception? inner = null) : Exception(fault, inner)
{
    public int Line { get; } = line;
}

/// <summary>
/// Reads YAML that strangers may have written: one document of maps, lists and texts. Anchors, aliases and tags, with which a few lines
/// become gigabytes or objects, are refused before anything is made of them, and so is whatever is too deep. Nothing else reads YAML.
/// </summary>
internal sealed class PlainYaml
{
    private readonly Parser parser;
    private readonly int deepest;

    private PlainYaml(string text, int deepest) => (parser, this.deepest) = (new(new StringReader(text)), deepest);

    /// <param name="text">The caller limits its length.</param>
    /// <param name="deepest">How many maps and lists may be nested.</param>
    /// <returns>Null for an empty text.</returns>
    /// <exception cref="PlainYamlException">It cannot be read; the message is meant for people.</exception>
    public static YamlPart? Read(string text, int deepest)
    {
        try
        {
            return new PlainYaml(text, deepest).Document();
        }
        catch (YamlException fault)
        {
            // The parser blames a later line for a tab, so the tab's own line is reported.
            throw Tab(text) is > 0 and var line
                ? new PlainYamlException(line, "a tab indents this line: YAML wants spaces", fault)
                : new PlainYamlException(
                    Line(fault.Start), $"this is not YAML ({Lower(fault.Message)}). Look at its indentation, and put texts in double quotes", fault);
        }
        // The parser itself fails on some texts that are not YAML.
        catch (Exception fault) when (fault
            is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new PlainYamlException(1, "this is not YAML", fault);
        }
    }

    private YamlPart? Document()
    {
        Next<StreamStart>();
        if (parser.Current is StreamEnd)
            return null;
        Next<DocumentStart>();
        var root = Part(0);
        Next<DocumentEnd>();
        return parser.Current is DocumentStart next ? throw Fault(next, "a second document begins here: keep one") : root;
    }

    private YamlPart Part(int depth)
    {
        var current = parser.Current!;
        if (current is AnchorAlias)
            throw Fault(current, "an alias (*name) is not allowed: write the value out");
        if (current is NodeEvent { Anchor.IsEmpty: false })
            throw Fault(current, "an anchor (&name) is not allowed: leave it out");
        if (current is NodeEvent { Tag.IsEmpty: false })
            throw Fault(current, "a tag (!name) is not allowed: leave it out");
        if (depth > deepest)
            throw Fault(current, "too many lists or maps inside each other");
        parser.MoveNext();
        switch (current)
        {
            case Scalar scalar:
                return new YamlText(Line(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                var items = new List<YamlPart>();
                while (parser.Current is not SequenceEnd)
                    items.Add(Part(depth + 1));
                parser.MoveNext();
                return new YamlList(Line(current.Start), items);
            case MappingStart:
                var entries = new List<(YamlText, YamlPart)>();
                while (parser.Current is not MappingEnd)
                    entries.Add((Part(depth + 1) as YamlText ?? throw Fault(current, "a key must be a word"), Part(depth + 1)));
                parser.MoveNext();
                return new YamlMap(Line(current.Start), entries);
            default:
                throw Fault(current, "this is not YAML");
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
            parser.MoveNext();
        if (parser.Current is not T)
            throw new PlainYamlException(Line(parser.Current?.Start ?? Mark.Empty), "this is not YAML");
        parser.MoveNext();
    }

    /// <summary>The first line indented with a tab, counted from 1; 0 for none.</summary>
    private static int Tab(string text) =>
        Array.FindIndex(text.Split('\n'), line => line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length).Contains('\t')) + 1;

    private static PlainYamlException Fault(ParsingEvent at, string fault) => new(Line(at.Start), fault);

    private static int Line(Mark mark) => (int)Math.Max(1, mark.Line);

    private static string Lower(string message) => message.Length == 0 ? "" : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
