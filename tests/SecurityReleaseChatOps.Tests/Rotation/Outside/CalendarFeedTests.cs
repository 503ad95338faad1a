using System.Diagnostics;
using System.Text.Json.Nodes;
using NodaTime.Extensions;
using NodaTime.Text;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

/// <summary>The iCalendar, read by a parser that is not ours.</summary>
public sealed class CalendarFeedTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 26, 2, 0);

    private static readonly RotationSnapshot Rotation = RotationOf.These(
        RotationOf.Shift("2026-08-12", People.Anna, People.Ben),
        RotationOf.Shift("2026-12-09", People.Anna, People.Ben),
        RotationOf.Shift("2026-12-23", People.Chika, People.Dora) with { Dropped = true },
        RotationOf.Shift("2027-03-10", People.Ben, People.Chika),
        RotationOf.Shift("2027-03-24", null, null));

    [SkippableFact]
    public async Task Each_planned_release_is_a_day_with_its_names()
    {
        var calendar = await IcalJs.Read(CalendarFeed.Write(Rotation, null, RotationOf.Name, Now));
        ((string)calendar["version"]!).ShouldBe("2.0");
        ((string)calendar["name"]!).ShouldBe("Release rotation");
        Said(calendar).ShouldBe(
        [
            "2026-12-09 to 2026-12-10, 24 h: Patch release: Anna, Ben",
            "2027-03-10 to 2027-03-11, 24 h: Patch release: Ben, Chika",
            "2027-03-24 to 2027-03-25, 24 h: Patch release: nobody yet",
        ]);
        var first = calendar["events"]![0]!;
        ((string)first["uid"]!).ShouldBe("patch-2026-12-09@security-release-chatops");
        ((string)first["description"]!).ShouldBe("Primary: Anna\nSecondary: Ben");
        ((bool)first["wholeDay"]!).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Ones_own_has_what_one_does_also_for_another()
    {
        var due = Instant.FromUtc(2026, 12, 9, 15, 0);
        var covered = Rotation.With(new Cover("1", "UANNA", "UDORA", due - Duration.FromDays(1), due + Duration.FromDays(1)));
        Said(await IcalJs.Read(CalendarFeed.Write(covered, "UANNA", RotationOf.Name, Now)))
            .ShouldBe(["2026-12-09 to 2026-12-10, 24 h: Patch release: Dora covers for you as Primary"]);
        Said(await IcalJs.Read(CalendarFeed.Write(covered, "UDORA", RotationOf.Name, Now)))
            .ShouldBe(["2026-12-09 to 2026-12-10, 24 h: Patch release: you cover for Anna as Primary"]);
        Said(await IcalJs.Read(CalendarFeed.Write(covered, "UCHIKA", RotationOf.Name, Now)))
            .ShouldBe(["2027-03-10 to 2027-03-11, 24 h: Patch release: you are Secondary"]);
    }

    [SkippableFact]
    public async Task Names_that_mean_something_to_a_calendar_are_names()
    {
        var named = await IcalJs.Read(CalendarFeed.Write(
            Rotation, null, user => user == "UANNA" ? "Anna; de, Vries\r\nEND:VEVENT \\ " + new string('é', 90) : "Ben", Now));
        named["events"]!.AsArray().Count.ShouldBe(3);
        ((string)named["events"]![0]!["summary"]!).ShouldStartWith("Patch release: Anna; de, Vries");
    }

    [Fact]
    public void A_date_that_moves_keeps_its_event()
    {
        var moved = RotationOf.These(RotationOf.Shift("2026-12-09", People.Anna, People.Ben) with { Date = new(2026, 12, 10) });
        var calendar = CalendarFeed.Write(moved, null, RotationOf.Name, Now);
        calendar.ShouldContain("UID:patch-2026-12-09@security-release-chatops");
        calendar.ShouldContain("DTSTART;VALUE=DATE:20261210");
    }

    /// <summary>On each date on which the clocks of some zone change until 2030, read in a few that change at odd hours: it is that date, all day.</summary>
    [SkippableTheory]
    [InlineData("Europe/Amsterdam")]
    [InlineData("Africa/Cairo")] // at midnight
    [InlineData("America/Santiago")] // at midnight, at the other end of the year
    [InlineData("Australia/Lord_Howe")] // by half an hour
    [InlineData("Africa/Casablanca")] // around Ramadan
    public async Task On_a_day_whose_clocks_change_a_release_is_on_that_day(string zone)
    {
        var dates = ClockChanges.All.Select(change => change.Date.ToDateOnly()).Distinct().Order().ToList();
        dates.Count.ShouldBeGreaterThan(40);
        var feed = CalendarFeed.Write(
            RotationOf.These([.. dates.Select(date => RotationOf.Shift($"{date:yyyy-MM-dd}", People.Anna, People.Ben))]), null, RotationOf.Name, Now);
        Said(await IcalJs.Read(feed, zone)).ShouldBe(dates.Select(date => $"{date:yyyy-MM-dd} to {date.AddDays(1):yyyy-MM-dd}, 24 h: Patch release: Anna, Ben"));
    }

    /// <summary>What <c>/rotation calendar</c> says of a release that is due around a change is what the reader's clock shows at that moment.</summary>
    [Fact]
    public void What_is_due_around_a_change_of_the_clocks_is_said_as_the_readers_clock_shows_it()
    {
        foreach (var change in ClockChanges.All)
        {
            foreach (var due in change.Around(Duration.FromHours(3), Duration.FromHours(3), 15).Select(at => at.ToDateTimeUtc()))
            {
                var cadence = RotationOf.Patch with { Time = TimeOnly.FromDateTime(due) };
                var shift = RotationOf.Shift("2026-12-09", null, null) with { Date = DateOnly.FromDateTime(due) };
                var said = ShiftText.Due(shift, cadence, change.Zone, new(due.Year - 1, 1, 1));
                var shown = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm").Parse(said).Value;
                var moments = change.Zone.MapLocal(shown);
                moments.Count.ShouldBeGreaterThan(0, $"{change}: {said} is never shown");
                new[] { moments.First(), moments.Last() }.Select(one => one.ToDateTimeUtc()).ShouldContain(due, $"{change}: {said}");
            }
        }
    }

    private static IEnumerable<string> Said(JsonNode calendar) =>
        calendar["events"]!.AsArray().Select(one => $"{one!["start"]} to {one["end"]}, {one["hours"]} h: {one["summary"]}");
}

/// <summary>The npm package ical.js, installed beside the tests; the test is skipped where that cannot be done.</summary>
internal static class IcalJs
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Rotation", "Outside", "ical");
    private static readonly Lazy<Task<(bool Ok, string Said)>> Installation = new(() => Run("npm", "ci --no-audit --no-fund", "", "UTC"));

    /// <summary>What it understood of a calendar.</summary>
    /// <param name="zone">Of the machine that reads it.</param>
    public static async Task<JsonNode> Read(string calendar, string zone = "UTC")
    {
        var (installed, why) = await Installation.Value;
        Skip.IfNot(installed, $"Node, npm and the packages of ical/package.json are needed: {why}");
        var (ok, said) = await Run("node", "read.js", calendar, zone);
        ok.ShouldBeTrue($"{said}\n{calendar}");
        return JsonNode.Parse(said)!;
    }

    private static async Task<(bool Ok, string Said)> Run(string program, string arguments, string input, string zone)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
                Environment = { ["TZ"] = zone },
            })!;
            var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? (true, await said) : (false, await wrong);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (false, e.Message);
        }
    }
}
