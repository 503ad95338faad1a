using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Cves;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The CVEs of a release.</summary>
internal static class CveGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        // A release with an override reason stands for the longest of everything.
        var wild = string.IsNullOrWhiteSpace(release.OverrideReason) ? null : release.OverrideReason;
        string Words(string usual, int most) => wild is null ? usual : wild[..Math.Min(wild.Length, most)];
        release = release with
        {
            Fixes = [.. Enumerable.Range(1, wild is null ? 3 : CveRules.Most)
                .Select(i => new ReleaseFix($"gitlab-org/gitlab#{i}", null, i == 2 ? "gitlab-org/cves#2" : $"CVE-2026-{1000 + i}", now)
            {
                Title = i == 3 ? null : Words(CveSample.Title, CveRules.LongestTitle),
                Severity = i == 3 ? null : Severity.High,
            })],
        };
        var yaml = CveSample.Yaml([.. release.Versions.Take(20)], 1).Replace("CWE-79", "CWE-9999");
        var known = new Cve
        {
            Release = release.Id,
            Id = "CVE-2026-1001",
            Yaml = yaml,
            Details = new(false, Words("15.4", 30)),
            Council = new(8.7m, "AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N", 2),
            Report = new("https://hackerone.com/reports/1000", "U03"),
            Validated = new("U05", now, ReleaseCve.TextHash(release.Fixes[0].Title, CveYaml.TryRead(yaml, out var record, out _) ? record.Description : null)),
            Invalid = new(Words("the bot misses a CPE", 300), "U05", now),
            Edited = new("U03", now),
        };
        var all = ReleaseCvesSnapshot.Of(
            new Doc<Release>(release.Id, release, 1),
            [new(CveStore.Key(known), known, 1),
                new("x", known with { Id = "gitlab-org/cves#2", Invalid = null, Validated = null, Yaml = wild is null ? yaml : "x: " + wild }, 1)]);
        var (findings, one, about) = (CveFindings.In(all), all.Cves[0], new AboutRelease(release.Id, Of: "CVE-2026-1001"));
        yield return ("cves", Sent.Json(CveMessage.List(all, findings)));
        yield return ("cves none", Sent.Json(CveMessage.List(all with { Cves = [] }, findings)));
        yield return ("cve", Sent.Json(CveMessage.Show(all, one, findings, id => id)));
        yield return ("cve without yaml", Sent.Json(CveMessage.Show(all, all.Cves[2], findings, id => id)));
        yield return ("cve checked", Sent.Json(CveMessage.Checked(all, [one], findings, ":white_check_mark: Saved.")));
        yield return ("cves checked", Sent.Json(CveMessage.Checked(all, all.Cves, findings)));
        yield return ("cve add", Sent.Json(CveModal.Render(all, null, new(release.Id))));
        yield return ("cve edit", Sent.Json(CveModal.Render(all, one, about)));
        yield return ("cve details", Sent.Json(DetailsModal.Render(all, one, about)));
        yield return ("cve validate", Sent.Json(ValidateModal.Render(all, one, about)));
        yield return ("cve fill", Sent.Json(FillModal.Render(all, all.Cves[2], about)));
    }
}
