using System.Security.Cryptography;
using System.Text.Json;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>What the close-out asks of a CVE.</summary>
/// <param name="Id">Our own id of it.</param>
/// <param name="Name">Its number, or its request.</param>
/// <param name="Hindrance">Plain text: why it must not be published yet (row E10); null when nothing is in the way.</param>
public sealed record CveToPublish(string Id, string Name, string? Hindrance);

/// <summary>A canonical issue to be closed.</summary>
/// <param name="Comment">Markdown: what to say on it.</param>
public sealed record IssueToClose(string Id, string? Link, string Comment);

/// <summary>A HackerOne report whose engineer is told.</summary>
/// <param name="Id">Our own id of its CVE, or of its fix as long as there is none.</param>
/// <param name="Report">The report, as far as it is known.</param>
/// <param name="Engineer">Slack user id; null when nobody knows who it is, and it is told elsewhere.</param>
/// <param name="Text">Plain text: what they are told.</param>
public sealed record ReportToTell(string Id, string Report, string? Engineer, string Text);

/// <summary>Exactly what the close-out of a release does and says; pure.</summary>
public sealed record CloseOutPlan(string Release, IReadOnlyList<IssueToClose> Issues, IReadOnlyList<CveToPublish> Cves, IReadOnlyList<ReportToTell> Reports)
{
    /// <param name="known">What is known of the CVEs beyond their fixes, by our own id.</param>
    public static CloseOutPlan Of(Release release, IReadOnlyDictionary<string, KnownCve> known)
    {
        // What another release took over is closed out there.
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

    /// <summary>The ids of what a part consists of.</summary>
    public IReadOnlyList<string> Subjects(Part part) => part switch
    {
        Part.Issues => [.. Issues.Select(issue => issue.Id)],
        Part.Cves or Part.Records => [.. Cves.Select(cve => cve.Id)],
        _ => [.. Reports.Select(report => report.Id)],
    };

    /// <summary>Plain text: what people call it.</summary>
    public string Name(Part part, string subject) => part switch
    {
        Part.Issues => subject,
        Part.Cves or Part.Records => Cves.First(cve => cve.Id == subject).Name,
        _ => Reports.First(report => report.Id == subject).Report,
    };

    /// <summary>Another one for anything else that would be done or said.</summary>
    public string Mark() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Options)).AsSpan(0, 8));

    private static bool IsReported(ReleaseFix fix, IReadOnlyDictionary<string, KnownCve> known) =>
        fix.CveId is { } id && known.GetValueOrDefault(id) is { } cve ? cve.Report is not null : fix.Reporter is not null;

    private static string? Hindrance(ReleaseFix fix, KnownCve? known) =>
        known?.Invalid is { } why ? $"advisory::invalid ({why})"
        : known is { Validated: false } ? "description::validated is missing"
        : fix.CveNumber is null ? "it has no number yet"
        : null;
}

/// <summary>What is known of a CVE beyond its fixes.</summary>
/// <param name="Validated">Whether a second person confirmed title and description as they stand.</param>
/// <param name="Invalid">Why its advisory is invalid; null when it is not.</param>
/// <param name="Report">Its HackerOne report; null when there is none.</param>
/// <param name="Engineer">Slack user id of who handles the report; null when nobody has said.</param>
public sealed record KnownCve(bool Validated, string? Invalid, string? Report, string? Engineer)
{
    /// <summary>Those of a release that have a record, by our own id.</summary>
    public static async Task<IReadOnlyDictionary<string, KnownCve>> Read(IStore store, Doc<Release> release, CancellationToken ct) =>
        (await CveStore.Open(store, release, ct)).Cves.Where(cve => cve.Known is not null)
            .ToDictionary(cve => cve.Id, cve => new KnownCve(cve.IsValidated, cve.Known!.Invalid?.Reason, cve.Report, cve.Known.Report?.Engineer));
}
