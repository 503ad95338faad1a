using System.Globalization;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>Backups are taken while people work.</summary>
public sealed class BackupDayTests
{
    [SkippableTheory, EveryEngine]
    public async Task What_is_saved_under_load_comes_back_and_its_audit_is_whole(string engine)
    {
        using var database = new TestDatabase(engine);
        using var copies = new TestDatabase("Sqlite");
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(copies.File)!).FullName;
        await using (var day = await TestDay.StartEmpty(
            $"--Storage:Provider={engine}", $"--Storage:ConnectionString={database.Options.ConnectionString}"))
        {
            var grace = day.As("grace");
            await grace.Clicks("Add all of PSIRT", (await grace.Asks("/rotation"))!);
            await day.StartsRelease();
            using var stop = new CancellationTokenSource();
            var pressed = 0;
            var pressing = Task.WhenAll(new[] { "anna", "maria" }.Select(async person =>
            {
                while (!stop.IsCancellationRequested)
                    await day.As(person).Runs($"/checklist comment cut {person} looked {Interlocked.Increment(ref pressed)} times");
            }));
            for (var n = 0; n < 3; n++)
            {
                var until = pressed + 5;
                await day.Until(() => Task.FromResult(Volatile.Read(ref pressed) >= until), "People should press.");
                Backup.Write(database.Options, Saved(folder, n), NodaConstants.UnixEpoch);
            }
            await stop.CancelAsync();
            await pressing;
        }
        var (before, last) = (AuditHead.None, AuditTests.Verify(database));
        last.Findings.ShouldBeEmpty();
        for (var n = 0; n < 3; n++)
        {
            (await Verification.Run([], Saved(folder, n), default)).Findings.ShouldBeEmpty();
            using var empty = new TestDatabase(engine);
            Backup.Restore(Saved(folder, n), empty.Options, NodaConstants.UnixEpoch);
            var restored = AuditTests.Verify(empty);
            restored.Findings.ShouldBeEmpty();
            restored.Head.Seq.ShouldBeGreaterThanOrEqualTo(before.Seq);
            AuditTests.Verify(database, restored.Head).Findings.ShouldBeEmpty("it is the beginning of what came after it");
            before = restored.Head;
        }
        before.Seq.ShouldBeGreaterThan(20);
    }

    private static string Saved(string folder, int n) => Path.Combine(folder, n.ToString(CultureInfo.InvariantCulture));
}
