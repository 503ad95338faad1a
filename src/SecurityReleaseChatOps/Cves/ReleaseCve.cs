using System.Security.Cryptography;
using System.Text;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A CVE of a release with all that is known of it: the fixes that mend it, and its own record.</summary>
/// <param name="Id">Our own id of it.</param>
/// <param name="Fixes">One at least.</param>
/// <param name="Read">What is known of it beside its fixes; null as long as nothing is.</param>
public sealed record ReleaseCve(string Id, IReadOnlyList<ReleaseFix> Fixes, Doc<Cve>? Read)
{
    private readonly Lazy<(CveRecord? Record, IReadOnlyList<CveProblem> Problems)> _read = new(() =>
        Read?.Value.Yaml is not { Length: > 0 } yaml ? (null, [])
        : CveYaml.TryRead(yaml, out var record, out var problems) ? (record, [])
        : (null, problems));

    /// <summary>What is known of it beside its fixes; null as long as nothing is.</summary>
    public Cve? Known => Read?.Value;

    /// <summary>Null as long as it is only requested.</summary>
    public string? Number => Fixes[0].CveNumber;

    /// <summary>Its number, or the reference of its request.</summary>
    public string Name => Fixes[0].Cve ?? Id;

    /// <summary>What its post and advisory are titled; null as long as nobody has said.</summary>
    public string? Title => Fixes.Select(fix => fix.Title).FirstOrDefault(title => title is not null);

    public Severity? Severity => Fixes.Max(fix => fix.Severity);

    /// <summary>Its request as it was read; null when there is none, or when it cannot be read.</summary>
    public CveRecord? Record => _read.Value.Record;

    /// <summary>Why its request cannot be read; it could when it was given, by an earlier version of the app.</summary>
    public IReadOnlyList<CveProblem> Problems => _read.Value.Problems;

    /// <summary>The address of the HackerOne report it came from, as was said or as its references have it; null for an internal find.</summary>
    public string? Report => Known?.Report is { Url.Length: > 0 } said ? said.Url : Record?.References.FirstOrDefault(Reference.IsReport);

    /// <summary>Whether somebody confirmed the title and description that stand there now.</summary>
    public bool IsValidated => Known?.Validated is { } validation && validation.Text == TextHash(Title, Record?.Description);

    /// <summary>As its checks and what is filled in are made from.</summary>
    internal CveSnapshot ForChecks(Release release) => new(Id)
    {
        Number = Number,
        Title = Title,
        Record = Record,
        EeOnly = Known?.Details?.EeOnly,
        FirstAffected = Known?.Details?.FirstVersion,
        Council = Known?.Council is { } council ? new(council.Score, council.Vector) : null,
        Report = Known?.Report?.Url,
        Fixes = Fixes,
        // A fix that another release handed over goes out in that one's versions.
        Versions = [.. Fixes.SelectMany(fix => fix.VersionsIn(release)).Select(VersionText.Read).OfType<ReleaseVersion>().Distinct()],
    };

    /// <summary>What a validation is bound to.</summary>
    public static string TextHash(string? title, string? description) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\0{description}")).AsSpan(0, 16));

    public bool Equals(ReleaseCve? other) => other is not null && Id == other.Id && Fixes.SequenceEqual(other.Fixes) && Read == other.Read;

    public override int GetHashCode() => HashCode.Combine(Id, Read);
}

/// <summary>A release with its CVEs, in the order of its fixes: all that one decision about them is made from.</summary>
/// <param name="Stored">What is stored of its CVEs, those that were taken out too, by our own id.</param>
public sealed record ReleaseCvesSnapshot(Doc<Release> ReleaseRead, IReadOnlyList<ReleaseCve> Cves, IReadOnlyDictionary<string, Doc<Cve>> Stored)
{
    public Release Release => ReleaseRead.Value;

    /// <summary>What the fixes say, with what is stored beside them.</summary>
    public static ReleaseCvesSnapshot Of(Doc<Release> release, IEnumerable<Doc<Cve>> stored)
    {
        var byId = stored.ToDictionary(doc => doc.Value.Id, StringComparer.OrdinalIgnoreCase);
        return new(
            release,
            [.. release.Value.Fixes.Where(fix => fix.CveId is not null)
                .GroupBy(fix => fix.CveId!, StringComparer.OrdinalIgnoreCase)
                .Select(fixes => new ReleaseCve(fixes.Key, [.. fixes], byId.GetValueOrDefault(fixes.Key) is { Value.Removed: null } read ? read : null))],
            byId);
    }

    /// <summary>Whether its checks and facts are the same as in another.</summary>
    internal bool IsAs(ReleaseCvesSnapshot other) =>
        (Release.PublishedAt, Release.Edits.Count, Stored.Count) == (other.Release.PublishedAt, other.Release.Edits.Count, other.Stored.Count)
        && Release.Versions.SequenceEqual(other.Release.Versions) && Release.Fixes.SequenceEqual(other.Release.Fixes)
        && Stored.Values.All(doc => other.Stored.GetValueOrDefault(doc.Value.Id)?.Version == doc.Version);

    /// <summary>The CVE of that id of ours; null when the release has none.</summary>
    public ReleaseCve? Find(string id) => Cves.FirstOrDefault(cve => cve.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>As it is once a change is saved.</summary>
    public ReleaseCvesSnapshot After(CveChange change) => Of(
        ReleaseRead with { Value = change.Release },
        Stored.Values.ExceptBy(change.Cves.Select(cve => cve.Id), doc => doc.Value.Id, StringComparer.OrdinalIgnoreCase)
            .Concat(change.Cves.Select(cve => new Doc<Cve>(CveStore.Key(cve), cve, (Stored.GetValueOrDefault(cve.Id)?.Version ?? 0) + 1))));
}

/// <summary>What a rule made of a release and its CVEs.</summary>
/// <param name="Release">With its fixes; the same when they stayed as they were.</param>
/// <param name="Cves">Those that changed.</param>
public sealed record CveChange(Release Release, params IReadOnlyList<Cve> Cves);
