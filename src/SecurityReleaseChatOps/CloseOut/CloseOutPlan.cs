using System.Security.Cryptography;
using System.Text.Json;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>A CVE whose record is to be published.</summary>
/// <param name="Id">Our own id for it.</param>
/// <param name="Name">Its number, or the reference of its request.</param>
/// <param name="Hindrance">Plain text: why it must not be published yet (row E10); null when it may.</param>
public sealed record CveToPublish(string Id, string Name, string? Hindrance);

/// <summary>A canonical issue to be closed.</summary>
/// <param name="Comment">Markdown to post on it.</param>
public sealed record IssueToClose(string Id, string? Link, string Comment);

/// <summary>A HackerOne report whose engineer is to be told.</summary>
/// <param name="Id">Our own id for its CVE, or for its fix while there is none.</param>
/// <param name="Report">The report's address, or words for it when unknown.</param>
/// <param name="Engineer">Slack user id; null when unknown, in which case the engineer is told outside the app.</param>
/// <param name="Text">Plain text of the message.</param>
public sealed record ReportToTell(string Id, string Report, string? Engineer, string Text);

/// <summary>Exactly what the close-out of a release does and says; pure.</summary>
public sealed record CloseOutPlan(string Release, IReadOnlyList<IssueToClose> Issues, IReadOnlyList<CveToPublish> Cves, IReadOnlyList<ReportToTell> Reports)
{
    /// <param name="known">What is known about the CVEs beyond their fixes, by our own id.</param>
    public static CloseOutPlan Of(Release release, IReadOnlyDictionary<string, KnownCve> known)
    {
        // CVEs and reports that another release took over are closed out there.
        var fixes = release.HandedTo is null ? release.Fixes : [];
        var cves = fixes.Where(fix => fix.CveId is not null).GroupBy(fix => fix.CveId!, StringComparer.OrdinalIgnoreCase).ToList();
        return new(
            release.Id,
            [.. release.Fixes.Select(fix => new IssueToClose(fix.Id, fix.Link, CloseOutText.Comment(release, fix, IsReported(fix, known))))],
            [.. cves.Select(cve => new CveToPublish(cve.Key, cve.First().Cve!, Hindrance(cve.First(), known.GetValueOrDefault(cve.Key))))],
            [
                .. from fix in fixes
                   where IsReported(fix, known)
                   let id = fix.CveId ?? fix.Id
                   group fix by id into reported
                   let fix = reported.First()
                   let cve = known.GetValueOrDefault(reported.Key)
                   select new ReportToTell(
                       reported.Key, cve?.Report ?? $"the report of {fix.Reporter}", cve?.Engineer, CloseOutText.Notice(release, fix, cve?.Report)),
            ]);
    }

    /// <summary>The ids of the pieces of a part.</summary>
    public IReadOnlyList<string> Subjects(Part part) => part switch
    {
        Part.Issues => [.. Issues.Select(issue => issue.Id)],
        Part.Cves or Part.Records => [.. Cves.Select(cve => cve.Id)],
        _ => [.. Reports.Select(report => report.Id)],
    };

    /// <summary>Plain text: the name people use for a piece.</summary>
    public string Name(Part part, string subject) => part switch
    {
        Part.Issues => subject,
        Part.Cves or Part.Records => Cves.First(cve => cve.Id == subject).Name,
        _ => Reports.First(report => report.Id == subject).Report,
    };

    /// <summary>A hash that changes whenever what would be done or said does.</summary>
    public string Mark() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Options)).AsSpan(0, 8));

    private static bool IsReported(ReleaseFix fix, IReadOnlyDictionary<string, KnownCve> known) =>
        fix.CveId is { } id && known.GetValueOrDefault(id) is { } cve ? cve.Report is not null : fix.Reporter is not null;

    private static string? Hindrance(ReleaseFix fix, KnownCve? known) =>
        known?.Invalid is { } why ? $"advisory::invalid ({why})"
        : known is { Validated: false } ? "description::validated is missing"
        : fix.CveNumber is null ? "it has no number yet"
        : null;
}

/// <summary>What is known about a CVE beyond its fixes.</summary>
/// <param name="Validated">Whether a second person confirmed the current title and description.</param>
/// <param name="Invalid">Why its advisory is invalid; null when it is not.</param>
/// <param name="Report">Its HackerOne report; null when there is none.</param>
/// <param name="Engineer">Slack user id of whoever handles the report; null while unknown.</param>
public sealed record KnownCve(bool Validated, string? Invalid, string? Report, string? Engineer)
{
    /// <summary>The CVEs of a release that have a document here, by our own id.</summary>
    public static async Task<IReadOnlyDictionary<string, KnownCve>> Read(IStore store, Doc<Release> release, CancellationToken ct) =>
        (await CveStore.Open(store, release, ct)).Cves.Where(cve => cve.Known is not null)
            .ToDictionary(cve => cve.Id, cve => new KnownCve(cve.IsValidated, cve.Known!.Invalid?.Reason, cve.Report, cve.Known.Report?.Engineer));
}
