using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Load;

/// <summary>
/// A database used for years: 500 people, 50 active releases, and five years of ended ones, each with its checklist, handovers, CVEs,
/// announcements and their answers, messages and audit. Generated, and identical for every run on the same day.
/// </summary>
internal static class LongHistory
{
    /// <summary>How many releases are active.</summary>
    public const int Active = 50;

    private const int Presses = 30;
    private const int Cves = 12;
    private const int Pings = 20;

    // As many as a release that was really played from start to close left behind.
    private const int Messages = 90;
    private const int Deeds = 160;

    // The first active release.
    private static string First => string.Create(CultureInfo.InvariantCulture, $"R{People.Ended + 1}");

    /// <summary>Five years of a rotation of 500 people, who are also PSIRT.</summary>
    public static LargeRotation People { get; } = new(500, 1, 5);

    /// <param name="folder">Folder for the rotation's files.</param>
    /// <returns>The app's settings for it.</returns>
    public static async Task<IReadOnlyList<string>> Write(LoadOptions options, StoreOptions storage, string folder, CancellationToken cancellation)
    {
        await People.Write(storage);
        IReadOnlyList<string> settings = [$"--Storage:Provider={storage.Provider}", .. People.WriteCadences(folder)];
        // The app itself generates one release's data, which is then copied.
        await TheApp.Run(
            options, storage.ConnectionString, settings, People.Ids, "", async (slack, app) =>
            {
                await TheApp.StartReleases(app, slack, Enumerable.Range(1, Active), cancellation);
                using var done = new DoneUser(First);
                using var handOver = new HandOverUser([First], slack);
                using var connection = await app.Connect(cancellation);
                for (var i = 0; i < Presses; i++)
                    await Once(done, connection, cancellation);
                await Once(handOver, connection, cancellation);
            }, cancellation);
        using var store = DocumentStore.Open(storage, TimeProvider.System, () => throw new InvalidOperationException("Nothing is told."));
        var left = new List<(string Kind, StoredDocument Document)>();
        foreach (var kind in new[] { "checklist", "handover" })
            left.AddRange((await store.Engine.All(kind, First, cancellation)).Select(found => (kind, found)));
        if (left.Count < 2)
            throw new LoadException($"{First} left no checklist or no handover.");
        var ended = (await store.All(ReleaseStore.Kind, cancellationToken: cancellation)).Select(doc => doc.Value).Where(one => one.OverAt is not null);
        foreach (var release in ended)
        {
            if (await store.Write([.. Left(release, left)], cancellation) is { } undoneBy)
                throw new LoadException($"What {release.Id} left could not be saved: step {undoneBy}.");
        }
        return settings;
    }

    private static async Task Once(IUser user, LoadConnection connection, CancellationToken cancellation)
    {
        await user.Prepare(connection, cancellation);
        await user.Ask(connection, cancellation);
    }

    private static IEnumerable<CommitStep> Left(Release release, IEnumerable<(string Kind, StoredDocument Document)> asFirst)
    {
        var (by, at) = (release.Primary, release.OverAt!.Value);
        foreach (var (kind, document) in asFirst)
            yield return new CommitStep.Put(kind, As(document.Id), As(document.Body), 0);
        for (var i = 0; i < Cves; i++)
        {
            yield return Put("cve", $"{release.Id}/c{i}", new Cve { Release = release.Id, Id = $"c{i}", Yaml = Lines(60), Edited = new(by, at) });
        }
        for (var i = 0; i < Pings; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{release.Id}/own-{i}");
            yield return Put("ping", id, new Ping
            {
                Id = id, Release = release.Id, Audience = Audience.Legal, Text = Lines(6), By = by, WrittenAt = at, SentAt = at, Posted = true,
                Answers = [new(AnswerKind.Acknowledged, release.Secondary, at)],
            });
        }
        for (var i = 0; i < Messages; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"history/{release.Id}/{i}");
            yield return new CommitStep.Show(key, "sec-psirt-team", null, Json(new { text = Lines(10) }), Json(Classification.Internal));
            yield return new CommitStep.Stands(key, 1, "C0", string.Create(CultureInfo.InvariantCulture, $"1600000000.{i:D6}"));
        }
        for (var i = 0; i < Deeds; i++)
            yield return new CommitStep.Audit(by, "did", "release/" + release.Id, null, Lines(8));

        string As(string text) => Regex.Replace(text, $@"\b{First}\b", release.Id, RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static CommitStep.Put Put<T>(string kind, string id, T value) => new(kind, id, new DocumentKind<T>(kind).Write(value), 0);

    private static string Lines(int count) =>
        string.Join('\n', Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}: as people write them, a line of words")));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, StoreJson.Options);
}
