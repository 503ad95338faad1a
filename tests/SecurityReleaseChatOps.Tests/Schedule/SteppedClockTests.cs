using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Schedule;

/// <summary>Days and weeks of a running release, on a clock that is sometimes set.</summary>
public sealed class SteppedClockTests
{
    private const string Anna = "U03";
    private const string Maria = "U05";
    private static readonly Duration CatchUp = Duration.FromHours(2);
    private static readonly Instant Deadline = Rotation.People.At("2026-11-23T15:00:00Z");

    [Fact]
    public async Task Set_ten_times_by_up_to_a_day_either_way_each_prompt_reminder_and_deadline_comes_once_at_its_time()
    {
        await using var day = await Day();
        var (walk, random) = (await ClockWalk.Begin(day), new Random(1));
        for (var leap = 0; leap < 10; leap++)
        {
            for (var hour = 0; hour < 15; hour++)
                await walk.ToTheHour();
            await walk.Leap(Duration.FromMinutes(10 * random.Next(-144, 145)));
        }
        await walk.To("2026-11-30T00:00:37Z");

        var (keys, named) = (await Keys(day), await Named(day));
        var prompts = (await Store(day).All(Prompts)).Select(read => read.Value).ToList();
        foreach (var prompt in prompts)
        {
            prompt.DueAt.InUtc().TimeOfDay.ShouldBe(prompt.UserId == Anna ? new(15, 30) : new(21, 30), "half an hour before their workday ends");
            var seen = walk.First(prompt.DueAt);
            (prompt.AskedAt ?? prompt.MissedAt).ShouldBe(seen, $"{prompt.Id} was due {prompt.DueAt}");
            (prompt.AskedAt is null).ShouldBe(seen - prompt.DueAt > CatchUp, $"{prompt.Id} was due {prompt.DueAt}, looked at {seen}");
            var again = prompt.AskedAt?.AddMinutes(30) ?? prompt.DueAt;
            if (prompt.AskedAt is not null && walk.Seen[^1] >= again)
                (prompt.RemindedAt ?? prompt.MissedAt).ShouldBe(walk.First(again, after: seen), $"the reminder of {prompt.Id}");
            named.Count(again).ShouldBe(prompt.MissedAt is null ? 0 : 1, $"{prompt.Id} in what was missed");
            keys.Count(key => key.StartsWith($"prompt/{prompt.Id}/Remind/", StringComparison.Ordinal)).ShouldBe(prompt.RemindedAt is null ? 0 : 1);
        }
        // Monday to Friday, and any days the clock is set to.
        foreach (var person in new[] { Anna, Maria })
            prompts.Count(prompt => prompt.UserId == person && prompt.DueAt < Rotation.People.At("2026-11-28T00:00:00Z")).ShouldBe(5);

        var said = await Said(day);
        said[Key("R1/fix-deadline", Deadline)].ShouldBe(walk.First(Deadline));
        var board = await Board(day);
        foreach (var step in board.Steps.Where(step => step.Blocks))
        {
            var key = step.Due is { } due ? Key($"R1/overdue/{step.Key}", due) : "";
            if (Agenda.IsReady(board, step) && Agenda.OverdueFrom(board, step) is { } from && from < walk.Seen.Max())
                said[key].ShouldBe(walk.Seen.First(look => look >= from), step.Key);
            else
                said.ShouldNotContainKey(key, "it waits for others");
        }
        foreach (var step in board.Steps.Where(step =>
            step.Open && Agenda.IsReady(board, step) && step.Due - Ahead >= walk.Seen[0] && step.Due < walk.Seen.Max()))
        {
            var (due, at) = (step.Due!.Value, said[$"checklist-due/R1/{step.Key}/{step.Due:yyyyMMddTHHmm}"]);
            at.ShouldBe(walk.First(due - Ahead, so: look => look > due || IsAtWork(look)), step.Key);
            named.Count(due, $"*{step.Title}*").ShouldBe(at > due ? 1 : 0, $"{step.Key} in what was missed");
        }
    }

    [Theory]
    [InlineData("-02:00")]
    [InlineData("00:10")]
    [InlineData("01:00")]
    [InlineData("05:00")]
    public async Task A_snooze_and_a_scheduled_message_come_once_at_their_time_or_are_named(string leap)
    {
        await using var day = await Day();
        var (walk, anna, goesOut) = (await ClockWalk.Begin(day, everyMinute: true), day.As("anna"), Rotation.People.At("2026-11-23T16:00:00Z"));
        await (await anna.Opens("legal")).Fill(("Message", "Please read it."), ("Send at", $"{goesOut}")).Submit();
        await anna.Sees(":alarm_clock: *Legal*");
        await walk.Leap(Rotation.People.At("2026-11-23T15:30:37Z") - walk.Seen[^1]);
        await anna.Clicks("Snooze 30 min", await anna.Sees("your workday ends soon"));
        await anna.Sees("I ask you again");
        var until = (await Store(day).All(Prompts)).Single().Value.SnoozedUntil!.Value;

        await walk.Leap(TimeSpan.Parse(leap, CultureInfo.InvariantCulture).ToDuration());
        await walk.To("2026-11-23T16:20:37Z");
        await walk.Leap(Duration.FromHours(-1));
        await walk.To("2026-11-23T20:00:37Z");
        var (prompt, ping) = ((await Store(day).All(Prompts)).Single().Value, (await Store(day).All(Pings)).Single().Value);
        var (again, sent) = (walk.First(until), walk.First(goesOut));
        var isMissed = TimeSpan.Parse(leap, CultureInfo.InvariantCulture).ToDuration() > CatchUp;
        (ping.SentAt, ping.MissedAt).ShouldBe(isMissed ? (null, sent) : (sent, null));
        (prompt.AskedAgainAt, prompt.MissedAt).ShouldBe(isMissed ? (null, again) : (again, null));

        await day.Settles();
        (await day.Count("Please read it.")).ShouldBe(isMissed ? 0 : 1);
        (await day.Count("did not go out", "sec-psirt-team")).ShouldBe(isMissed ? 1 : 0);
        (await day.Count("you snoozed this", "sec-psirt-team")).ShouldBe(isMissed ? 0 : 1);
        (await Named(day)).Count(until).ShouldBe(isMissed ? 1 : 0);
        if (isMissed)
            (await anna.Messages()).ShouldNotContain(message => message.Says("Snoozed until"), "it will not come by itself any more");
    }

    [Fact]
    public async Task Set_by_a_year_and_back_nothing_comes_twice_and_what_was_missed_is_named_once()
    {
        await using var day = await Day();
        var walk = await ClockWalk.Begin(day);
        var monday = Rotation.People.At("2026-11-23T10:00:00Z");
        await walk.Look(monday);
        await walk.Look(monday.AddDays(365));
        await walk.Look(monday.AddDays(365).AddMinutes(1));
        var there = await Keys(day);
        there.Count(key => key.StartsWith("missed/", StringComparison.Ordinal)).ShouldBe(1, "the prompts that nobody was sent");
        there.Count(key => key.StartsWith("missed-deadlines/", StringComparison.Ordinal)).ShouldBe(1, "the 48 hours before the release");
        (await Named(day)).Count(Deadline, "48-hour deadline: settle").ShouldBe(1, "and the steps that nobody was reminded of");
        await day.Settles();
        (await day.As("anna").Messages()).Count(message => message.Says("Missed while down")).ShouldBe(2);

        await walk.Look(monday.AddMinutes(10));
        (await Keys(day)).Except(there).ShouldBeEmpty();
        await walk.Look(Rotation.People.At("2026-11-23T15:30:00Z"));
        (await Keys(day)).Except(there).Where(key => key.StartsWith("prompt/", StringComparison.Ordinal))
            .ShouldHaveSingleItem("the true day's prompt comes at its time");
        await walk.Look(Rotation.People.At("2026-11-24T09:00:00Z"));
        var back = await Keys(day);
        await walk.Look(monday.AddDays(365).AddMinutes(2));
        (await Keys(day)).Except(back).Where(key => key.StartsWith("missed-deadlines/", StringComparison.Ordinal)).ShouldBeEmpty();
        (await Named(day)).Count(Rotation.People.At("2026-11-23T16:00:00Z")).ShouldBe(1, "the true day's reminder");
    }

    private static Duration Ahead => RemindersJob.Ahead;

    private static DocumentKind<Prompt> Prompts { get; } = new("prompt");

    private static DocumentKind<Ping> Pings { get; } = new("ping");

    /// <summary>A day with a release due on Wednesday, on which only the test triggers looks.</summary>
    private static async Task<TestDay> Day()
    {
        var day = await TestDay.Start();
        await day.LooksOnlyWhenTold();
        await day.StartsRelease();
        await day.As("grace").Runs("/rotation edit @maria holidays:none"); // that week has Thanksgiving
        return day;
    }

    /// <summary>In November Anna works 8-16 UTC, Maria 14-22 UTC.</summary>
    private static bool IsAtWork(Instant at) => at.InUtc() is { DayOfWeek: not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday), Hour: >= 8 and < 22 };

    private static string Key(string what, Instant due) => string.Create(CultureInfo.InvariantCulture, $"{what}/{due.ToUnixTimeSeconds()}");

    private static DocumentStore Store(TestDay day) => day.Services.GetRequiredService<DocumentStore>();

    private static async Task<IReadOnlyList<string>> Keys(TestDay day) =>
        await ((SqlEngine)Store(day).Engine).Read("SELECT key FROM outbox", row => row.GetString(0), [], default);

    private static async Task<MissedLines> Named(TestDay day)
    {
        var texts = await ((SqlEngine)Store(day).Engine).Read(
            "SELECT body FROM outbox WHERE key LIKE 'missed%'", row => (string)JsonNode.Parse(row.GetString(0))!["text"]!, [], default);
        return new([.. texts.SelectMany(text => text.Split('\n'))]);
    }

    private static async Task<IReadOnlyDictionary<string, Instant>> Said(TestDay day) =>
        (await Store(day).All(new DocumentKind<JsonObject>("checklist-said")))
            .ToDictionary(said => said.Id, said => Rotation.People.At((string)said.Value["at"]!));

    private static async Task<Board> Board(TestDay day) =>
        (await day.Services.GetRequiredService<ChecklistStore>().Open((await Store(day).Get(ReleaseStore.Kind, "R1"))!, default))!.Board;

    /// <summary>The lines of messages about missed prompts and reminders.</summary>
    private sealed record MissedLines(IReadOnlyList<string> Lines)
    {
        public int Count(Instant due, string words = "") => Lines.Count(line =>
            line.Contains($"^{due.ToUnixTimeSeconds()}^", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal));
    }
}
