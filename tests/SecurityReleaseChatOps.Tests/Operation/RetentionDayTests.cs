using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary><c>Releases:KeepEmbargoedDays</c>: embargoed facts are removed, who did what when is kept.</summary>
public sealed class RetentionDayTests
{
    // Each is typed in a different place.
    private static readonly string[] Typed = ["Walrus", "Pelican", "Osprey", "Heron", "Marlin", "Narwhal"];

    [SkippableTheory, EveryEngine]
    public async Task What_was_embargoed_is_taken_out_after_its_time_and_the_audit_stays_whole(string engine)
    {
        using var database = new TestDatabase(engine);
        using var beside = new TestDatabase("Sqlite");
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(beside.File)!).FullName;
        string[] settings =
            ["--Releases:KeepEmbargoedDays=30", $"--Storage:Provider={engine}", $"--Storage:ConnectionString={database.Options.ConnectionString}"];
        AuditHead kept;
        await using (var day = await TestDay.StartEmpty(settings))
        {
            var (grace, anna) = (day.As("grace"), day.As("anna"));
            await grace.Clicks("Add all of PSIRT", (await grace.Asks("/rotation"))!);
            await day.StartsRelease();
            await anna.Runs("/release fixes");
            await (await anna.SeesModal("Fixes")).Fill([("Fixes", "gitlab-org/gitlab#4711 high | Walrus in notes")]).Submit();
            await day.HandsOver("anna", "Pelican is requested");
            await day.Tells("anna", "legal", "Please read about the Osprey by noon.");
            await anna.Runs("/checklist comment cut Heron wants two more");
            await anna.Runs("/release cancel");
            await (await anna.SeesModal("Cancel release")).Fill([("Why", "Marlin was found to be wrong")]).Submit();
            await day.StartsRelease("18.7.1", ("Due date", "2026-12-09"));
            await day.HandsOver("anna", "Narwhal stays");
            await day.Settles();
            var all = Everything(database, folder, "before");
            Typed.Where(word => !all.Contains(word, StringComparison.Ordinal)).ShouldBeEmpty();
            kept = AuditTests.Verify(database).Head;

            await day.At("2026-12-20T09:00:00Z");
            (await Due(day)).ShouldBeEmpty();
            await day.LooksOnlyWhenTold();
            await day.SetClock("2027-01-10T09:00:00Z");
            await day.Services.GetRequiredKeyedService<IDueJob>(ReleaseEndsJob.Name).Look(day.Services.GetRequiredService<TimeProvider>().Now(), default);
            (await Due(day)).ShouldBe(["R1"]);
            await day.Settles();
            (await Due(day)).ShouldBeEmpty();
            await day.Services.GetRequiredService<IStore>().Prune(Instant.MaxValue);
            (await day.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value.TakenOutAt.ShouldNotBeNull();
            (await anna.Runs("/release log R1")).ShouldContain("Anna de Vries");
            (await anna.Runs("/release status R1")).ShouldNotContain("Walrus");
            (await anna.Runs("/release told R1")).ShouldContain("The file is in your messages");
            await day.Settles();
        }
        var left = Everything(database, folder, "after");
        Typed.Where(word => left.Contains(word, StringComparison.Ordinal)).ShouldBe(["Narwhal"], "it is of a release that goes on");
        left.ShouldNotContain("gitlab#4711");
        var verdict = AuditTests.Verify(database, kept);
        verdict.Findings.ShouldBeEmpty();
        verdict.TakenOut.ShouldBeGreaterThan(4);
        var handover = StoredAudit.Read(database.Options, rows => rows.First(row => row is { What: "wrote", Subject: "handover/R1-H1" }));
        (handover.Who, handover.Before, handover.After).ShouldBe(("U03", null, null));
        StoredAudit.Read(database.Options, rows => rows.Count(row => row.What == AuditCheck.TookOut)).ShouldBe(1);
        (await Verification.Run(settings, null, default)).Findings.ShouldBeEmpty();
    }

    [SkippableTheory, EveryEngine]
    public async Task Of_a_release_that_was_published_and_closed_no_word_is_left_either(string engine)
    {
        using var database = new TestDatabase(engine);
        using var beside = new TestDatabase("Sqlite");
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(beside.File)!).FullName;
        string[] words = ["gitlab#4711", "CVE-2026-4711", "Walrus", "Heron", "Pelican", "Osprey", "Marlin", "Narwhal", "Dolphin", "Gannet"];
        await using var day = await TestDay.StartEmpty(
            "--Releases:KeepEmbargoedDays=30", $"--Storage:Provider={engine}", $"--Storage:ConnectionString={database.Options.ConnectionString}");
        var (grace, anna, maria) = (day.As("grace"), day.As("anna"), day.As("maria"));
        await grace.Clicks("Add all of PSIRT", (await grace.Asks("/rotation"))!);
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#4711 CVE-2026-4711 high | Walrus in notes | reported by Gannet");
        (await anna.Runs("/checklist done cut Heron wants two more")).ShouldContain("Done");
        (await anna.Runs("/checklist comment task-issue Heron wants another")).ShouldNotContain("No step");
        await day.Tells("anna", "legal", "Please read about the Osprey by noon.");
        await day.HandsOver("anna", "Pelican is requested");
        await maria.Clicks("Accept", await maria.Sees("Pelican is requested"));
        foreach (var morning in new[] { "2026-11-24T08:00:00Z", "2026-11-24T14:00:00Z", "2026-11-25T08:00:00Z", "2026-11-25T14:00:00Z" })
            await day.At(morning);
        await anna.Runs("/release merged");
        await day.SaysItIsPublic("anna", reason: "Marlin goes out");
        await anna.Runs("/thanks");
        var thanks = await anna.SeesModal("Thanks");
        await thanks.Fill(("Message", thanks["Message"] + "\nNarwhal!")).Submit();
        await anna.Sees("Narwhal!", "thanks");
        await anna.Runs("/release report R1");
        await anna.Runs("/release close");
        var closing = await anna.SeesModal("Close-out");
        foreach (var label in closing.Labels)
            closing.Fill((label, "Dolphin comes later"));
        await closing.Submit();
        await anna.Sees("is closed.");
        await day.Settles();
        var all = Rows(database, folder, "before");
        words.Where(word => !all.Exists(row => row.Contains(word, StringComparison.Ordinal))).ShouldBeEmpty("each is typed somewhere");

        foreach (var moment in new[] { "2026-12-30T09:00:00Z", "2027-03-01T09:00:00Z", "2027-03-01T10:00:00Z" })
            await day.At(moment);
        (await day.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value.TakenOutAt.ShouldNotBeNull();
        Rows(database, folder, "after").Where(row => words.Any(word => row.Contains(word, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [SkippableTheory, EveryEngine]
    public async Task A_message_that_Slack_never_takes_does_not_keep_its_release_from_losing_its_words(string engine)
    {
        using var database = new TestDatabase(engine);
        await using var day = await TestDay.StartEmpty(
            "--Releases:KeepEmbargoedDays=30", $"--Storage:Provider={engine}", $"--Storage:ConnectionString={database.Options.ConnectionString}");
        var (grace, anna) = (day.As("grace"), day.As("anna"));
        await grace.Clicks("Add all of PSIRT", (await grace.Asks("/rotation"))!);
        await day.StartsRelease();
        await day.Settles();
        await day.Control.Post("/control/faults", new { method = "chat.update", kind = "500", times = 100_000 });
        await anna.Runs("/release cancel");
        await (await anna.SeesModal("Cancel release")).Fill([("Why", "Marlin was found to be wrong")]).Submit();

        await day.At("2026-11-25T08:00:00Z");
        await day.ReadySays("Not delivered to sec-psirt-team: release/R1: It waited for a day");
        foreach (var moment in new[] { "2027-01-10T09:00:00Z", "2027-01-10T10:00:00Z" })
            await day.At(moment);
        (await day.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value.TakenOutAt.ShouldNotBeNull();
    }

    [SkippableTheory, EveryEngine]
    public async Task What_was_taken_away_and_no_entry_says_so_is_found(string engine)
    {
        using var database = new TestDatabase(engine);
        using (var store = database.Open())
        {
            await store.Commit(new Commit().Audit("U1", "wrote", "handover/R1-H1", null, "x").Audit("U1", "wrote", "handover/R2-H1", null, "x"));
            await store.Commit(new Commit().TakeOut("retention", "R1"));
        }
        AuditTests.Verify(database).Findings.ShouldBeEmpty();
        AuditTests.Change(database, row => row.Seq == 2 ? row with { After = null, Content = AuditChain.ContentDigest(row) } : row);
        AuditTests.Verify(database).Findings.ShouldHaveSingleItem().ShouldStartWith("Entry 2 lost what it said");
    }

    [SkippableTheory, EveryEngine]
    public async Task Messages_of_several_releases_lose_their_words_too_once_nothing_is_on_its_way(string engine)
    {
        using var database = new TestDatabase(engine);
        using var store = database.Open();
        var outbox = new OutboxTable(store);
        (string Key, string Words, Classification About)[] all =
        [
            ("release/R1", "Walrus", Classification.Embargoed("R1")), ("brief/U1/2026-11-24", "Due today:\nR1 Walrus, *R2*", Classification.Internal),
            ("checklist-due/R1/cve:CVE-2026-4711/20261124", "Walrus", Classification.Internal), ("brief/U2/2026-11-24", "R10, AR1", Classification.Internal),
        ];
        foreach (var (key, words, about) in all)
        {
            await store.Commit(new Commit().Show(key, "C1", words, about));
            (await store.Commit(new Commit().TakeOut("retention", "R1")))
                .ShouldBe(key == "brief/U2/2026-11-24" ? CommitResult.Saved : CommitResult.Conflict, key);
            await outbox.Settled((await outbox.Find(key, default))!, default);
        }
        var left = new List<string?>();
        foreach (var (key, _, _) in all)
            left.Add((await outbox.Find(key, default))?.Body);
        left[..3].ShouldBe([TakingOut.Body, TakingOut.Body, null]);
        left[3].ShouldNotBeNull().ShouldContain("R10, AR1");
    }

    /// <summary>The output of <c>retention</c>.</summary>
    private static async Task<IEnumerable<string>> Due(TestDay day) =>
        (await ((RetentionJob)day.Services.GetRequiredKeyedService<IDueJob>(RetentionJob.Name))
            .Due(day.Services.GetRequiredService<TimeProvider>().Now(), default)).Select(release => release.Id);

    /// <summary>Everything in the database, as one text.</summary>
    private static string Everything(TestDatabase database, string folder, string name)
    {
        var file = Path.Combine(folder, name);
        Backup.Write(database.Options, file, NodaConstants.UnixEpoch);
        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return unpacked.ReadToEnd();
    }

    private static List<string> Rows(TestDatabase database, string folder, string name) => [.. Everything(database, folder, name).Split('\n')];
}
