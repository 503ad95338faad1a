using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A fix that a release carries.</summary>
/// <param name="Id">The reference of its issue or merge request, such as <c>gitlab-org/gitlab#123</c>.</param>
/// <param name="Link">Its address, if it was given as one.</param>
/// <param name="Cve">The CVE's number, or the reference of its request as long as it has none.</param>
/// <param name="AddedAt">When it was linked to the release.</param>
public sealed record ReleaseFix(string Id, string? Link, string? Cve, DateTimeOffset AddedAt)
{
    /// <summary>Of its vulnerability; null as long as nobody has said.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What it mends, in a few words; embargoed until publication. Null as long as nobody has said.</summary>
    public string? Title { get; init; }

    /// <summary>Who wrote it: Slack user ids, or names.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Who reported the vulnerability and may be named; null when nobody, or not known.</summary>
    public string? Reporter { get; init; }

    /// <summary>The same authors in the same order are the same, whatever list holds them.</summary>
    public bool Equals(ReleaseFix? other) =>
        other is not null && (Id, Link, Cve, AddedAt, Severity, Title, Reporter) == (other.Id, other.Link, other.Cve, other.AddedAt, other.Severity, other.Title, other.Reporter)
        && Authors.SequenceEqual(other.Authors);

    public override int GetHashCode() => HashCode.Combine(Id, Cve, Severity, Title, Reporter, Authors.Count);
}

/// <summary>Fixes as people type them: a line each, <c>gitlab-org/gitlab#123 CVE-2026-1234</c>.</summary>
public static partial class ReleaseFixes
{
    public const int Most = 50;

    // A fix names steps of the checklist, whose ids Slack limits.
    private const int LongestId = 80;

    /// <summary>What <see cref="TryParse"/> reads, a line each.</summary>
    public static string Write(IEnumerable<ReleaseFix> fixes) =>
        string.Join('\n', fixes.Select(fix => fix.Cve is null ? fix.Link ?? fix.Id : $"{fix.Link ?? fix.Id} {fix.Cve}"));

    /// <summary>Reads all lines; a fix that was there keeps the time at which it came.</summary>
    /// <param name="error">What is wrong with the first line that is, in the typist's words.</param>
    public static bool TryParse(
        string? text, IReadOnlyList<ReleaseFix> before, DateTimeOffset now,
        [NotNullWhen(true)] out IReadOnlyList<ReleaseFix>? fixes, [NotNullWhen(false)] out string? error)
    {
        var read = new List<ReleaseFix>();
        (fixes, error) = (null, null);
        var number = 0;
        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var words = line.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (Line(words, now) is not { } fix)
                error = $"Line {number}, {Words.Quote(line)}: write a reference and, if it has one, its CVE, like gitlab-org/gitlab#123 CVE-2026-1234";
            else if (read.Exists(other => Same(other.Id, fix.Id)))
                error = $"Line {number}: {fix.Id} is there twice";
            else
                read.Add(before.FirstOrDefault(known => Same(known.Id, fix.Id)) is { } known ? fix with { AddedAt = known.AddedAt } : fix);
            if (error is not null)
                return false;
        }
        error = read.Count > Most ? $"{read.Count} fixes are too many for one release: at most {Most} fit" : null;
        fixes = read;
        return error is null;
    }

    private static ReleaseFix? Line(string[] words, DateTimeOffset now)
    {
        if (words.Length > 2 || Reference(words[0]) is not { } reference)
            return null;
        var cve = words.ElementAtOrDefault(1) is not { } second ? null : CveNumber().IsMatch(second) ? second.ToUpperInvariant() : Reference(second)?.Id;
        return words.Length == 2 && cve is null ? null : new(reference.Id, reference.Link, cve, now);
    }

    // An address also in the form that Slack gives links, <address|label>.
    private static (string Id, string? Link)? Reference(string word)
    {
        if (Short().IsMatch(word))
            return word.Length <= LongestId ? (word, null) : null;
        return ReleaseLinks.TryParseUrl(word, out var url, out _) && Address().Match(url) is { Success: true } match
            && $"{match.Groups["path"]}{(match.Groups["kind"].Value == "issues" || match.Groups["kind"].Value == "work_items" ? '#' : '!')}{match.Groups["number"]}" is { Length: <= LongestId } id
            ? (id, url)
            : null;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_][A-Za-z0-9_.\-]*)*[#!][1-9][0-9]{0,9}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Short();

    [GeneratedRegex(@"\Ahttps?://[^/]+/(?<path>[A-Za-z0-9_.\-/]+)/-/(?<kind>issues|work_items|merge_requests)/(?<number>[1-9][0-9]{0,9})(?:[/?#].*)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\ACVE-[0-9]{4}-[0-9]{4,19}\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CveNumber();
}
