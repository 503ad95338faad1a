using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Thanks;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The thanks for a release, and the messages to reporters.</summary>
internal static class ThanksGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        // A release with an override reason stands for the longest of everything.
        var words = release.OverrideReason is { } wild && !string.IsNullOrWhiteSpace(wild) ? wild[..Math.Min(wild.Length, ReleaseFixes.LongestLine / 8)] : null;
        var many = words is null ? 2 : ReleaseFixes.Most;
        release = release with
        {
            PublishedAt = now,
            Fixes = [.. Enumerable.Range(1, many).Select(i => new ReleaseFix($"gitlab-org/gitlab#{i}", null, $"CVE-2026-{1000 + i}", now)
            {
                Title = words ?? "Stored XSS in notes",
                Authors = [words ?? "Jane Doe", $"Author {i}"],
                Reporter = $"{words ?? "alice"}{(i % 10 == 1 ? "" : i)}",
            })],
        };
        var people =
            new[] { Person("U03", "anna", "Anna de Vries"), Person("U05", "maria", "María López"),
                Person("U04", "oliver", "Oliver Hughes") with { Deleted = true } }.ToDictionary(member => member.Id);
        var gathered = Gathering.Of(
            [
                .. FromHandovers.Of(release, []), new("U04", ThanksGroup.Reviewed, "1 step as the second person"),
                .. Enumerable.Range(0, words is null ? 1 : 300).Select(i => new Contribution($"Person {i}", ThanksGroup.Teams, "answered for Legal")),
                .. FromFixes.Of(release),
            ], people);
        var snapshot = new ThanksSnapshot(new Doc<Release>(release.Id, release, 1), gathered, null, null);
        yield return ("thanks form", Sent.Json(ThanksModal.Render(snapshot, "thanks", new(release.Id))));
        yield return ("thanks form without fixes",
            Sent.Json(ThanksModal.Render(
                snapshot with { ReleaseRead = new(release.Id, release with { Fixes = [] }, 1), Gathered = [.. gathered.Take(2)] }, "thanks", new(release.Id),
                words ?? "Thank you, @anna!")));
        yield return ("thanks", Sent.Json(ThanksMessage.Render(release, ThanksText.Write(release, gathered), gathered)));
        yield return ("thanks researchers", Sent.Json(ResearcherModal.Render(release, ResearcherTexts.Of(release))));
    }

    private static Member Person(string id, string name, string shown) => new(id, name, shown, null, IsBot: false, Deleted: false);
}
