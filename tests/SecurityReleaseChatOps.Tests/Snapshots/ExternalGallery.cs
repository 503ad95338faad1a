using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The forms of <c>/comms classify</c> and their answers.</summary>
internal static class ExternalGallery
{
    /// <param name="words">What somebody typed.</param>
    public static IEnumerable<(string Name, JsonObject Json)> All(IReadOnlyList<Release> releases, string words)
    {
        var procedure = ExternalReader.Load();
        yield return ("classify", Sent.Json(ClassifyModal.Render(procedure, null)));
        yield return ("classify incident", Sent.Json(ClassifyModal.Render(procedure, procedure.Find("incident"), words)));
        yield return ("classified incident", Sent.Json(ClassifiedModal.Render(ExternalRules.Classify(procedure, procedure.Find("incident")!, null), Issue("incident"), [], mayStart: false)));
        yield return ("classified vulnerability", Sent.Json(ClassifiedModal.Render(ExternalRules.Classify(procedure, procedure.Find("vulnerability")!, ExternalReply.Yes), Issue("vulnerability"), releases, mayStart: true)));

        string Issue(string id) => new ExternalIssue().Write(ExternalRules.Classify(procedure, procedure.Find(id)!, null), words, "Chloe");
    }
}
