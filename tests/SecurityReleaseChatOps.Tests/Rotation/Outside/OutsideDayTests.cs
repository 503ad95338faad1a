using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

/// <summary>What others see of the rotation, in the running app.</summary>
public sealed partial class OutsideDayTests
{
    [Fact]
    public async Task A_calendar_is_read_at_its_secret_address_until_it_is_revoked_or_its_owner_leaves()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var shown = (await anna.Asks("/rotation calendar link"))!;
        var (mine, team) = (Addresses(shown)[0], Addresses(shown)[1]);
        Addresses((await anna.Asks("/rotation calendar link"))!).ShouldBe([mine, team], "it is asked for again for a second calendar");

        var (status, calendar) = await day.Get(team);
        status.ShouldBe(HttpStatusCode.OK);
        calendar.ShouldContain("SUMMARY:Patch release: Anna de Vries\\, María López");
        calendar.ShouldNotContain("18.6.1");
        (await day.Get(mine)).Body.ShouldContain("SUMMARY:Patch release: you are Primary");
        foreach (var wrong in new[] { "/calendar/x.ics", team[..^5] + ".ics", team[..^4], "/calendar/", team.ToUpperInvariant() })
            (await day.Get(wrong)).ShouldBe((HttpStatusCode.NotFound, ""), wrong);

        await anna.Clicks("New addresses", shown);
        (await day.Get(team)).Status.ShouldBe(HttpStatusCode.NotFound);
        var anew = Addresses((await anna.Asks("/rotation calendar link"))!);
        anew.ShouldNotContain(team);
        await anna.Clicks("Revoke", (await anna.Asks("/rotation calendar link"))!);
        (await day.Get(anew[0])).Status.ShouldBe(HttpStatusCode.NotFound);

        // A release manager subscribes to the team's feed; it ends when they leave.
        var kenjis = Addresses((await day.As("kenji").Asks("/rotation calendar link"))!).ShouldHaveSingleItem();
        (await day.Get(kenjis)).Status.ShouldBe(HttpStatusCode.OK);
        await day.Control.Post("/control/users/kenji/deactivate", new { });
        await day.Until(async () => (await day.Get(kenjis)).Status == HttpStatusCode.NotFound, "Nobody should read the calendar of who left.");
    }

    /// <summary>The app as connected by a socket, which needs no address: the local workspace alone has one by itself.</summary>
    [Fact]
    public async Task Where_calendar_apps_cannot_reach_it_the_command_says_so_and_makes_no_secret()
    {
        var folder = Directory.CreateTempSubdirectory("chatops-unreached-").FullName;
        try
        {
            await using var workspace = LocalWorkspace.Create(
                new LocalSlackOptions { Url = "http://127.0.0.1:0", DataPath = Path.Combine(folder, "workspace.db"), RateLimits = false },
                new WorkspaceClock());
            await workspace.StartAsync();
            await using var app = await Program.Build(
            [
                "--Urls=http://127.0.0.1:0", "--Management:Url=http://127.0.0.1:0", $"--Slack:ApiUrl={workspace.Url}/api/", "--Slack:Mode=Socket",
                $"--Slack:BotToken={workspace.BotToken}", $"--Slack:AppToken={workspace.AppToken}",
                $"--Storage:ConnectionString=Data Source={folder}/chatops.db",
            ]);
            await app.StartAsync();
            workspace.Register(AppRegistration.FromManifest(ShippedManifest.Json) with { SocketMode = true });
            using var people = new ControlClient(new Uri(workspace.Url));
            var (said, end) = ("", Environment.TickCount64 + (long)TestDay.Patience.TotalMilliseconds);
            // Until the app has read who is who, it does not know her.
            while (!said.StartsWith("Calendar apps", StringComparison.Ordinal))
            {
                (Environment.TickCount64 < end).ShouldBeTrue($"The command should say that calendar apps cannot reach it, and says: {said}");
                var answer = await people.Post(
                    "/control/commands", new { user = "grace", channel = "sec-psirt-team", command = "/rotation", text = "calendar link" });
                said = (string?)answer["body"]?["text"] ?? "";
            }
            said.ShouldBe("Calendar apps cannot reach me: an operator has to set `PublicUrl` first. Until then `/rotation calendar` shows the releases.");
            (await app.Services.GetRequiredService<FeedStore>().All(default)).ShouldBeEmpty();
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_user_group_holds_who_is_on_and_is_put_right_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await Holds(day, "U03", "U05");
        await day.Settles();

        await Puts(day, "grace");
        await Holds(day, "U03", "U05");
        (await Says(day, "I put back who is on")).ShouldContain("Somebody changed *@psirt-release-managers*");

        await Puts(day, "grace");
        (await Says(day, "I leave it as it is")).ShouldContain("<!subteam^S04>");
        (await Group(day)).ShouldBe(["U11"]);
    }

    [Fact]
    public async Task Where_slack_does_not_let_the_group_be_written_that_is_said_in_words()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/faults", new { method = "usergroups.users.update", kind = "error:permission_denied", times = 50 });
        await day.StartsRelease();
        await day.ReadySays("Slack does not let me change @psirt-release-managers (permission_denied): let everyone edit user groups");
        (await Group(day)).ShouldBe(["U11"]);
    }

    [Fact]
    public async Task The_topic_says_which_release_is_next_and_leaves_peoples_words()
    {
        await using var day = await TestDay.Start();
        await day.Control.Post("/control/channels/sec-psirt-team/topic", new { user = "grace", topic = "Be kind" });
        await day.StartsRelease();
        await day.Settles();
        (await Topic(day)).ShouldBe("Be kind | :calendar: Next patch release 25 Nov: Anna de Vries, María López");
        await day.Settles();
        (await day.Journal("conversations.setTopic")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Coverage_is_told_in_words_and_as_a_picture()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var words = await day.As("anna").Runs("/rotation coverage");
        words.ShouldContain("*Patch release, week of 23 Nov*: Anna de Vries, María López");
        words.ShouldContain("*Worst gap:* Thu 17:00–Fri 09:00, 16 h. Could fill it:", customMessage: "María has Thanksgiving");
        words.ShouldContain("Europe/Amsterdam");
        (await day.As("anna").Runs("/rotation coverage R1")).ShouldContain("*R1, week of 23 Nov*");
        (await day.As("anna").Runs("/rotation coverage 9 Dec")).ShouldContain("*Patch release, week of 7 Dec*: nobody yet");
        (await day.As("anna").Runs("/rotation coverage 1 Jan")).ShouldContain("No planned release is due in the week of Mon 28 Dec 2026");
        (await day.As("anna").Runs("/rotation coverage soon")).ShouldContain("is not a date");
        await day.Settles();
        (await day.Journal("files.getUploadURLExternal")).Count(call => ((string)call["request"]!).Contains("rotation-coverage", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_critical_release_that_nobody_watches_for_long_says_so_as_it_starts_with_who_could()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.2", ("Kind", "Critical"));
        var said = await day.As("anna").Sees("Nobody of the pair is at work for 10 h");
        said.Thread.ShouldNotBeNull();
        said.Text.ShouldContain("Could fill it:");
    }

    [Fact]
    public async Task A_file_is_tried_before_it_is_imported()
    {
        await using var day = await TestDay.Start();
        var grace = day.As("grace");
        (await day.As("anna").Runs("/rotation import")).ShouldContain("for admins");
        (await grace.Runs("/rotation export")).ShouldContain("The three files are in your messages with me.");

        await grace.Runs("/rotation import");
        var again = await (await grace.SeesModal("Import rotation")).Fill(("Roster or shifts", File("UNO,EMEA,09:00-17:00,Mon-Fri,UTC\nU03,EMEA,nine,Mon-Fri,UTC"))).Submit();
        again!.Text.ShouldContain("Nothing was imported: 2 lines are wrong");
        again.Text.ShouldContain("Line 3: \"nine\" is not a start and an end of work");
        var confirm = await again.Fill(("Roster or shifts", File("U03,EMEA,10:00-18:00,Mon-Thu,Europe/Amsterdam"))).Submit();
        confirm!.Text.ShouldContain("*1 change.*\n• Anna de Vries: EMEA, 10:00-18:00 Mon-Thu, Europe/Amsterdam");
        (await grace.Runs("/rotation")).ShouldNotContain("10:00-18:00");
        (await confirm.Submit())!.Text.ShouldContain("1 change.");
        (await grace.Runs("/rotation")).ShouldContain("10:00-18:00 Mon-Thu, Europe/Amsterdam");

        // Whoever is given a shift is told, also when a file gave it.
        await grace.Runs("/rotation import");
        var shifts = new { name = "shifts.csv", content = "shift,cadence,date,primary,secondary,fixed,dropped\n,patch,2026-12-09,U03,U05,no,no" };
        await (await (await grace.SeesModal("Import rotation")).Fill(("Roster or shifts", shifts)).Submit())!.Submit();
        (await day.As("anna").Sees("Grace Kim changed the rotation", "@app")).Text.ShouldContain("*Wed 9 Dec*: you are Primary");

        static object File(string lines) => new { name = "roster.csv", content = "person,region,hours,days,zone\n" + lines };
    }

    [Fact]
    public async Task The_roster_follows_a_user_group_where_the_operator_says_so()
    {
        await using var day = await TestDay.Start("--Rotation:RosterGroup=psirt");
        await day.StartsRelease();
        await day.Control.Post("/control/usergroups/psirt", new { users = new[] { "priya", "liam", "maria", "sam", "grace" } });
        await Says(day, "The roster follows *@psirt*: removed: Oliver Hughes.");
        (await day.As("grace").Runs("/rotation")).ShouldContain("*Anna de Vries*", customMessage: "she carries a release");
        await day.Control.Post("/control/usergroups/psirt", new { users = new[] { "priya", "liam", "maria", "sam", "grace", "oliver", "anna" } });
        await Says(day, "The roster follows *@psirt*: added");
    }

    private static IReadOnlyList<string> Addresses(Shown shown) => [.. Address().Matches(shown.Text).Select(found => found.Groups["path"].Value)];

    private static Task Puts(TestDay day, params string[] users) => day.Control.Post("/control/usergroups/psirt-release-managers", new { users });

    private static async Task<IReadOnlyList<string>> Group(TestDay day) => [.. (await day.Control.Get("/control/state"))["usergroups"]!.AsArray()
        .Single(group => (string?)group!["handle"] == "psirt-release-managers")!["users"]!.AsArray().Select(user => (string)user!)];

    private static async Task Holds(TestDay day, params string[] users) => await day.Until(
        async () =>
        {
            await day.Settles();
            return (await Group(day)).Order(StringComparer.Ordinal).SequenceEqual(users);
        },
        $"The group should hold {string.Join(", ", users)}.");

    /// <summary>Looks at what is due until this is said.</summary>
    private static async Task<string> Says(TestDay day, string words) => await day.Until(
        async () =>
        {
            await day.Settles();
            return (await day.As("grace").Messages()).LastOrDefault(message => message.Says(words))?.Text;
        },
        () => Task.FromResult($"“{words}” should be said."));

    private static async Task<string> Topic(TestDay day) => (string)(await day.Control.Get("/control/state"))["channels"]!.AsArray()
        .Single(channel => (string?)channel!["name"] == "sec-psirt-team")!["topic"]!;

    [GeneratedRegex("`http://[^/`]+(?<path>/calendar/[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
