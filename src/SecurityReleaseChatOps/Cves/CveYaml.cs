using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecurityReleaseChatOps.Text;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Why a text is not a CVE record.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Text">Plain text: what is wrong and what to do, without a full stop.</param>
public sealed record CveProblem(int Line, string Text)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Line {Line}: {Text}");
}

/// <summary>Reads and writes a CVE record as the YAML of a CVE request (row E1); strict, so that typing errors are reported and not swallowed.</summary>
public static class CveYaml
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int MostBytes = 64 * 1024;

    // The CVE List's limit for a description.
    private const int LongestText = 4096;
    private const int MostItems = 200;
    private const int Deepest = 4;

    // Nobody reads more than that.
    private const int MostProblems = 50;

    /// <param name="utf8">The file as received.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out CveRecord? record, out IReadOnlyList<CveProblem> problems)
    {
        record = null;
        if (utf8.Length > MostBytes)
        {
            problems = [TooLong];
            return false;
        }
        try
        {
            return TryRead(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8), out record, out problems);
        }
        catch (DecoderFallbackException)
        {
            problems = [new(1, "the file is not UTF-8 text: save it as UTF-8")];
            return false;
        }
    }

    /// <param name="record">Its texts are trimmed; blank ones are null.</param>
    /// <param name="problems">In line order; empty when it could be read.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out CveRecord? record, out IReadOnlyList<CveProblem> problems)
    {
        record = null;
        if (text.Length > MostBytes || Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            problems = [TooLong];
            return false;
        }
        var found = new List<CveProblem>();
        try
        {
            record = PlainYaml.Read(Spaced(Unfenced(text.TrimStart('\uFEFF'))), Deepest) is { } root ? Record(root, found) : null;
            if (record is null && found.Count == 0)
                found.Add(new(1, "nothing stands here: paste the CVE's YAML"));
        }
        catch (PlainYamlException fault)
        {
            found.Add(new(fault.Line, fault.Message));
        }
        problems = [.. found.OrderBy(problem => problem.Line).Take(MostProblems)];
        if (problems.Count > 0)
            record = null;
        return record is not null;
    }

    /// <summary>Writes it in the form of the records GitLab publishes.</summary>
    public static string Write(CveRecord record)
    {
        var yaml = new StringBuilder("---\nvulnerability:\n");
        Text("  description", record.Description);
        Text("  cwe", record.Cwe);
        yaml.Append("  product:\n");
        Text("    gitlab_path", record.Product?.GitlabPath);
        Text("    vendor", record.Product?.Vendor);
        Text("    name", record.Product?.Name);
        List("    cpes", record.Product?.Cpes ?? []);
        List("  affected_versions", record.AffectedVersions);
        List("  fixed_versions", record.FixedVersions);
        Text("  impact", record.Impact);
        Text("  solution", record.Solution);
        Text("  credit", record.Credit);
        List("  references", record.References);
        return yaml.ToString();

        void Text(string key, string? text) => yaml.Append(key).Append(": ").Append(Quoted(text)).Append('\n');

        void List(string key, IReadOnlyList<string> items)
        {
            yaml.Append(key).Append(items.Count == 0 ? ": []\n" : ":\n");
            foreach (var item in items)
                yaml.Append(' ', key.Length - key.TrimStart().Length).Append("  - ").Append(Quoted(item)).Append('\n');
        }
    }

    private static CveProblem TooLong { get; } = new(1, $"the YAML is too long: at most {MostBytes / 1024} KB fit");

    private static CveRecord? Record(YamlPart root, List<CveProblem> problems)
    {
        if (new CveFields(root, "the YAML", problems) is not { IsMap: true } whole)
            return null;
        // The template, copied from a page, often loses the indentation below its first line.
        var fields = whole.Map("vulnerability") ?? whole;
        // The order in which an error lists the keys.
        var (description, cwe, product) = (fields.Text("description"), fields.Text("cwe"), fields.Map("product"));
        var record = new CveRecord(
            description, cwe, Product(product),
            Versions("affected_versions"), Versions("fixed_versions"),
            fields.Text("impact"), fields.Text("solution"), fields.Text("credit"), fields.Texts("references"));
        foreach (var part in new[] { whole, fields, product }.Distinct())
            part?.RefuseOthers();
        return record;

        // The template has them inside the product, published records next to it.
        IReadOnlyList<string> Versions(string key)
        {
            if (product?.Has(key) == true && fields.Has(key))
                problems.Add(new(product.LineOf(key), $"`{key}` stands here and beside `product`: keep one"));
            return product?.Has(key) == true ? product.Texts(key) : fields.Texts(key);
        }
    }

    private static CveProduct? Product(CveFields? fields)
    {
        if (fields is null)
            return null;
        var product = new CveProduct(fields.Text("gitlab_path"), fields.Text("vendor"), fields.Text("name"), fields.Texts("cpes"));
        return product is { GitlabPath: null, Vendor: null, Name: null, Cpes.Count: 0 } ? null : product;
    }

    /// <summary>A whole copied request has the YAML between ``` and ```: only that is read, with its line numbers kept.</summary>
    private static string Unfenced(string text)
    {
        const string fence = "```";
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith(fence, StringComparison.Ordinal));
        if (first < 0)
            return text;
        var last = Array.FindIndex(lines, first + 1, line => line.StartsWith(fence, StringComparison.Ordinal));
        return string.Join('\n', lines.Select((line, i) => i > first && (i < last || last < 0) ? line : ""));
    }

    /// <summary>Text copied from web pages is indented with spaces that YAML does not accept.</summary>
    private static string Spaced(string text) => string.Create(text.Length, text, static (spaced, text) =>
    {
        for (var i = 0; i < text.Length; i++)
            spaced[i] = char.GetUnicodeCategory(text[i]) == UnicodeCategory.SpaceSeparator ? ' ' : text[i];
    });

    private static string Quoted(string? text) =>
        $"\"{text?.Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n").Replace("\t", @"\t")}\"";

    /// <summary>The fields of a map; collects their problems so that all are reported at once.</summary>
    private sealed class CveFields
    {
        private readonly Dictionary<string, YamlPart> values = [];
        private readonly Dictionary<string, int> lines = [];
        private readonly HashSet<string> known = [];
        private readonly List<CveProblem> problems;
        private readonly string what;

        public CveFields(YamlPart part, string what, List<CveProblem> problems)
        {
            (this.what, this.problems) = (what, problems);
            IsMap = part is YamlMap;
            if (part is not YamlMap map)
                problems.Add(new(part.Line, $"{what} must be keys with values, like `cwe: \"CWE-79\"`"));
            else
                foreach (var (key, value) in map.Entries)
                {
                    if (values.TryAdd(key.Value, value))
                        lines.Add(key.Value, key.Line);
                    else
                        problems.Add(new(key.Line, $"{Name(key.Value)} is there twice: keep one"));
                }
        }

        public bool IsMap { get; }

        public bool Has(string key) => Value(key) is not null;

        public int LineOf(string key) => lines[key];

        public CveFields? Map(string key) => Value(key) is { } part and not YamlText { IsPlain: true, Value: "" } ? new(part, $"`{key}`", problems) : null;

        public string? Text(string key) => Value(key) switch
        {
            null => null,
            YamlText text => Text(text, key),
            var other => Wrong(other, $"`{key}` must be one text"),
        };

        public IReadOnlyList<string> Texts(string key)
        {
            switch (Value(key))
            {
                case null or YamlText { IsPlain: true, Value: "" or "~" or "null" }:
                    return [];
                case YamlList { Items.Count: > MostItems } list:
                    Wrong(list, $"`{key}` has {list.Items.Count} lines: at most {MostItems} fit");
                    return [];
                case YamlList list:
                    return [.. list.Items.Select(item => Item(item, key)).OfType<string>()];
                case var other:
                    Wrong(other, $"`{key}` must be a list, a line each, beginning with `- `");
                    return [];
            }
        }

        /// <summary>Reports the keys that nobody asked for.</summary>
        public void RefuseOthers()
        {
            foreach (var key in lines.Keys.Where(key => !known.Contains(key)))
                problems.Add(new(lines[key], $"{Name(key)} is not a key of {what}: it may have {string.Join(", ", known)}"));
        }

        private YamlPart? Value(string key)
        {
            known.Add(key);
            return values.GetValueOrDefault(key);
        }

        private string? Item(YamlPart item, string key) => item is not YamlText text ? Wrong(item, $"a line of `{key}` must be one text")
            : IsNothing(text) ? Wrong(item, $"a line of `{key}` is empty: leave it out")
            : Text(text, key);

        private string? Text(YamlText text, string key)
        {
            if (IsNothing(text))
                return null;
            if (text.IsPlain && IsNoText(text.Value))
                return Wrong(text, $"YAML takes {text.Value} in `{key}` for a number or a truth value: write \"{text.Value}\"");
            if (text.IsPlain && text.Value[0] is '“' or '”' or '„' or '‘' or '’' or '«')
                return Wrong(text, $"`{key}` is in typographic quotes, which are letters to YAML: type \" instead");
            if (text.Value.Length > LongestText)
                return Wrong(text, $"`{key}` has {text.Value.Length} characters: at most {LongestText} fit");
            var before = default(Rune);
            foreach (var rune in text.Value.EnumerateRunes())
            {
                if (IsUnseen(rune) && !Joins(before, rune))
                    return Wrong(text, $"`{key}` has a character that nobody sees (U+{rune.Value:X4}): type the text anew");
                before = rune;
            }
            return text.Value.Trim();
        }

        private string? Wrong(YamlPart part, string problem)
        {
            problems.Add(new(part.Line, problem));
            return null;
        }

        private static bool IsNothing(YamlText text) => string.IsNullOrWhiteSpace(text.Value) || text.IsPlain && text.Value is "~" or "null";

        private static string Name(string key) => PlainText.Quote(key);

        // The next reader of the YAML would take 18.10 for the number 18.1.
        private static bool IsNoText(string plain) =>
            double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || plain.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off";

        // A joiner shapes letters in some scripts and combines emoji; in a Latin word it only hides.
        private static bool Joins(Rune before, Rune rune) => rune.Value is 0x200C or 0x200D && before.Value > 0x024F;

        // Half a surrogate pair decodes to the replacement character.
        private static bool IsUnseen(Rune rune) => rune == Rune.ReplacementChar
            || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            && rune.Value is not ('\n' or '\t');
    }
}
