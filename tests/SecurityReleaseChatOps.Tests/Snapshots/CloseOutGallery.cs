using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.CloseOut;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Fixes one by one, the gates, and what follows the publication.</summary>
internal static class CloseOutGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        // A release with an override reason stands for the longest of everything.
        var words = release.OverrideReason is { } wild && !string.IsNullOrWhiteSpace(wild) ? wild[..Math.Min(wild.Length, ReleaseFixes.LongestLine / 8)] : null;
        var many = words is null ? 2 : ReleaseFixes.Most;
        release = release with
        {
            Fixes = [.. Enumerable.Range(1, many).Select(i => new ReleaseFix($"gitlab-org/gitlab#{i}", null, $"CVE-2026-{1000 + i}", now)
            {
                Title = words ?? "Stored XSS in notes",
                Severity = Severity.High,
                Authors = [words ?? "Jane Doe"],
                Reporter = words ?? "alice",
                In = i == 1 ? new Dictionary<string, FixIn> { [release.Versions[0]] = new(FixState.Merged, "U03", now) } : new Dictionary<string, FixIn>(),
            })],
        };
        yield return ("fix", Sent.Json(FixModal.Render(release, release.Fixes[0], new Dictionary<string, Member>(), new(release.Id))));
        yield return ("fixes standing", Sent.Json(FixesMessage.Render(release, VulnerabilitySla.Read("high: 30", "sla.yaml"), opens: true)));
        yield return ("gates",
            Sent.Json(GatesMessage.Render(
                release, [.. GatesMessage.ToCome(release).Select(gate => (gate, gate == Gate.Cut ? [] : FixRules.Missing(release, author => author)))])));

        release = release with { State = ReleaseState.Published, PublishedAt = now };
        var known = release.Fixes.ToDictionary(
            fix => fix.CveId!, fix => new KnownCve(fix != release.Fixes[^1], null, "https://hackerone.com/reports/1", "U05"));
        var start = new CloseOutSnapshot(release, CloseOutPlan.Of(release, known), new() { Release = release.Id }, null);
        yield return ("close-out", Sent.Json(CloseOutModal.Render(start, new(release.Id), Gallery.Name)));
        var agreed = start with { State = start.State with { Agreed = [new("U03", now, start.Plan.Mark()), new("U05", now, start.Plan.Mark())] } };
        var half = agreed with { State = CloseOutRules.Tick(agreed, Part.Issues, [release.Fixes[0].Id], "U03", now).Value! };
        yield return ("close-out under way", Sent.Json(CloseOutModal.Render(half, new(release.Id), Gallery.Name)));
        foreach (var part in Enum.GetValues<Part>())
            yield return ($"close-out {part}", Sent.Json(PartModal.Render(half, part, new(release.Id), Gallery.Name)));
        yield return ("records question", Sent.Json(RecordsQuestion.Render(start, 2)));
    }
}
