using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Operation;

/// <summary>
/// Removes embargoed facts, and what people typed, from releases that ended long ago (<c>Releases:KeepEmbargoedDays</c>): from their
/// documents, our copies of their messages, and the audit, which still says who did what when. It cannot be undone.
/// </summary>
internal sealed class RetentionJob(EndedReleases ended, IStore store, Settings settings) : IDueJob
{
    public const string Name = "retention";

    // Kinds of documents with nothing else in them: deleted.
    internal static readonly string[] Gone = ["cve", "blog-post", "blog-post-text", "embargo", "collected", "release-move", "told"];

    // In the other kinds these properties are blanked at any depth; JSON names.
    internal static readonly Dictionary<string, string[]> Said = new(StringComparer.Ordinal)
    {
        ["release"] = ["fixes", "links", "edits", "publishedWhy", "reason", "overrideReason"],
        ["handover"] = ["status", "next", "notes", "items", "links", "first"],
        ["ping"] = ["text", "words", "multi", "single", "self", "elsewhere"],
        ["customer-text"] = ["email", "tweet", "link", "why"],
        ["checklist"] = ["why", "forcedWhy", "comments", "failures", "title", "help", "manual", "waitedFor", "recent"],
        ["readiness"] = ["fixes", "lacking", "why"],
        ["close-out"] = ["subject"],
        ["prompt"] = ["nothingBecause"],
        ["thanks"] = ["text"],
    };

    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var release in await Due(now, ct))
            await store.Commit(await TakeOut(release, now, ct), ct); // a conflict, or words on their way to Slack: retried at the next look
    }

    /// <summary>The releases that are due.</summary>
    public async Task<IReadOnlyList<Doc<Release>>> Due(Instant now, CancellationToken ct) =>
        settings.KeepEmbargoedDays is { } days ? await ended.Before(now - Duration.FromDays(days), ct) : [];

    private async Task<Commit> TakeOut(Doc<Release> release, Instant now, CancellationToken ct)
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
                    left["takenOutAt"] = JsonSerializer.SerializeToNode(now, StoreJson.Options);
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
            // The key of a step for one fix or CVE contains its id.
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
