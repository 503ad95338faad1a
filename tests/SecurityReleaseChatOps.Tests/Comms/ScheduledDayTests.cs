using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Pings that go out at a time of their own.</summary>
public sealed class ScheduledDayTests
{
    private const string Words = "Please read the disclosure by noon.";
    private const string Time = "2026-11-23T12:00:00Z";

    [Fact]
    public async Task It_goes_out_at_its_time_once_also_over_a_restart()
    {
        await using var day = await TestDay.Start();
        await Schedule(day);
        await day.At("2026-11-23T11:59:00Z");
        (await day.Count(Words)).ShouldBe(0);
        await day.Restart();
        await day.At(Time);
        await day.Settles();
        await day.Restart();
        await day.At("2026-11-23T12:01:00Z");
        (await day.Count(Words)).ShouldBe(1);
        (await day.As("grace").Sees(Words, "legal")).Text.ShouldNotContain("sent late");
    }

    [Fact]
    public async Task Its_form_says_when_it_goes_out_and_the_plan_lets_it_be_changed()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var modal = await anna.Opens("legal");
        await anna.Uses(modal, "comms.at", Time);
        modal = await anna.SeesModal("Ping");
        modal.Text.ShouldContain(":alarm_clock: Goes out <!date");
        await modal.Fill(("Message", Words)).Submit();
        var plan = (await anna.Asks("/comms"))!;
        plan.Text.ShouldContain("Legal hears it <!date");

        await anna.Clicks("Change", plan);
        modal = await anna.SeesModal("Ping");
        modal.Labels.ShouldNotContain("Audience");
        modal["Message"].ShouldBe(Words);
        await modal.Fill(("Message", "By ten o'clock."), ("Send at", "2026-11-23T10:00:00Z")).Submit();
        await day.At("2026-11-23T10:00:00Z");
        (await day.Count("By ten o'clock.")).ShouldBe(1);
        await day.At(Time);
        (await day.Count("R1")).ShouldBe(1);
        await anna.Runs("/checklist done legal");
        (await anna.SeesModal("Answered elsewhere")).Text.ShouldContain("Review the security disclosure", customMessage: "it is sent, so it is answered now");
    }

    [Fact]
    public async Task What_goes_out_in_own_words_and_what_was_sent_stay_under_the_plan_after_a_press()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Tells("anna", "legal", "Please read it.");
        var anna = day.As("anna");
        var modal = await anna.Opens("legal");
        await anna.Uses(modal, "comms.at", Time);
        await (await anna.SeesModal("Ping")).Fill(("Message", Words)).Submit();

        var plan = (await anna.Asks("/comms"))!;
        plan.Text.ShouldContain($"Goes out <!date^");
        var next = (await day.Board("R1")).Telling("merge-time")!;
        plan = await day.Presses("anna", "claim", next.Key, plan);
        plan.Text.ShouldContain(Words);
        plan.Buttons.ShouldContain("Sent messages");
        await anna.Clicks("Cancel it", plan);
        (await anna.Runs("/comms")).ShouldNotContain(Words);
    }

    [Fact]
    public async Task Cancelled_it_does_not_go_out_and_can_be_written_anew()
    {
        await using var day = await TestDay.Start();
        await Schedule(day);
        var anna = day.As("anna");
        await anna.Clicks("Change", (await anna.Asks("/comms"))!);
        var form = await anna.SeesModal("Ping");
        await anna.Uses(form, "comms.cancel:R1/legal-review", null);
        (await anna.SeesModal("Ping")).Text.ShouldContain(":wastebasket: Cancelled: *Legal*");
        await day.At(Time);
        (await day.Count("R1")).ShouldBe(0);
        await day.Tells("anna", "legal", "Anew.");
        (await day.Count("Anew.")).ShouldBe(1);
    }

    [Fact]
    public async Task Missed_while_down_it_is_sent_late_within_two_hours()
    {
        await using var day = await TestDay.Start();
        await Schedule(day);
        await day.Restart(meanwhile: "2026-11-23T13:50:00Z");
        await day.Settles();
        (await day.As("grace").Sees(Words, "legal")).Text.ShouldContain("sent late because I was down");
        (await day.Count(Words)).ShouldBe(1);
    }

    [Fact]
    public async Task It_is_not_held_back_for_channels_that_are_not_known_yet_after_a_start()
    {
        var folder = Directory.CreateTempSubdirectory("chatops-scheduled-");
        await using (var app =
            await Program.Build(
                ["--Slack:BotToken=xoxb-none", "--Slack:SigningSecret=none",
                    $"--Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "chatops.db")}"]))
        {
            var (store, at) = (app.Services.GetRequiredService<IStore>(), SampleReleases.Created);
            var ping = new Ping
            {
                Id = "R1/legal-review", Release = "R1", Message = "legal-review", Audience = Audience.Legal, Text = Words, By = "UANNA",
                WrittenAt = at, SendAt = at
            };
            (await store.Commit(
                new Commit().Put(new DocumentKind<Release>("release"), "R1", SampleReleases.R1, 0).Put(
                    new DocumentKind<Ping>("ping"), ping.Id, ping, 0))).ShouldBe(CommitResult.Saved);

            var look = app.Services.GetRequiredKeyedService<IDueJob>("scheduled-pings").Look(at, default);
            (await Ping()).MissedAt.ShouldBeNull();
            app.Services.GetRequiredService<SlackDirectory>()
                .Change(known => known with { Channels = new Dictionary<string, Channel> { ["C1"] = new("C1", "legal", true, false, false, true) } });
            await look;
            (await Ping()).SentAt.ShouldBe(at);

            async Task<Ping> Ping() => (await store.Get(new DocumentKind<Ping>("ping"), ping.Id))!.Value;
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Later_than_that_its_writer_is_named_and_decides()
    {
        await using var day = await TestDay.Start();
        await Schedule(day);
        await day.Restart(meanwhile: "2026-11-23T15:00:00Z");
        await day.Settles();
        await day.Settles();
        (await day.Count(Words)).ShouldBe(0);
        var anna = day.As("anna");
        await anna.Sees(":warning: <@U03>: *Review");
        (await day.Count("did not go out", "sec-psirt-team")).ShouldBe(1);
        var plan = (await anna.Asks("/comms"))!;
        plan.Text.ShouldContain("Legal did not get it: send it now, or cancel it");
        await anna.Clicks("Change", plan);
        await (await anna.SeesModal("Ping")).Fill(("Send at", null)).Submit();
        await anna.Sees(Words, "legal");
        (await day.Count(Words)).ShouldBe(1);
    }

    [Fact]
    public async Task That_of_a_cancelled_release_is_dropped_with_a_note()
    {
        await using var day = await TestDay.Start();
        await Schedule(day);
        var anna = day.As("anna");
        await anna.Runs("/release cancel");
        await (await anna.SeesModal("Cancel release")).Fill(("Why", "not needed")).Submit();
        await day.At(Time);
        (await day.Count(Words)).ShouldBe(0);
        await anna.Sees("is cancelled, so *");
        (await anna.Runs("/comms ping legal R1")).ShouldContain("cancelled: nobody is told");
    }

    private static async Task Schedule(TestDay day)
    {
        await day.StartsRelease();
        await (await day.As("anna").Opens("legal")).Fill(("Message", Words), ("Send at", Time)).Submit();
        await day.As("anna").Sees(":alarm_clock: *Legal*");
    }
}
