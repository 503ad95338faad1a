using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>The app is restarted on the same data while people are in the middle of something.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Open_forms_buttons_and_waiting_messages_outlast_a_restart()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        await anna.Runs("/handover");
        var form = (await anna.SeesModal("Hand over")).Fill(("Status", "Written before, sent after"));
        await day.Restart();
        await form.Submit();
        var handover = await maria.Sees("Written before, sent after");
        await day.Restart();
        await maria.Clicks("Accept", handover);
        await maria.Sees($"Accepted by {day.Name("maria")}");
        (await maria.Runs("/release status")).ShouldContain("*María López* is on it now");
        (await maria.Messages()).Count(m => m.Says("Accepted by")).ShouldBe(1);
    }

    [Fact]
    public async Task A_release_on_LiteDB_outlasts_a_restart_and_is_handed_over()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("chatops-litedb-").FullName;
        await using (var day = await TestDay.StartEmpty("--Storage:Provider=LiteDb", $"--Storage:ConnectionString={Path.Combine(folder, "chatops.litedb")}"))
        {
            await day.As("grace").Clicks("Add all of PSIRT", (await day.As("grace").Asks("/rotation"))!);
            await day.StartsRelease();
            await day.Restart();
            await day.HandsOver("anna");
            await day.As("maria").Sees("All CVEs are requested");
            await day.Settles();
            await day.ReadySays("chatops.litedb works");
        }
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_could_not_be_said_before_the_stop_is_said_after_the_start_and_once()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/faults", new { method = "chat.postMessage", times = 1, kind = "timeout", applied = true });
        var anna = day.As("anna");
        await anna.Runs("/release new");
        await (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        await day.Until(async () => (await day.Journal("chat.postMessage")).Count > 0, "It should be posted.");
        await day.Restart();
        await anna.Sees("18.6.1");
        await day.Settles();
        (await anna.Messages()).Count(m => m.Says("18.6.1 · Preparing")).ShouldBe(1);
    }
}
