using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Operation;

/// <summary>
/// Takes what was embargoed, and what people typed, out of releases that ended long ago (<c>Releases:KeepEmbargoedDays</c>): out of their
/// documents, of the messages as we keep them, and of the audit, which keeps who did what when. It cannot be undone.
/// </summary>
internal sealed class RetentionJob(EndedReleases ended, IStore store, Settings settings) : IDueJob
{
    public const string Name = "retention";

    // Documents that say nothing else.
    private static readonly string[] Gone = ["cve", "blog-post", "blog-post-text", "embargo", "collected", "release-move", "told"];

    // Of the others what is said in these, however deep; named as the JSON has them.
    private static readonly Dictionary<string, string[]> Said = new(StringComparer.Ordinal)
    {
        ["release"] = ["fixes", "links", "publishedWhy", "reason", "overrideReason"],
        ["handover"] = ["status", "next", "notes", "items", "links"],
        ["ping"] = ["text", "words", "multi", "single", "self", "elsewhere"],
        ["customer-text"] = ["email", "tweet", "link", "words"],
        ["checklist"] = ["why", "forcedWhy", "comments", "failures", "title", "help", "manual", "waitedFor", "recent"],
        ["readiness"] = ["fixes", "lacking", "why"],
        ["close-out"] = ["subject"],
        ["prompt"] = ["nothingBecause"],
        ["thanks"] = ["text"],
    };

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var release in await Due(now, ct))
            await store.Commit(await TakeOut(release, now, ct), ct); // a conflict: it is decided again at the next look
    }

    /// <summary>The releases whose time has come.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Due(DateTimeOffset now, CancellationToken ct) =>
        settings.KeepEmbargoedDays is { } days ? await ended.Before(now.AddDays(-days), ct) : [];

    private async Task<Commit> TakeOut(Doc<Release> release, DateTimeOffset now, CancellationToken ct)
    {
        var commit = new Commit().TakeOut(Name, release.Id);
        foreach (var name in Gone)
        {
            var kind = new DocumentKind<JsonObject>(name);
            foreach (var doc in await Of(kind, release.Id, ct))
                commit.Delete(kind, doc.Id, doc.Version);
        }
        foreach (var (name, said) in Said)
        {
            var kind = new DocumentKind<JsonObject>(name);
            foreach (var doc in await Of(kind, release.Id, ct))
            {
                var left = doc.Value.DeepClone().AsObject();
                Blank(left, said);
                if (name == "release")
                    left["takenOutAt"] = now;
                commit.Put(kind, doc.Id, left, doc.Version);
            }
        }
        return commit;
    }

    private async Task<IEnumerable<Doc<JsonObject>>> Of(DocumentKind<JsonObject> kind, string release, CancellationToken ct) =>
        (await store.All(kind, release, ct)).Where(doc => TakingOut.IsOf(doc.Id, release));

    private static void Blank(JsonNode? node, string[] said)
    {
        foreach (var (name, value) in node is JsonObject all ? all.ToList() : [])
        {
            // A step of one fix or CVE is named after it.
            if (name.Contains(':') || (said.Contains(name) && value is JsonObject))
                node!.AsObject().Remove(name);
            else if (said.Contains(name) && value is not null)
                node![name] = value is JsonArray ? new JsonArray() : TakingOut.Words;
            else
                Blank(value, said);
        }
        foreach (var one in node as JsonArray ?? [])
            Blank(one, said);
    }
}
