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
            await day.Services.GetRequiredKeyedService<IDueJob>(ReleaseEndsJob.Name).Look(day.Services.GetRequiredService<TimeProvider>().GetUtcNow(), default);
            (await Due(day)).ShouldBe(["R1"]);
            await day.Settles();
            (await Due(day)).ShouldBeEmpty();
            await day.Services.GetRequiredService<IStore>().Prune(DateTimeOffset.MaxValue);
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

    /// <summary>The output of <c>retention</c>.</summary>
    private static async Task<IEnumerable<string>> Due(TestDay day) =>
        (await ((RetentionJob)day.Services.GetRequiredKeyedService<IDueJob>(RetentionJob.Name))
            .Due(day.Services.GetRequiredService<TimeProvider>().GetUtcNow(), default)).Select(release => release.Id);

    /// <summary>Everything in the database, as one text.</summary>
    private static string Everything(TestDatabase database, string folder, string name)
    {
        var file = Path.Combine(folder, name);
        Backup.Write(database.Options, file, DateTimeOffset.UnixEpoch);
        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return unpacked.ReadToEnd();
    }
}
