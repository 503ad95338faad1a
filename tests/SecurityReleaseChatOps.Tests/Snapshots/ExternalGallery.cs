using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The forms of <c>/comms classify</c> and their answers.</summary>
internal static class ExternalGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        // A release with an override reason stands for long texts and many releases.
        var words = release.OverrideReason is { } wild ? wild[..Math.Min(wild.Length, 500)] : $"Asked for on {at.InUtc().Date:uuuu-MM-dd}";
        IReadOnlyList<Release> releases = [.. Enumerable.Repeat(release, release.OverrideReason is null ? 1 : 60)];
        var procedure = ExternalReader.Load();
        yield return ("classify", Sent.Json(ClassifyModal.Render(procedure, null)));
        yield return ("classify incident", Sent.Json(ClassifyModal.Render(procedure, procedure.Find("incident"), words)));
        yield return ("classified incident",
            Sent.Json(ClassifiedModal.Render(
                procedure.Classify(procedure.Find("incident")!, null), Issue("incident"), [], mayStart: false, CommsGallery.Name)));
        yield return ("classified vulnerability",
            Sent.Json(ClassifiedModal.Render(
                procedure.Classify(procedure.Find("vulnerability")!, ExternalReply.Yes), Issue("vulnerability"), releases, mayStart: true,
                CommsGallery.Name)));

        string Issue(string id) => new ExternalIssue().Write(procedure.Classify(procedure.Find(id)!, null), words, "Chloe");
    }
}
