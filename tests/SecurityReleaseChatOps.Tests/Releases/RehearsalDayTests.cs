using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Driving;
using Words = SecurityReleaseChatOps.Tests.Driving.Words;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Rehearsals through the local workspace: a whole release is tried out, and nobody outside PSIRT's channel notices.</summary>
public sealed class RehearsalDayTests
{
    private const string Psirt = "sec-psirt-team";
    private static readonly (string, object?) Rehearsal = ("Rehearsal", new[] { "yes" });

    [Theory]
    [InlineData("Planned", "meant for #f_upcoming_release")]
    [InlineData("Critical", "meant for #comms-team-security")]
    [InlineData("AppSec (2023)", "meant for #sec-appsec")]
    [InlineData("Out-of-band", "meant for #mktgops")]
    public async Task A_whole_release_is_rehearsed_and_all_of_it_stays_in_PSIRTs_channel_and_mentions_nobody(string kind, string meant)
    {
        await using var day = await TestDay.Start();
        var (anna, maria, sam, kenji) = (day.As("anna"), day.As("maria"), day.As("sam"), day.As("kenji"));
        await day.StartsRelease("18.6.1, 18.5.3", ("Kind", kind), Rehearsal);
        await day.SetsFixes("anna", "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | by @kenji, Jane Doe | reported by alice");
        await anna.Runs("/release severity critical");
        await TellsAll(day);
        await Answers(day, "sam", "Acknowledge");
        await Answers(day, "sam", "Yes");
        await kenji.Runs("/release ready?", "f_upcoming_release");
        await Writes(day);
        await Answers(day, "sam", "Approve");

        await day.At("2026-11-23T15:30:00Z");
        await anna.Sees("your workday ends soon");
        await day.HandsOver("anna");
        await day.At("2026-11-23T20:30:00Z"); // the prompt is reminded of, the handover waits, nobody acknowledges
        await maria.Clicks("Accept", await maria.Sees("All CVEs are requested"));
        await day.Restart("2026-11-25T13:30:00Z"); // what was missed is listed
        await TellsAll(day);
        await day.WorkWhatIsDue("R1", "anna", "maria");
        await Confirms(day);
        await anna.Runs("/release merged");
        await day.SaysItIsPublic("anna");
        await TellsAll(day);
        await anna.Runs("/thanks");
        await (await anna.SeesModal("Thanks")).Submit();
        await day.Closes("anna");
        await day.At("2026-12-26T14:30:00Z");

        var all = await Messages(day);
        all.Where(message => message.Channel != Psirt).ShouldBeEmpty();
        all.Where(message => Regex.IsMatch(message.Json, "<@|<!(?!date)")).ShouldBeEmpty();
        all.ShouldAllBe(message => message.Text.StartsWith("*Rehearsal*"));
        (await day.Journal("conversations.open")).ShouldBeEmpty();
        (await Calls(day)).Where(call => !Regex.IsMatch(call, @"\*Rehearsal\*") || Regex.IsMatch(call, "<@|<!(?!date)")).ShouldBeEmpty();
        string[] held = [meant, "meant for #thanks", "meant for Anna de Vries", "handed *R1*", "Missed while down", "please answer", "whether PSIRT is ready",
            "Checklist R1"];
        held.Where(words => !all.Any(message => message.Text.Contains(words))).ShouldBeEmpty();
        (await day.Manages("/health/ready")).Body.ShouldNotContain("given up, ");
    }

    [Fact]
    public async Task Every_screen_says_that_it_is_one()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await day.StartsRelease("18.6.1", ("Kind", "Critical"), Rehearsal);
        (await anna.Sees("is on it now")).Text.ShouldStartWith("*Rehearsal*\nGitLab 18.6.1 (rehearsal) · Critical");
        await day.StartsRelease("18.6.2");
        foreach (var line in new[] { "/release", "/release list", "/release status R1", "/checklist R1", "/comms R1", "/rotation", "/release nothing" })
            (await anna.Runs(line)).ShouldContain("rehearsal", customMessage: line);
        Words.Of((await anna.Home())["blocks"]).ShouldContain("(rehearsal)");
        foreach (var (line, title) in Forms)
        {
            await anna.Runs(line);
            var modal = await anna.SeesModal(title);
            modal.Text.ShouldContain("rehearsal", customMessage: line);
            await modal.Closes();
        }
        await day.As("grace").Runs("/comms lift R1");
        (await day.As("grace").SeesModal("Lift embargo")).Text.ShouldContain("rehearsal");
    }

    private static IEnumerable<(string Line, string Title)> Forms =>
    [
        ("/release links R1", "Links"), ("/release fixes R1", "Fixes"), ("/release delay R1", "Move due date"), ("/release cancel R1", "Cancel release"),
        ("/handover R1", "Hand over"), ("/comms ping critical-start R1", "Ping"), ("/comms email R1", "Customer email"), ("/comms embargo R1", "Embargo"),
    ];

    [Fact]
    public async Task Beside_a_release_in_earnest_neither_shows_up_in_the_others_messages()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.6.1", Rehearsal);
        await day.At("2026-11-24T11:30:00Z"); // some steps are overdue, others due within four hours
        await day.Restart("2026-11-25T14:30:00Z");
        await day.Settles();

        var all = await Messages(day);
        all.Where(message => message.Channel != Psirt && Names(message, "R2")).ShouldBeEmpty();
        all.Where(message => message.Text.StartsWith("*Rehearsal*") ? Names(message, "R1") : Names(message, "R2")).ShouldBeEmpty();
        foreach (var release in new[] { "R1", "R2" })
        {
            all.ShouldContain(message => message.Text.Contains("Missed while down") && Names(message, release));
            all.ShouldContain(message => message.Text.Contains("*Due soon*") && Names(message, release));
        }
        (await day.DirectMessages("anna")).ShouldContain(message => message.Says("*R1*"));
    }

    [Fact]
    public async Task Anyone_of_PSIRT_answers_for_who_is_not_there_and_nobody_else()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Critical"), Rehearsal);
        var ping = await day.Tells("anna", "critical-start", "Please prepare.", Psirt);
        ping.Text.ShouldStartWith("*Rehearsal* · meant for #f_upcoming_release · anyone of PSIRT can answer");
        await day.As("anna").Clicks("Acknowledge", ping);
        await day.As("anna").Sees("You sent this");
        await day.As("sam").Clicks("Acknowledge", ping);
        (await day.As("anna").Sees("Acknowledged by Sam Carter")).Ts.ShouldBe(ping.Ts);

        await day.As("anna").Runs("/comms email");
        await (await day.As("anna").SeesModal("Customer email")).Fill(("Ready", new[] { "ready" })).Submit();
        var email = await day.As("sam").Sees("please read it, then press");
        await day.As("anna").Clicks("Approve", email);
        await day.As("anna").Sees("You wrote or edited it");
        await day.As("sam").Clicks("Changes needed", email);
        await (await day.As("sam").SeesModal("Changes needed")).Fill(("What has to change", "Shorter")).Submit();
        (await day.As("anna").Sees("asks for changes: Shorter")).Thread.ShouldBe(email.Ts);

        var release = (await day.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
        day.Directory.StandsIn(release, "U06").ShouldBeTrue();
        day.Directory.StandsIn(release, "U09").ShouldBeFalse("Chloe is not of PSIRT");
        day.Directory.StandsIn(release with { Rehearsal = false }, "U06").ShouldBeFalse();
    }

    private static bool Names((string Channel, string Text, string Json) message, string release) => Regex.IsMatch(message.Text, $@"\b{release}\b");

    /// <summary>Everything in the matrix that can be sent now.</summary>
    private static async Task TellsAll(TestDay day)
    {
        foreach (var message in day.Services.GetRequiredService<CommsMatrix>().Messages)
        {
            await day.As("anna").Runs($"/comms ping {message.Id} R1");
            if (await day.Control.Find("/control/users/anna/view") is not { } open)
                continue;
            var modal = new Modal(day, day.As("anna"), open);
            if (modal.Labels.Contains("Message"))
                modal.Fill(("Message", $"This is about {message.Id}."));
            if ((string?)(await modal.Send())["status"] != "ok")
                await modal.Closes();
        }
        await day.Settles();
    }

    private static async Task Answers(TestDay day, string name, string button)
    {
        foreach (var message in (await day.As(name).Messages()).Where(message => message.Buttons.Contains(button)).Take(3))
            await day.As(name).Clicks(button, message);
        await day.Settles();
    }

    private static async Task Writes(TestDay day)
    {
        await day.As("anna").Runs("/comms email R1");
        if (await day.Control.Find("/control/users/anna/view") is { } open)
            await new Modal(day, day.As("anna"), open).Fill(("Ready", new[] { "ready" })).Send();
        await day.Settles();
    }

    private static async Task Confirms(TestDay day)
    {
        await day.As("grace").Clicks("Confirm ready", await day.As("grace").Sees("whether PSIRT is ready"));
        if (await day.Control.Find("/control/users/grace/view") is { } open)
            await new Modal(day, day.As("grace"), open).Fill(("Reason", "Only a rehearsal")).Submit();
        await day.Settles();
    }

    /// <summary>All of the app's messages in channels and direct messages.</summary>
    private static async Task<IReadOnlyList<(string Channel, string Text, string Json)>> Messages(TestDay day)
    {
        var state = await day.Control.Get("/control/state");
        var all = new List<(string, string, string)>();
        foreach (var channel in state["channels"]!.AsArray().OfType<JsonObject>())
        {
            var messages = (await day.Control.Get($"/control/channels/{channel["id"]}/messages"))["messages"]!.AsArray().OfType<JsonObject>();
            all.AddRange(messages
                .Where(message => (string?)message["user"] == "U0BOT" && (bool?)message["ephemeral"] != true)
                .Select(message =>
                    ((string?)channel["name"] ?? (string)channel["id"]!, Words.Of(message["blocks"], (string?)message["text"]),
                        $"{message["text"]} {Words.Of(message["blocks"])}")));
        }
        return all;
    }

    /// <summary>Everything Slack was asked to post or change.</summary>
    private static async Task<IReadOnlyList<string>> Calls(TestDay day) =>
        [.. (await day.Journal("chat.postMessage")).Concat(await day.Journal("chat.update"))
            .Select(call => Regex.Unescape(JsonNode.Parse((string)call["request"]!)!.ToJsonString()))];
}
