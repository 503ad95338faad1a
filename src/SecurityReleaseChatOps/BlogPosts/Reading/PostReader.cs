using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Reads a post from its Markdown, of any of the three generations that GitLab has published.</summary>
internal static partial class PostReader
{
    /// <summary>Several times the longest post ever published.</summary>
    public const int MostBytes = 512 * 1024;

    // Longer than any sentence: lines this long make Markdown slow to parse.
    private const int LongestLine = 8000;
    private const int MostLines = 20_000;

    private static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UsePreciseSourceLocation().Build();

    /// <summary>Reads a file as a person gave it.</summary>
    /// <param name="error">Why it cannot be read, in plain text.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out ReadPost? post, [NotNullWhen(false)] out string? error)
    {
        (post, error) = (null, null);
        if (file.Length > MostBytes)
            error = $"the file is too large: at most {MostBytes / 1024} KB fit";
        else if (Text(file) is not { } text)
            error = "the file is not UTF-8 text";
        else
            TryRead(text, out post, out error);
        return error is null;
    }

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out ReadPost?, out string?)"/>
    public static bool TryRead(string text, [NotNullWhen(true)] out ReadPost? post, [NotNullWhen(false)] out string? error)
    {
        (post, error) = (null, null);
        text = text.ReplaceLineEndings("\n");
        var lines = text.Split('\n');
        if (string.IsNullOrWhiteSpace(text))
            error = "the file is empty";
        else if (lines.Length > MostLines)
            error = $"the file has {lines.Length:N0} lines: at most {MostLines:N0} fit";
        else if (Array.FindIndex(lines, line => line.Length > LongestLine) is var at and >= 0)
            error = $"line {at + 1:N0} is too long: at most {LongestLine:N0} characters fit";
        else
            post = Parsed(text, lines, out error);
        return error is null;
    }

    private static ReadPost? Parsed(string text, string[] lines, out string? error)
    {
        try
        {
            var document = Markdown.Parse(text, pipeline);
            error = null;
            return Read(document, lines);
        }
        catch (ArgumentException)
        {
            // Markdig's complaint about lists and quotations nested too deeply.
            error = "the file is nested too deeply to be a post";
            return null;
        }
        catch (RegexMatchTimeoutException)
        {
            error = "the file is too tangled to be a post";
            return null;
        }
    }

    private static ReadPost Read(MarkdownDocument document, string[] lines)
    {
        var table = document.OfType<Table>().FirstOrDefault(IsOfFixes);
        var headings = document.OfType<HeadingBlock>().Select(block => (block.Level, Text: Plain(block.Inline), Line: block.Line + 1)).ToList();
        var rows = table is null ? [] : table.OfType<TableRow>().Where(row => !row.IsHeader && row.Count >= 2).Select(Row).ToList();
        var start = table is null ? 0 : table.Line + 1;
        var first = headings.Count == 0 ? lines.Length + 1 : headings[0].Line;
        var body = document.OfType<YamlFrontMatterBlock>().FirstOrDefault() is { } front ? Span(lines, front.Line + 1, EndOfHead(lines)) : [];
        return new()
        {
            Head = Head(body),
            Lines = lines,
            Opening = new(EndOfHead(lines) + 1, string.Join('\n', Span(lines, EndOfHead(lines) + 1, first))),
            Rows = rows,
            Headings = [.. headings.Select(heading => (heading.Text, heading.Line))],
            Entries = Entries([.. headings.Where(heading => heading.Line > start)], rows, lines),
            Bugs = BugsOf(headings, lines),
        };
    }

    private static IReadOnlyList<ReadEntry> Entries(IReadOnlyList<(int Level, string Text, int Line)> headings, IReadOnlyList<ReadRow> rows, string[] lines)
    {
        var mine = headings.TakeWhile(heading => !AfterFixes().IsMatch(heading.Text)).ToList();
        if (mine.Count == 0)
            return [];
        var level = rows.Count > 0 ? mine[0].Level : mine.Max(heading => heading.Level);
        var starts = mine.Where(heading => heading.Level <= level).ToList();
        var end = headings.Count > mine.Count ? headings[mine.Count].Line : lines.Length + 1;
        var entries = starts.Select((heading, i) => EntryReader.Read(
            heading.Level, heading.Text, heading.Line, Span(lines, heading.Line + 1, i + 1 < starts.Count ? starts[i + 1].Line : end), rows));
        // Without a table nothing marks where entries begin: a section that names no vulnerability is not one.
        return [.. entries.Where(entry => rows.Count > 0 || entry.Cves.Count > 0 || entry.Vectors.Count > 0)];
    }

    private static IReadOnlyList<ReadBugs> BugsOf(List<(int Level, string Text, int Line)> headings, string[] lines)
    {
        var at = headings.FindIndex(heading => OfBugs().IsMatch(heading.Text));
        if (at < 0)
            return [];
        var bugs = new List<ReadBugs>();
        for (var i = at + 1; i < headings.Count && headings[i].Level > headings[at].Level; i++)
        {
            var text = Span(lines, headings[i].Line + 1, i + 1 < headings.Count ? headings[i + 1].Line : lines.Length + 1);
            bugs.Add(new(headings[i].Line, headings[i].Text.Trim(), [.. text.Select(line => Bullet().Match(line)).Where(match => match.Success)
                .Select(match => (match.Groups["title"].Value, match.Groups["link"].Value))]));
        }
        return bugs;
    }

    private static bool IsOfFixes(Table table) => table.FirstOrDefault() is TableRow { IsHeader: true, Count: >= 2 } head
        && Cell(head, 0).Text.Trim().Equals("Title", StringComparison.OrdinalIgnoreCase) && Cell(head, 1).Text.Trim()
            .Equals("Severity", StringComparison.OrdinalIgnoreCase);

    private static ReadRow Row(TableRow row)
    {
        var (title, link) = Cell(row, 0);
        var anchor = link?.IndexOf('#') is >= 0 and var at ? Uri.UnescapeDataString(link[(at + 1)..]) : null;
        return new(row.Line + 1, title.Trim(), anchor, Cell(row, 1).Text.Trim());
    }

    private static (string Text, string? Link) Cell(TableRow row, int column)
    {
        var inline = ((TableCell)row[column]).OfType<ParagraphBlock>().FirstOrDefault()?.Inline;
        return (Plain(inline), inline?.Descendants<LinkInline>().FirstOrDefault()?.Url);
    }

    /// <summary>The plain text of a heading or cell: links and code reduced to their text.</summary>
    private static string Plain(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (var part in inline?.Descendants() ?? [])
        {
            text.Append(part switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LineBreakInline => " ",
                _ => "",
            });
        }
        return text.ToString();
    }

    /// <summary>Its top-level keys and values, one a line; nested ones are not read.</summary>
    private static Dictionary<string, string> Head(IEnumerable<string> lines) => lines.Select(line => Pair().Match(line)).Where(match => match.Success)
        .GroupBy(match => match.Groups["key"].Value)
        .ToDictionary(group => group.Key, group => Unquoted(group.First().Groups["value"].Value.Trim()));

    private static string Unquoted(string value) => value switch
    {
        ['"', .. var inner, '"'] => inner.Replace("\\\"", "\""),
        ['\'', .. var inner, '\''] => inner.Replace("''", "'"),
        _ => value,
    };

    /// <summary>The line where the front matter ends; 0 without one.</summary>
    private static int EndOfHead(string[] lines) => lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, line => line.TrimEnd() is "---" or "...") + 1 : 0;

    private static string[] Span(string[] lines, int from, int until) =>
        lines[Math.Min(from - 1, lines.Length)..Math.Min(Math.Max(until, from) - 1, lines.Length)];

    private static string? Text(ReadOnlySpan<byte> file)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
            return text.Contains('\0') ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A\s*(non security patches|bug fixes|important notes on upgrading|updating|receive \w+( release)? notifications|we.re combining .*)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AfterFixes();

    [GeneratedRegex(@"\A\s*(non security patches|bug fixes)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OfBugs();

    [GeneratedRegex(@"\A\s*[*+-]\s+\[(?<title>.*)\]\((?<link>[^()\s]+)\)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\A(?<key>[A-Za-z_][A-Za-z0-9_]*):\s*(?<value>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pair();
}
