using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>All versions in the post are those of the release (row F2).</summary>
internal static partial class VersionChecks
{
    private const string Row = "F2";

    public static IEnumerable<Finding> Title(PostComparison compared) =>
        compared.Release.Versions.Count == 0 ? [new(Row, Level.Error, "release", "It has no versions yet, so none can be compared",
            "Set them with /release versions")]
        : compared.Post.Title is { } title ? Named(compared, "title", title) : [];

    /// <summary>The first sentence that names any.</summary>
    public static IEnumerable<Finding> Opening(PostComparison compared)
    {
        var sentence = compared.Post.Opening.Markdown.Split('\n').FirstOrDefault(line => Version().IsMatch(line));
        return sentence is null && compared.Release.Versions.Count > 0
            ? [new(Row, Level.Error, "opening", "It names no version", $"Name {Text.PlainText.Series(compared.Release.Versions)} in the first sentence")]
            : sentence is null ? [] : Named(compared, "opening", sentence);
    }

    public static IEnumerable<Finding> Placeholders(PostComparison compared) =>
        from text in compared.Post.Own.Select(entry => entry.Body).Prepend(compared.Post.Opening)
        from line in text.Markdown.Split('\n').Select((words, i) => (Words: words, Number: text.Line + i))
        from left in Unfilled.Versions(line.Words).Take(1)
        select new Finding(
            Row, Level.Error, Line(line.Number), $"“{line.Words.Substring(left.Index, left.Length)}” is not a version", "Write the version");

    /// <summary>The ranges of the record, no more and no fewer.</summary>
    public static IEnumerable<Finding> Affected(PostComparison compared)
    {
        foreach (var (entry, fix) in compared.Told)
        {
            var (said, known) = (entry.Ranges.Select(range => range.Range).ToHashSet(), fix.Affected().ToHashSet());
            if (known.Count > 0 && !said.SetEquals(known))
            {
                yield return new(Row, Level.Error, entry.Where,
                    string.Join(", and ", new[] { Only(said.Except(known), "The CVE's record does not have"),
                        Only(known.Except(said), said.Count == 0 ? "It does not say" : "the post leaves out") }.OfType<string>()),
                    "Make post and record say the same");
            }
        }
    }

    /// <summary>Where no record says it: a fix may be in earlier versions too.</summary>
    public static IEnumerable<Finding> Fixed(PostComparison compared) =>
        from pair in compared.Entries
        where pair.Fix?.Affected() is not { Count: > 0 }
        from range in pair.Entry.Ranges.Select(range => range.Range.Before).OfType<ReleaseVersion>().Distinct()
        let versions = pair.Fix?.From?.Versions ?? compared.Release.Versions
        where versions.Count > 0 && !versions.Contains(range.ToString())
        select new Finding(Row, Level.Error, pair.Entry.Where, $"It says that {range} has the fix, which is not a version of the release",
            $"The release has {Text.PlainText.Series(versions)}");

    /// <summary>What is released with it is named with its versions.</summary>
    public static IEnumerable<Finding> Also(PostComparison compared) =>
        from also in compared.Release.Also
        let lacking = also.Versions.Where(version => !compared.Post.Opening.Markdown.Contains(version, StringComparison.Ordinal)).ToList()
        where lacking.Count > 0
        select new Finding(Row, Level.Error, "opening", $"It does not name {also.Product} {Text.PlainText.Series(lacking)}, whose fixes it tells of",
            "Name it before the first heading, as the draft does");

    /// <summary>Read as written, the fixed versions are affected.</summary>
    public static IEnumerable<Finding> Including(PostComparison compared) =>
        from entry in compared.Post.Own
        let wrong = entry.Ranges.FirstOrDefault(range => range.Word.Length > 0 && range.Word != "before"
            && !range.Word.StartsWith("prior", StringComparison.Ordinal))
        where wrong.Word is not null
        select new Finding(Row, Level.Warning, entry.Where, $"“{wrong.Word} {wrong.Range.Before}” reads as if {wrong.Range.Before} were affected",
            $"Write “before {wrong.Range.Before}”");

    /// <summary>Ranges are of all versions between two.</summary>
    public static IEnumerable<Finding> All(PostComparison compared) =>
        from entry in compared.Post.Own
        where Some().Matches(entry.Body.Markdown).Any(match => !match.Groups["all"].Success)
        select new Finding(Row, Level.Note, entry.Where, "It says “versions”, and does not say all of them", "Write “all versions”");

    public static IEnumerable<Finding> BugFixes(PostComparison compared) =>
        from bugs in compared.Post.Bugs
        where compared.Release.Versions.Count > 0 && Version().IsMatch(bugs.Version) && !compared.Release.Versions.Contains(bugs.Version)
        select new Finding(Row, Level.Error, Line(bugs.Line), $"{bugs.Version} is not a version of the release",
            $"The release has {Text.PlainText.Series(compared.Release.Versions)}");

    private static IEnumerable<Finding> Named(PostComparison compared, string where, string text)
    {
        var (said, versions) = (Version().Matches(text).Select(match => match.Value).ToList(), compared.Release.Versions);
        return versions.Count == 0 || said.SequenceEqual(versions) ? [] : [new(
            Row, Level.Error, where,
            said.ToHashSet().SetEquals(versions) ? "The versions do not stand newest first"
                : $"It says {(said.Count == 0 ? "no version" : Text.PlainText.Series(said))}, and the release has {Text.PlainText.Series(versions)}",
            $"Write {Text.PlainText.Series(versions)}")];
    }

    private static string? Only(IEnumerable<VersionRange> ranges, string words) => VersionRange.Sort(ranges).ToList() is { Count: > 0 } some
        ? $"{words} {VersionRanges.Said(some)}" : null;

    internal static string Line(int number) => FormattableString.Invariant($"line {number}");

    [GeneratedRegex(@"(?<all>\ball\s+)?\bversions\s+(starting\s+)?from\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
        | RegexOptions.NonBacktracking)]
    private static partial Regex Some();

    [GeneratedRegex(@"\b[0-9]+\.[0-9]+\.[0-9]+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
