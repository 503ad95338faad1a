using System.Security.Cryptography;
using System.Text;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A CVE of a release with all that is known about it: its fixes and its own document.</summary>
/// <param name="Id">Our own id for it.</param>
/// <param name="Fixes">At least one.</param>
/// <param name="Read">What is known about it besides its fixes; null while nothing is.</param>
public sealed record ReleaseCve(string Id, IReadOnlyList<ReleaseFix> Fixes, Doc<Cve>? Read)
{
    private readonly Lazy<(CveRecord? Record, IReadOnlyList<CveProblem> Problems)> _read = new(() =>
        Read?.Value.Yaml is not { Length: > 0 } yaml ? (null, [])
        : CveYaml.TryRead(yaml, out var record, out var problems) ? (record, [])
        : (null, problems));

    /// <summary>What is known about it besides its fixes; null while nothing is.</summary>
    public Cve? Known => Read?.Value;

    /// <summary>Null while it is only requested.</summary>
    public string? Number => Fixes[0].CveNumber;

    /// <summary>Its number, or the reference of its request.</summary>
    public string Name => Fixes[0].Cve ?? Id;

    /// <summary>Its title in post and advisory; null while unknown.</summary>
    public string? Title => Fixes.Select(fix => fix.Title).FirstOrDefault(title => title is not null);

    public Severity? Severity => Fixes.Max(fix => fix.Severity);

    /// <summary>Its parsed request; null when there is none or it cannot be parsed.</summary>
    public CveRecord? Record => _read.Value.Record;

    /// <summary>Why its request cannot be parsed, though an earlier version of the app accepted it.</summary>
    public IReadOnlyList<CveProblem> Problems => _read.Value.Problems;

    /// <summary>The address of the HackerOne report it came from, as entered or taken from its references; null for an internal find.</summary>
    public string? Report => Known?.Report is { Url.Length: > 0 } said ? said.Url : Record?.References.FirstOrDefault(Reference.IsReport);

    /// <summary>Whether somebody confirmed the current title and description.</summary>
    public bool IsValidated => Known?.Validated is { } validation && validation.Text == TextHash(Title, Record?.Description);

    /// <summary>The input of its checks and of filling in.</summary>
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
        // A fix handed over by another release ships in that release's versions.
        Versions = [.. Fixes.SelectMany(fix => fix.VersionsIn(release)).Select(VersionText.Read).OfType<ReleaseVersion>().Distinct()],
    };

    /// <summary>Hash that binds a validation to the confirmed title and description.</summary>
    public static string TextHash(string? title, string? description) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\0{description}")).AsSpan(0, 16));

    public bool Equals(ReleaseCve? other) => other is not null && Id == other.Id && Fixes.SequenceEqual(other.Fixes) && Read == other.Read;

    public override int GetHashCode() => HashCode.Combine(Id, Read);
}

/// <summary>A release with its CVEs, in the order of its fixes: everything a decision about them is made from.</summary>
/// <param name="Stored">The stored documents of its CVEs, including removed ones, by our own id.</param>
public sealed record ReleaseCvesSnapshot(Doc<Release> ReleaseRead, IReadOnlyList<ReleaseCve> Cves, IReadOnlyDictionary<string, Doc<Cve>> Stored)
{
    public Release Release => ReleaseRead.Value;

    /// <summary>Joins what the fixes say with the stored documents.</summary>
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

    /// <summary>Whether checks and facts give the same for both snapshots.</summary>
    internal bool IsAs(ReleaseCvesSnapshot other) =>
        (Release.PublishedAt, Stored.Count) == (other.Release.PublishedAt, other.Stored.Count) && Release.Edits.SequenceEqual(other.Release.Edits)
        && Release.Versions.SequenceEqual(other.Release.Versions) && Release.Fixes.SequenceEqual(other.Release.Fixes)
        && Stored.Values.All(doc => other.Stored.GetValueOrDefault(doc.Value.Id)?.Version == doc.Version);

    /// <summary>The CVE with this id of ours; null when the release has none.</summary>
    public ReleaseCve? Find(string id) => Cves.FirstOrDefault(cve => cve.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The snapshot as it will be once the change is saved.</summary>
    public ReleaseCvesSnapshot After(CveChange change) => Of(
        ReleaseRead with { Value = change.Release },
        Stored.Values.ExceptBy(change.Cves.Select(cve => cve.Id), doc => doc.Value.Id, StringComparer.OrdinalIgnoreCase)
            .Concat(change.Cves.Select(cve => new Doc<Cve>(CveStore.Key(cve), cve, (Stored.GetValueOrDefault(cve.Id)?.Version ?? 0) + 1))));
}

/// <summary>The result of a rule about a release and its CVEs.</summary>
/// <param name="Release">The release with its fixes; unchanged when they are.</param>
/// <param name="Cves">Those that changed, in their new state.</param>
public sealed record CveChange(Release Release, params IReadOnlyList<Cve> Cves);
