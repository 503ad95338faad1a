using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// Fills in what follows from the release, as <c>bin/update_cves.rb</c> does (row D1): affected and fixed versions, the solution, and a
/// first description.
/// </summary>
public static partial class CveFill
{
    // Placeholder for the first affected version while it is unknown.
    private const string Unknown = "X.Y";

    /// <summary>The record as filled in; a description written by a person is kept except for its versions.</summary>
    public static CveRecord Of(CveSnapshot cve)
    {
        var record = cve.Record ?? CveRecord.Empty;
        if (cve.Versions.Count == 0)
            return record;
        var (first, isKnown) = First(cve);
        var ranges = Ranges(cve, first);
        List<ReleaseVersion> mended = [.. ranges.Select(range => range.Before).OfType<ReleaseVersion>()];
        // Nothing follows from the release then: no version of it has the fix, or the flaw is newer than it.
        if (mended.Count == 0)
            return record;
        var filled = record with
        {
            AffectedVersions = [.. ranges.Select((range, i) => i == 0 && !isKnown ? $">={Unknown}, {range}" : range.ToString())],
            FixedVersions = [.. mended.Select(version => version.ToString())],
            Solution = Solution(mended),
        };
        return record.Description is null || Placeholders.IsAll(record.Description)
            ? filled with { Description = Description(cve, ranges, isKnown) }
            : WithRanges(filled);
    }

    /// <summary>What filling in would change, line by line of the YAML.</summary>
    public static IReadOnlyList<string> Difference(CveRecord before, CveRecord after) => LineDifference.Of(CveYaml.Write(before), CveYaml.Write(after));

    /// <summary><c>Upgrade to versions 18.4.5, 18.5.3, 18.6.1 or above.</c></summary>
    internal static string Solution(IReadOnlyList<ReleaseVersion> versions) =>
        $"Upgrade to version{(versions.Count == 1 ? "" : "s")} {string.Join(", ", versions)} or above.";

    /// <summary>The record with the affected versions put into its description, where that names others.</summary>
    internal static CveRecord WithRanges(CveRecord record)
    {
        var ranges = record.AffectedVersions.Select(VersionRanges.Read).ToList();
        var sorted = VersionRange.Sort(ranges.OfType<VersionRange>().Where(range => range.Before is not null)).ToList();
        if (record.Description is not { } text || sorted.Count == 0 || ranges.Contains(null) || VersionRanges.InWords(text) is not { Count: > 0 } said
            || said.Select(one => one.Range).ToHashSet().SetEquals(sorted))
            return record;
        var (before, after) = (text[..said[0].Index], text[(said[^1].Index + said[^1].Length)..]);
        var isFrom = before.TrimEnd().EndsWith("from", StringComparison.OrdinalIgnoreCase);
        if (sorted[0].From is null && isFrom)
            before = before.TrimEnd()[..^"from".Length];
        return record with { Description = before + (sorted[0].From is not null && !isFrom ? "from " : "") + VersionRanges.Said(sorted) + after };
    }

    /// <summary>
    /// A range for each version of the release that has the fixes, from the first of its minor; the oldest starts at the first affected version.
    /// A version that ships without a fix is affected like those before it.
    /// </summary>
    private static List<VersionRange> Ranges(CveSnapshot cve, ReleaseVersion? first)
    {
        var ranges = new List<VersionRange>();
        var (from, isOpen) = (first, true);
        foreach (var version in cve.Versions.Distinct().Order().Where(version => first is not { } start || start.CompareTo(version) < 0))
        {
            if (!isOpen)
                from = version.FirstOfMinor();
            isOpen = cve.Fixes.Any(fix => fix.StateIn(version.ToString()) == FixState.NotIn);
            if (!isOpen)
                ranges.Add(new(from, version));
        }
        if (isOpen)
            ranges.Add(new(from, null));
        return ranges;
    }

    /// <summary>
    /// The first affected version, from the security issue's details or else the record, null for the very first; and whether it is known.
    /// </summary>
    private static (ReleaseVersion? Version, bool IsKnown) First(CveSnapshot cve) =>
        cve.FirstAffected is { } details && VersionText.TryRead(details, out var version) ? (version == default ? null : version, true)
        : new CveChecked(cve).Ranges is { Count: > 0 } ranges ? (VersionRange.Sort(ranges).First().From, true)
        : (null, false);

    /// <summary>In the form GitLab has used since autumn 2025, with gaps for what only a person knows.</summary>
    private static string Description(CveSnapshot cve, List<VersionRange> ranges, bool isKnown)
    {
        var edition = cve.EeOnly is { } only ? only ? Editions.EeOnly : Editions.Both : cve.Title is { } title ? Editions.In(title) : null;
        var from = isKnown ? ranges is [{ From: not null }, ..] ? "from " : "" : $"from {Unknown} ";
        var weakness = WeaknessChecks.Of(new(cve)) is { } cwe ? Lower(cwe.ShortName) : "[PSIRT: the weakness]";
        return $"GitLab has remediated an issue in GitLab {edition ?? "[PSIRT: edition]"} affecting all versions {from}{VersionRanges.Said(ranges)} "
            + $"that could have allowed [PSIRT: whom] to [PSIRT: do what] due to {weakness}.";
    }

    /// <summary>Lower-cased for the middle of a sentence; acronyms such as SQL stay.</summary>
    private static string Lower(string name) => Capitalised().Replace(name, match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"\b[A-Z][a-z]+\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Capitalised();
}
