using System.Text;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Acronyms that a post spells out at first use (row F2), with their meanings.</summary>
internal sealed class AcronymList
{
    private readonly IReadOnlyDictionary<string, string> meanings;
    private readonly Regex any;

    private AcronymList(IReadOnlyDictionary<string, string> meanings)
    {
        this.meanings = meanings;
        var pattern = string.Join('|', meanings.Keys.Select(Regex.Escape));
        any = new($@"(?<![\w-])(?:{pattern})s?(?![\w-])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>The shipped list and an operator's own; theirs override ours.</summary>
    /// <param name="directory">Where <c>acronyms.yaml</c> is read from, if there is one; null for none.</param>
    /// <exception cref="DefinitionException">A file is at fault: where and why.</exception>
    public static AcronymList Load(string? directory)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, text) in YamlFiles.Shipped("BlogPosts/Checks/").Concat(YamlFiles.Own(directory)))
        {
            var entries = (YamlFiles.Root(text, file) as YamlMap)?.Entries ?? throw Fault(file, 1);
            if (entries.GroupBy(entry => entry.Key.Value).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new DefinitionException(file, twice.Last().Key.Line, $"`{twice.Last().Key}` stands here twice.");
            foreach (var (acronym, meaning) in entries)
            {
                all[acronym.Value] = acronym.Value.Length > 1 && meaning is YamlText { Value: { Length: > 0 } words } ? words
                    : throw Fault(file, acronym.Line);
            }
        }
        return new(all);
    }

    /// <summary>Those not spelled out before or beside their first use.</summary>
    public IEnumerable<(string Acronym, string Meaning, int Line)> NotSpelledOut(ReadPost post)
    {
        var (seen, before) = (new HashSet<string>(StringComparer.Ordinal), new StringBuilder());
        for (var i = post.Opening.Line - 1; i < post.Lines.Count; i++)
        {
            // The meaning may begin at the end of the previous line.
            before.Append(' ').Append(Flat(post.Lines[i]));
            foreach (var found in any.Matches(post.Lines[i]).Select(match => meanings.ContainsKey(match.Value) ? match.Value : match.Value[..^1])
                .Where(seen.Add))
            {
                if (!before.ToString().Contains(Flat(meanings[found]), StringComparison.Ordinal))
                    yield return (found, meanings[found], i + 1);
            }
        }
    }

    private static DefinitionException Fault(string file, int line) => new(file, line, "write a line for each acronym: `XSS: cross-site scripting`.");

    private static string Flat(string text) => text.Replace('-', ' ').ToLowerInvariant();
}
