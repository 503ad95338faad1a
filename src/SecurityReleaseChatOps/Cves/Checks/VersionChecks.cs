using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The versions in a record agree with each other (row E5).</summary>
internal static class VersionChecks
{
    private const string Affected = "affected_versions";
    private const string Fixed = "fixed_versions";

    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("range-form", "E5", Level.Error, RangeForm),
        new("range-order", "E5", Level.Warning, Order),
        new("range-overlap", "E5", Level.Error, Overlap),
        new("fixed-form", "E5", Level.Error, FixedForm),
        new("fixed-ranges", "E5", Level.Error, FixedRanges),
        new("description-ranges", "E5", Level.Error, DescriptionRanges),
        new("description-versions", "E5", Level.Note, DescriptionVersions),
        new("solution-versions", "E5", Level.Error, Solution),
        new("first-affected", "E5", Level.Error, FirstAffected),
        new("details-version", "E11", Level.Note, DetailsVersion),
    ];

    private static IEnumerable<Found> RangeForm(CveChecked cve)
    {
        foreach (var line in cve.Record.AffectedVersions)
        {
            if (!VersionRanges.TryRead(line, out var range))
                yield return new(Affected, $"{PlainText.Quote(line)} is not a range", "Write it like >=18.4, <18.4.5");
            else if (range.IsEmpty)
                yield return new(Affected, $"{PlainText.Quote(line)} ends before it begins", "Turn it round, or correct it");
        }
    }

    private static IEnumerable<Found> Order(CveChecked cve)
    {
        if (cve.HasRanges && !VersionRange.Sort(cve.Ranges).SequenceEqual(cve.Ranges))
            yield return new(Affected, "the ranges are not in order: the first line holds the first affected version", "Put the oldest first")
            {
                Fix = static record => record with
                {
                    AffectedVersions = [.. record.AffectedVersions.OrderBy(line => VersionRanges.Read(line)?.From ?? default)],
                },
            };
    }

    private static IEnumerable<Found> Overlap(CveChecked cve)
    {
        if (!cve.HasRanges)
            yield break;
        var sorted = VersionRange.Sort(cve.Ranges).ToList();
        var widest = sorted[0];
        foreach (var range in sorted.Skip(1))
        {
            if (widest.Before is not { } end || (range.From ?? default).CompareTo(end) < 0)
                yield return new(Affected, $"{widest} and {range} overlap", "Let each begin after the one before ends");
            if (widest.Before is { } before && (range.Before is not { } later || later.CompareTo(before) > 0))
                widest = range;
        }
    }

    private static IEnumerable<Found> FixedForm(CveChecked cve) =>
        from text in cve.Record.FixedVersions
        where !VersionText.TryRead(text, out _)
        select new Found(Fixed, $"{PlainText.Quote(text)} is not a version", "Write it like 18.4.5");

    private static IEnumerable<Found> FixedRanges(CveChecked cve)
    {
        if (!cve.HasRanges || !cve.HasFixed)
            yield break;
        var ends = cve.Ranges.Select(range => range.Before).OfType<ReleaseVersion>().ToHashSet();
        if (ends.SetEquals(cve.Fixed))
            yield break;
        var (without, unmended) = (cve.Fixed.Where(version => !ends.Contains(version)).ToList(), ends.Where(end => !cve.Fixed.Contains(end)).Order().ToList());
        yield return new(Fixed, string.Join(" and ", Parts()), "Let each range end at a fixed version; /cve fill makes both from the release")
        {
            Fix = static record => record with
            {
                FixedVersions =
                [
                    .. record.AffectedVersions.Select(line => VersionRanges.Read(line)?.Before).OfType<ReleaseVersion>()
                        .Distinct().Order().Select(end => end.ToString()),
                ],
            },
        };

        IEnumerable<string> Parts()
        {
            if (without.Count > 0)
                yield return $"no affected range ends at {string.Join(", ", without)}";
            if (unmended.Count > 0)
                yield return $"{string.Join(", ", unmended)} {(unmended.Count == 1 ? "ends a range and is" : "end ranges and are")} not fixed";
        }
    }

    private static IEnumerable<Found> DescriptionRanges(CveChecked cve)
    {
        if (!cve.HasRanges || cve.InWords.Count == 0)
            yield break;
        var said = cve.InWords.Select(one => one.Range).ToHashSet();
        // A range without a fix yet is not worded this way.
        var listed = cve.Ranges.Where(range => range.Before is not null).ToHashSet();
        if (said.SetEquals(listed))
            yield break;
        var (other, missing) = (cve.InWords.Where(one => !listed.Contains(one.Range)).ToList(), VersionRange.Sort(listed.Except(said)).ToList());
        yield return new(
            "description",
            $"it says {Say(other.Select(one => one.Range))}, affected_versions {Say(missing)}",
            "Make them the same")
        {
            Marked = [.. other.Select(one => new MarkedText(one.Index, one.Length))],
            Fix = static record => CveFill.WithRanges(record),
        };

        static string Say(IEnumerable<VersionRange> ranges) =>
            VersionRange.Sort(ranges).ToList() is { Count: > 0 } some ? string.Join("; ", some) : "nothing of it";
    }

    private static IEnumerable<Found> DescriptionVersions(CveChecked cve)
    {
        if (cve.Record.Description is not null && cve.InWords.Count == 0)
            yield return new("description", "it names no affected versions", "Say them like: all versions from 18.4 before 18.4.5");
    }

    private static IEnumerable<Found> Solution(CveChecked cve)
    {
        if (!cve.HasFixed || cve.Record.Solution is not { } solution || VersionText.In(solution).ToHashSet() is var said && said.SetEquals(cve.Fixed))
            yield break;
        var named = said.Count == 0 ? "no version" : string.Join(", ", said.Order());
        yield return new("solution", $"it names {named}, fixed_versions {string.Join(", ", cve.Fixed)}", "Name the fixed versions")
        {
            Fix = record => record with { Solution = CveFill.Solution(cve.Fixed) },
        };
    }

    private static IEnumerable<Found> FirstAffected(CveChecked cve)
    {
        if (!cve.HasRanges || cve.Cve.FirstAffected is not { } details || !VersionText.TryRead(details, out var version))
            yield break;
        var first = VersionRange.Sort(cve.Ranges).First();
        if (first.From is { } from ? from != version : version != default)
            yield return new(
                Affected,
                $"the first affected version is {first.From?.Short() ?? "the very first"} here, and {version.Short()} in the security issue's details",
                "Correct the one that is wrong");
    }

    private static IEnumerable<Found> DetailsVersion(CveChecked cve)
    {
        if (cve.Cve.FirstAffected is not { } details)
            yield return new("details", "the first affected version is not known from the security issue", "Enter it with /cve details")
            {
                Lacks = "the first affected version, in the Details table",
            };
        else if (!VersionText.TryRead(details, out _))
            yield return new("details", $"{PlainText.Quote(details)} is not a version, so nothing compares it", "Enter it like 18.4");
    }
}
