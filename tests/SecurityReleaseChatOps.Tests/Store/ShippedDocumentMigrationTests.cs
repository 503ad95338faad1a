using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>What each migration makes of documents of the previous shape.</summary>
public sealed class ShippedDocumentMigrationTests
{
    private const string Definition =
        """
        {"name":"planned","title":"T","source":"S","version":"1","for":{"severities":[],"kinds":["planned"],"products":[]},"tracker":"t","stages":[{"id":"s","title":"S","items":[
        {"id":"legal","title":"L","after":[],"pings":["legal"],"rows":[]},{"id":"our-mail","title":"M","after":[],"pings":[],"rows":[],"deed":"emailSent"},
        {"id":"fix","title":"F","per":"fix","after":[],"pings":[],"rows":[],"deed":"emailApproved"},{"id":"tools","title":"T","after":[],"pings":[],"rows":[]}]}]}
        """;

    [SkippableTheory, EveryEngine]
    public void A_tick_on_a_step_that_what_happens_settles_now_was_done_in_another_way(string engine)
    {
        Migrated(
            engine, "checklist",
            """
            {"definition":"planned","version":"1","steps":{
            "legal":{"status":"done","confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"},{"by":"U2","at":"2026-11-23T08:00:00+00:00","status":"notNeeded","why":"w"}]},
            "our-mail":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done","why":"forced"}]},
            "fix:a#1":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"}]},
            "tools":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"}]},
            "day-1":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"}]}},
            "recent":[{"by":"U1","before":{"legal":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"}]},"tools":null}}]}
            """).ShouldBe(
            """
            {"definition":"planned","version":"1","steps":{
            "legal":{"status":"done","confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done","why":"ticked before the update"},{"by":"U2","at":"2026-11-23T08:00:00+00:00","status":"notNeeded","why":"w"}]},
            "our-mail":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done","why":"forced"}]},
            "fix:a#1":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done","why":"ticked before the update"}]},
            "tools":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"}]},
            "day-1":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done"}]}},
            "recent":[{"by":"U1","before":{"legal":{"confirmations":[{"by":"U1","at":"2026-11-23T08:00:00+00:00","status":"done","why":"ticked before the update"}]},"tools":null}}]}
            """.ReplaceLineEndings(""));
    }

    [SkippableTheory]
    [InlineData("""{"by":"U1","sentAt":"a","posted":true,"acknowledgedBy":"U2","acknowledgedAt":"b","remindedAt":"c"}""", """{"by":"U1","sentAt":"a","posted":true,"remindedAt":"c","answers":[{"what":"acknowledged","by":"U2","at":"b"}]}""")]
    [InlineData("""{"by":"U1","sentAt":"a","posted":true,"elsewhere":"on the phone"}""", """{"by":"U1","sentAt":"a","posted":true,"answers":[{"what":"acknowledged","by":"U1","at":"a","elsewhere":"on the phone"}]}""")]
    [InlineData("""{"by":"U1","sentAt":"a","posted":false,"elsewhere":"in an issue"}""", """{"by":"U1","sentAt":"a","posted":false,"elsewhere":"in an issue"}""")]
    [InlineData("""{"by":"U1","sendAt":"a","posted":false}""", """{"by":"U1","sendAt":"a","posted":false}""")]
    public void An_acknowledgement_is_the_first_answer_to_a_message(string before, string after)
    {
        foreach (var engine in new[] { "Sqlite", "Postgres" })
            Migrated(engine, "ping", before).ShouldBe(after);
    }

    [Fact]
    public void What_has_its_new_shape_stays_as_it_is()
    {
        var folder = Leftovers.Unpack("before-issue-9");
        try
        {
            using var engine = Engine.Open(new StoreOptions { ConnectionString = $"Data Source={Path.Combine(folder, "chatops.db")}" });
            Migrator.Run(engine, Migration.Shipped, NodaConstants.UnixEpoch);
            var once = All(engine);
            Migrator.Run(
                engine, [.. Migration.Shipped, .. DocumentMigration.Declared().Select((again, n) => again with { Number = Migration.Shipped.Count + 1 + n })],
                NodaConstants.UnixEpoch);
            All(engine).ShouldBe(once);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A document of an older version as it is after the start.</summary>
    private static string Migrated(string engine, string kind, string body)
    {
        using var database = new TestDatabase(engine);
        using var opened = Engine.Open(database.Options);
        Migrator.Run(opened, [.. Migration.Shipped.TakeWhile(step => step is SchemaMigration)], NodaConstants.UnixEpoch);
        MigrationTests.WriteDocument(opened, "checklist-definition", "planned@1", Definition);
        MigrationTests.WriteDocument(opened, kind, "R1", body);
        Migrator.Run(opened, Migration.Shipped, NodaConstants.UnixEpoch);
        return All(opened)[$"{kind}/R1"].Body;
    }

    private static Dictionary<string, (long Version, string Body)> All(Engine engine)
    {
        using var session = engine.OpenWriter();
        return Leftovers.Kinds.Distinct().SelectMany(kind => session.Documents(kind).Select(found => (Id: $"{kind}/{found.Id}", found.Version, found.Body)))
            .ToDictionary(found => found.Id, found => (found.Version, found.Body));
    }
}
