using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Third-party updates and bug fixes as people type them, one a line.</summary>
internal static partial class PostNotesText
{
    public const int Longest = 3000;
    private const int Most = 100;

    /// <summary>What <see cref="TryParseUpdates"/> reads: <c>Mattermost 7.8.2 CVE-2023-1234</c>.</summary>
    public static string Write(IEnumerable<ThirdPartyUpdate> updates) =>
        string.Join('\n', updates.Select(update => string.Join(' ', update.Cves.Prepend(update.To).Prepend(update.Name).OfType<string>())));

    /// <summary>What <see cref="TryParseBugs"/> reads: a line with the version, then a line with title and link for each.</summary>
    public static string Write(IEnumerable<BugFix> bugs) => string.Join('\n', bugs.GroupBy(bug => bug.Version)
        .Select(version => string.Join('\n', version.Select(bug => $"{bug.Title} {bug.Link}").Prepend(version.Key))));

    /// <summary>Reads all lines.</summary>
    /// <param name="error">What is wrong with the first faulty line, quoting it as typed.</param>
    public static bool TryParseUpdates(Typed text, [NotNullWhen(true)] out IReadOnlyList<ThirdPartyUpdate>? updates, [NotNullWhen(false)] out string? error)
    {
        (var read, updates, error) = (new List<ThirdPartyUpdate>(), null, null);
        foreach (var (line, number) in Lines(text))
        {
            var cves = Cve().Matches(line).Select(match => match.Value.ToUpperInvariant()).Distinct().ToList();
            var words = Cve().Replace(line, " ").Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
            var hasVersion = words.Length > 1 && words[^1].Any(char.IsAsciiDigit);
            var name = string.Join(' ', hasVersion ? words[..^1] : words);
            if (name.Length == 0)
                error = FormattableString.Invariant($"Line {number}: name what was updated, like Mattermost 7.8.2 CVE-2023-1234");
            else if (read.Exists(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                error = FormattableString.Invariant($"Line {number}: {name} is there twice");
            else
                read.Add(new(name, hasVersion ? words[^1] : null, cves));
            if (error is not null)
                return false;
        }
        error = read.Count > Most ? $"{read.Count} updates are too many: at most {Most} fit" : null;
        updates = read;
        return error is null;
    }

    /// <inheritdoc cref="TryParseUpdates"/>
    /// <param name="versions">Those of the release; empty while it has none.</param>
    public static bool TryParseBugs(Typed text, IReadOnlyList<string> versions, [NotNullWhen(true)] out IReadOnlyList<BugFix>? bugs,
        [NotNullWhen(false)] out string? error)
    {
        (var read, bugs, error, string? under) = (new List<BugFix>(), null, null, null);
        foreach (var (line, number) in Lines(text))
        {
            if (ReleaseVersion.TryParse(line.TrimStart('#', ' '), out var version, out _))
            {
                under = version.ToString();
                if (versions.Count > 0 && !versions.Contains(under))
                    error = FormattableString.Invariant($"Line {number}: {under} is not a version of the release, which has {string.Join(", ", versions)}");
            }
            else if (Titled(line) is not var (title, link) || !ReleaseLinks.TryParseUrl(link, out var url, out _))
            {
                error = FormattableString.Invariant($"Line {number}: write the version on a line, and title and link of each fix below it");
            }
            else if (under is null)
            {
                error = FormattableString.Invariant($"Line {number}: write the version above it, like 18.6.1");
            }
            else
            {
                read.Add(new(under, title, url));
            }
            if (error is not null)
                return false;
        }
        error = read.Count > Most ? $"{read.Count} bug fixes are too many: at most {Most} fit" : null;
        bugs = read;
        return error is null;
    }

    private static IEnumerable<(string Line, int Number)> Lines(Typed text) => text.Own.ReplaceLineEndings("\n").Split('\n')
        .Select((line, i) => (line.Trim(), i + 1)).Where(line => line.Item1.Length > 0);

    /// <summary>As a post has it, or title and link.</summary>
    private static (string Title, string Link)? Titled(string line) =>
        AsLink().Match(line) is { Success: true } link ? (link.Groups["title"].Value.Trim(), link.Groups["link"].Value)
        : line.LastIndexOf(' ') is > 0 and var at ? (line[..at].TrimStart('*', '-', ' ').Trim(), line[(at + 1)..])
        : null;

    [GeneratedRegex(@"\bCVE-[0-9]{4}-[0-9]{4,19}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Cve();

    [GeneratedRegex(@"\A[*\-\s]*\[(?<title>.+)\]\((?<link>[^()\s]+)\)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AsLink();
}
