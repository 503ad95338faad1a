using System.Text.Json;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

public sealed class PromptRulesTests
{
    private static readonly Release R1 = SampleReleases.R1; // due Wednesday 25 November
    private static readonly PromptSettings Settings = new();

    // Anna is in Amsterdam: her prompt comes at 16:30, which is 15:30 UTC.
    private static readonly Prompt Asked = Due("2026-11-25T15:30:00Z", prompts: MondayAndTuesdayAnswered()).ShouldHaveSingleItem().Prompt;

    [Theory]
    [InlineData("2026-11-20T16:00:00Z", null)] // Friday before the lead
    [InlineData("2026-11-22T16:00:00Z", null)] // Sunday
    [InlineData("2026-11-23T15:29:59Z", null)]
    [InlineData("2026-11-23T15:30:00Z", "2026-11-23 Ask")] // two days before
    [InlineData("2026-11-23T17:30:00Z", "2026-11-23 Ask")] // caught up within two hours
    [InlineData("2026-11-23T17:30:01Z", "2026-11-23 Missed")]
    [InlineData("2026-11-25T15:45:00Z", "2026-11-23 Missed|2026-11-24 Missed|2026-11-25 Ask")]
    [InlineData("2026-11-28T12:00:00Z", "2026-11-23 Missed|2026-11-24 Missed|2026-11-25 Missed|2026-11-26 Missed|2026-11-27 Missed")]
    public void A_prompt_is_due_half_an_hour_before_the_end_of_each_workday_from_two_days_before(string now, string? expected) =>
        string.Join('|', Due(now).Select(due => $"{due.Prompt.Date:yyyy-MM-dd} {due.Action}")).ShouldBe(expected ?? "");

    [Fact]
    public void What_is_due_comes_with_the_document_to_store()
    {
        var due = Due("2026-11-23T15:31:00Z").ShouldHaveSingleItem();
        due.IsNew.ShouldBeTrue();
        due.Prompt.ShouldBe(new Prompt
        {
            ReleaseId = "R1",
            UserId = "UANNA",
            Date = new DateOnly(2026, 11, 23),
            WorkBegan = At("2026-11-23T08:00:00Z"),
            WorkEnds = At("2026-11-23T16:00:00Z"),
            DueAt = At("2026-11-23T15:30:00Z"),
            AskedAt = At("2026-11-23T15:31:00Z"),
        });
        due.Prompt.Id.ShouldBe("R1/UANNA/2026-11-23");
        Due("2026-11-23T15:31:05Z", prompts: [due.Prompt]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-23T15:59:59Z", "your workday ends soon")]
    [InlineData("2026-11-23T16:00:10Z", "your workday ends soon")] // as they leave
    [InlineData("2026-11-23T16:45:00Z", "your workday has ended")] // the clock jumped, or the app was down
    public void One_that_comes_late_says_so(string now, string words)
    {
        var asked = Due(now).ShouldHaveSingleItem().Prompt;
        Says(asked).ShouldContain(words);
        Says(asked with { SnoozedUntil = At("2026-11-23T17:30:00Z") }).ShouldContain(words, customMessage: "as it was asked");
        Says(asked with { WorkEnds = null }).ShouldContain("your workday ends soon", customMessage: "of an earlier version");

        static string Says(Prompt prompt) => PromptMessage.Render(prompt, R1, id => id, new("UBEN", Receiver.State.There)).Text!;
    }

    [Theory]
    [InlineData(ReleaseState.Preparing, 1)]
    [InlineData(ReleaseState.Published, 1)]
    [InlineData(ReleaseState.Closed, 0)]
    [InlineData(ReleaseState.Cancelled, 0)]
    public void Prompts_come_until_the_release_is_closed(ReleaseState state, int count) =>
        Due("2026-11-23T15:30:00Z", R1 with { State = state }).Count.ShouldBe(count);

    [Fact]
    public void Only_the_engineers_of_the_release_are_asked_each_at_their_own_time()
    {
        Due("2026-11-23T21:30:00Z", engineer: People.Ben).ShouldHaveSingleItem().Action.ShouldBe(PromptAction.Ask);
        Due("2026-11-23T15:30:00Z", engineer: People.Ben).ShouldBeEmpty();
        Due("2026-11-23T15:30:00Z", engineer: People.Dora).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_move_the_prompt_but_not_before_the_workday()
    {
        Due("2026-11-23T15:15:00Z", settings: Settings with { PromptBeforeEnd = TimeSpan.FromMinutes(45) }).Count.ShouldBe(1);
        Due("2026-11-20T15:30:00Z", settings: Settings with { LeadDays = 5 }).Count.ShouldBe(1);
        var early = Settings with { PromptBeforeEnd = TimeSpan.FromHours(10) };
        Due("2026-11-23T07:59:00Z", settings: early).ShouldBeEmpty();
        Due("2026-11-23T08:00:00Z", settings: early).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-11-23T09:00:00Z", 0)] // in this workday
    [InlineData("2026-11-20T16:10:00Z", 1)] // after the last one
    public void A_handover_of_the_same_workday_makes_the_prompt_needless(string written, int count)
    {
        var handover = Written(R1, People.At(written));
        Due("2026-11-23T15:30:00Z", handovers: [handover]).Count.ShouldBe(count);
        Due("2026-11-23T15:30:00Z", handovers: [handover with { From = "UBEN" }]).Count.ShouldBe(1);
        Due("2026-11-23T15:30:00Z", handovers: [handover with { ReleaseId = "R2" }]).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00Z", "2026-11-23T15:30:00Z", "Ask")]
    [InlineData("2026-11-23T15:45:00Z", "2026-11-23T15:45:00Z", "Ask")] // started after the moment, before the end of the day
    [InlineData("2026-11-23T16:00:00Z", "2026-11-23T16:00:00Z", null)] // started after the end of the day
    [InlineData("2026-11-23T12:00:00Z", "2026-11-23T20:00:00Z", "Missed")]
    [InlineData("2026-11-23T20:00:00Z", "2026-11-23T20:00:00Z", null)]
    public void Whoever_came_after_the_end_of_the_day_is_not_asked_nor_has_missed_it(string since, string now, string? expected)
    {
        var at = At(since);
        Release[] variants =
        [
            R1 with { CreatedAt = at },
            R1 with { PrimarySince = at },
            R1 with { Moves = [new DueDateMove(new(2026, 12, 9), R1.DueDate, null, "UBEN", at)] },
        ];
        foreach (var release in variants)
        {
            Due(now, release).Select(due => due.Action.ToString()).ShouldBe(expected is null ? [] : [expected]);
        }

        Due(now, engineer: People.Anna with { ChangedAt = at }).Select(due => due.Action.ToString()).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public void A_late_comers_prompt_is_due_from_then_on()
    {
        var release = R1 with { CreatedAt = At("2026-11-23T15:45:00Z") };
        var early = Settings with { PromptBeforeEnd = TimeSpan.FromHours(4) };
        var due = Due("2026-11-23T15:46:00Z", release, settings: early).ShouldHaveSingleItem();
        due.Action.ShouldBe(PromptAction.Ask);
        due.Prompt.DueAt.ShouldBe(release.CreatedAt);
    }

    [Theory]
    [InlineData("2026-11-25T15:59:59Z", null)]
    [InlineData("2026-11-25T16:00:00Z", PromptAction.Remind)]
    [InlineData("2026-11-25T18:00:00Z", PromptAction.Remind)]
    [InlineData("2026-11-25T18:00:01Z", PromptAction.Missed)]
    public void A_prompt_without_an_answer_is_reminded_of_once(string now, PromptAction? expected)
    {
        var due = Due(now, prompts: [.. MondayAndTuesdayAnswered(), Asked]);
        (due.SingleOrDefault()?.Action).ShouldBe(expected);
        foreach (var next in due)
        {
            next.IsNew.ShouldBeFalse();
            Due(now, prompts: [.. MondayAndTuesdayAnswered(), next.Prompt]).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_snoozed_prompt_comes_again_and_is_then_reminded_of_once()
    {
        var snoozed = PromptRules.Snooze(Asked, "UANNA", Settings, People.At("2026-11-25T15:40:00Z")).Value.ShouldNotBeNull();
        Wednesday("2026-11-25T16:05:00Z", snoozed).ShouldBeNull();
        var again = Wednesday("2026-11-25T16:10:00Z", snoozed).ShouldNotBeNull();
        again.Action.ShouldBe(PromptAction.AskAgain);
        Wednesday("2026-11-25T16:30:00Z", again.Prompt).ShouldBeNull();
        var reminded = Wednesday("2026-11-25T16:40:00Z", again.Prompt).ShouldNotBeNull();
        reminded.Action.ShouldBe(PromptAction.Remind);
        Wednesday("2026-11-25T17:10:00Z", reminded.Prompt).ShouldBeNull();

        snoozed = PromptRules.Snooze(reminded.Prompt, "UANNA", Settings, People.At("2026-11-25T16:41:00Z")).Value.ShouldNotBeNull();
        again = Wednesday("2026-11-25T17:11:00Z", snoozed).ShouldNotBeNull();
        again.Action.ShouldBe(PromptAction.AskAgain);
        Wednesday("2026-11-25T19:00:00Z", again.Prompt).ShouldBeNull();
    }

    [Fact]
    public void A_snooze_that_was_missed_is_named_and_can_be_pressed_again()
    {
        var snoozed = PromptRules.Snooze(Asked, "UANNA", Settings, People.At("2026-11-25T15:40:00Z")).Value.ShouldNotBeNull();
        var missed = Wednesday("2026-11-25T18:10:01Z", snoozed).ShouldNotBeNull();
        (missed.Action, missed.At).ShouldBe((PromptAction.Missed, snoozed.SnoozedUntil!.Value));
        missed.Prompt.SnoozedUntil.ShouldBeNull("it no longer says that it will come again");
        Wednesday("2026-11-25T18:11:00Z", missed.Prompt).ShouldBeNull();
        snoozed = PromptRules.Snooze(missed.Prompt, "UANNA", Settings, People.At("2026-11-25T18:20:00Z")).Value.ShouldNotBeNull();
        Wednesday("2026-11-25T18:50:00Z", snoozed).ShouldNotBeNull().Action.ShouldBe(PromptAction.AskAgain);
    }

    [Fact]
    public void Nothing_to_hand_over_needs_a_word_and_ends_it()
    {
        var now = People.At("2026-11-25T15:40:00Z");
        PromptRules.Nothing(Asked, " ", "UANNA", now).Words.ShouldBe("Say in a word why there is nothing to hand over");
        PromptRules.Nothing(Asked, new string('x', 501), "UANNA", now).Refused.ShouldBeTrue();
        var answered = PromptRules.Nothing(Asked, " no news ", "UANNA", now).Value.ShouldNotBeNull();
        answered.NothingBecause.ShouldBe("no news");
        Wednesday("2026-11-25T16:10:00Z", answered).ShouldBeNull();
        PromptRules.Nothing(answered, "again", "UANNA", now).Changed.ShouldBeFalse();
        PromptRules.Snooze(answered, "UANNA", Settings, now).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Only_its_own_person_answers_a_prompt()
    {
        PromptRules.Nothing(Asked, "no news", "UBEN", People.At("2026-11-25T15:40:00Z")).Refused.ShouldBeTrue();
        PromptRules.Snooze(Asked, "UBEN", Settings, People.At("2026-11-25T15:40:00Z")).Refused.ShouldBeTrue();
    }

    [Fact]
    public void A_handover_answers_the_open_prompts_of_its_sender()
    {
        var handover = Written(R1, People.At("2026-11-25T15:50:00Z"));
        var answered = PromptRules.AnsweredBy(
            handover, [.. MondayAndTuesdayAnswered(), Asked, Asked with { UserId = "UBEN" }, Asked with { ReleaseId = "R2" }]);
        answered.ShouldBe([Asked with { AnsweredAt = handover.WrittenAt, HandoverId = "R1-H1" }]);
        Due("2026-11-25T16:10:00Z", prompts: [.. MondayAndTuesdayAnswered(), Asked], handovers: [handover]).ShouldBeEmpty();
    }

    [Fact]
    public void When_their_next_workday_has_begun_it_is_past()
    {
        Wednesday("2026-11-26T07:59:00Z", Asked with { RemindedAt = Asked.AskedAt }).ShouldBeNull();
        var past = Wednesday("2026-11-26T08:00:00Z", Asked with { RemindedAt = Asked.AskedAt }).ShouldNotBeNull();
        (past.Action, past.Prompt.IsOpen).ShouldBe((PromptAction.Pass, false));
        Wednesday("2026-11-26T08:15:00Z", past.Prompt).ShouldBeNull();
        PromptRules.Snooze(past.Prompt, "UANNA", Settings, People.At("2026-11-26T08:15:00Z")).Words.ShouldBe("This prompt is past");
    }

    [Theory]
    [InlineData("Mon-Fri", "2026-11-30", "2026-11-26")] // due on a Monday: Thursday and Friday
    [InlineData("Mon-Fri", "2026-11-25", "2026-11-23")]
    [InlineData("Mon,Wed,Fri", "2026-11-25", "2026-11-20")]
    [InlineData("Sun-Thu", "2026-11-30", "2026-11-26")] // the last Thursday and Sunday
    [InlineData("Sat-Sun", "2026-11-25", "2026-11-21")]
    public void It_begins_so_many_of_their_own_workdays_before_the_due_date(string days, string due, string first)
    {
        var (engineer, date) = (People.Of("UANNA", "Europe/Amsterdam", days: days), DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
        Workdays.Between(engineer, HandoverDays.First(R1 with { DueDate = date }, engineer, 2), date).First().Date.ToString("O").ShouldBe(first);
    }

    [Fact]
    public void Of_a_critical_release_it_begins_at_once_on_weekends_too_for_those_who_work_then()
    {
        var critical = R1 with { Kind = ReleaseKind.Critical, DueDate = new(2026, 12, 9), CreatedAt = At("2026-11-21T07:00:00Z") };
        Due("2026-11-21T15:30:00Z", critical).ShouldBeEmpty("a Saturday");
        Due("2026-11-21T15:30:00Z", critical, People.Of("UANNA", "Europe/Amsterdam", days: "Mon-Sun")).ShouldHaveSingleItem().Action.ShouldBe(PromptAction.Ask);
        Due("2026-11-23T15:30:00Z", critical).ShouldHaveSingleItem().Action.ShouldBe(PromptAction.Ask);
    }

    [Fact]
    public void Someone_outside_the_pair_who_has_it_is_asked_and_a_note_answers_for_the_other()
    {
        Due("2026-11-23T15:30:00Z", R1.HeldBy("UDORA", SampleReleases.Created), People.Dora).ShouldBeEmpty("16:30 in Amsterdam is 15:30 in Lisbon");
        Due("2026-11-23T16:30:00Z", R1.HeldBy("UDORA", SampleReleases.Created), People.Dora).ShouldHaveSingleItem();
        var note = CollectRules.Note(R1, "All quiet", "UBEN", [], People.At("2026-11-23T20:00:00Z")).Value.ShouldNotBeNull();
        PromptRules.Due(R1, People.Ben, [], [], Settings, People.At("2026-11-23T21:30:00Z"), [note]).ShouldBeEmpty();
        PromptRules.Due(R1, People.Ben, [], [], Settings, People.At("2026-11-23T21:30:00Z"), []).Count.ShouldBe(1);
    }

    [Fact]
    public void A_prompt_is_stored_and_read_back()
    {
        var prompt = Asked with { SnoozedUntil = Asked.DueAt, NothingBecause = "no news" };
        JsonSerializer.Deserialize<Prompt>(JsonSerializer.Serialize(prompt, StoreJson.Options), StoreJson.Options).ShouldBe(prompt);
    }

    private static Prompt[] MondayAndTuesdayAnswered() =>
    [
        .. new[] { 23, 24 }.Select(day => new Prompt
        {
            ReleaseId = "R1",
            UserId = "UANNA",
            Date = new DateOnly(2026, 11, day),
            WorkBegan = At($"2026-11-{day}T08:00:00Z"),
            DueAt = At($"2026-11-{day}T15:30:00Z"),
            AskedAt = At($"2026-11-{day}T15:30:00Z"),
            AnsweredAt = At($"2026-11-{day}T15:35:00Z"),
            NothingBecause = "no news",
        }),
    ];

    private static PromptDue? Wednesday(string now, Prompt prompt) =>
        Due(now, prompts: [.. MondayAndTuesdayAnswered(), prompt]).SingleOrDefault();

    private static IReadOnlyList<PromptDue> Due(
        string now,
        Release? release = null,
        Engineer? engineer = null,
        IReadOnlyList<Prompt>? prompts = null,
        IReadOnlyList<Handover>? handovers = null,
        PromptSettings? settings = null) =>
        PromptRules.Due(release ?? R1, engineer ?? People.Anna, prompts ?? [], handovers ?? [], settings ?? Settings, People.At(now));

    private static Instant At(string utc) => People.At(utc);
}
