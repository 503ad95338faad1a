using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

public sealed class ChaseTests
{
    private static readonly AcknowledgeRule Rule = new(
        Duration.FromHours(4), Duration.FromHours(2), EscalateTo.Pair, Duration.FromMinutes(15), Duration.FromMinutes(20));
    private static readonly CommsMessage Message = Matrix.Find("legal-review")! with { Acknowledge = Rule };
    private static readonly AudienceEntry Legal = Matrix.Find(Audience.Legal)!;
    private static readonly Func<Instant, bool> Amsterdam = now => Legal.IsAtWork(["Europe/Amsterdam"], now);
    private static readonly Release Planned = Of(ReleaseKind.Planned, Severity.High);
    private static readonly Release Critical = Of(ReleaseKind.Critical, null);

    [Fact]
    public void A_planned_ping_is_reminded_of_after_its_hours_and_escalated_after_that()
    {
        var sent = At("2026-11-23T08:30:00Z");
        Walk(Sent(Message, sent), Planned, Amsterdam, sent, Duration.FromDays(7)).ShouldBe([
            (Chase.Remind, At("2026-11-23T12:30:00Z")),
            (Chase.Escalate, At("2026-11-23T14:30:00Z"))]);
    }

    [Fact]
    public void Out_of_hours_both_wait_for_the_audiences_next_workday()
    {
        var friday = At("2026-11-27T15:00:00Z"); // 16:00 in Amsterdam
        Walk(Sent(Message, friday), Planned, Amsterdam, friday, Duration.FromDays(7)).ShouldBe([
            (Chase.Remind, At("2026-11-30T08:00:00Z")),
            (Chase.Escalate, At("2026-11-30T10:00:00Z"))]);
    }

    [Fact]
    public void At_critical_both_come_within_minutes_at_any_hour()
    {
        var night = At("2026-11-28T02:00:00Z");
        Walk(Sent(Message, night), Critical, Amsterdam, night, Duration.FromDays(7)).ShouldBe([
            (Chase.Remind, At("2026-11-28T02:15:00Z")),
            (Chase.Escalate, At("2026-11-28T02:35:00Z"))]);
    }

    [Fact]
    public void One_of_several_people_at_work_is_enough()
    {
        var sent = At("2026-11-23T16:30:00Z"); // after 17:00 in Amsterdam, morning in Los Angeles
        Walk(Sent(Message, sent), Planned, now => Legal.IsAtWork(["Europe/Amsterdam", "America/Los_Angeles"], now), sent, Duration.FromDays(7))[0]
            .ShouldBe((Chase.Remind, At("2026-11-23T20:30:00Z")));
    }

    [Fact]
    public void Without_known_zones_the_hours_of_the_matrix_count()
    {
        var tokyo = Legal with { Zone = "Asia/Tokyo" };
        tokyo.IsAtWork([null, ""], At("2026-11-23T00:00:00Z")).ShouldBeTrue();
        tokyo.IsAtWork([null, ""], At("2026-11-23T08:00:00Z")).ShouldBeFalse();
    }

    public static TheoryData<string> Settled => ["not sent", "acknowledged", "elsewhere", "published", "nobody has to"];

    [Theory]
    [MemberData(nameof(Settled))]
    public void Nobody_is_chased_for_what_is(string settled)
    {
        var sent = At("2026-11-23T09:00:00Z");
        var ping = Sent(Message, sent);
        var (one, message, release) = settled switch
        {
            "not sent" => (ping with { SentAt = null, SendAt = sent.AddDays(9) }, Message, Critical),
            "acknowledged" => (ping with { Answers = [new(AnswerKind.Acknowledged, "U12", sent)] }, Message, Critical),
            "elsewhere" => (ping with { Elsewhere = "in a call" }, Message, Critical),
            "published" => (ping, Message, Critical with { PublishedAt = sent }),
            _ => (ping, Message with { Acknowledge = null }, Critical),
        };
        Walk(one, release, Amsterdam, sent, Duration.FromDays(3), message).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_public_is_waited_for_after_publication_too() =>
        ChaseRules.Chased(
            Sent(Matrix.Find("send-email")!, Start), Matrix.Find("send-email")!, Critical with { PublishedAt = Start }, Amsterdam,
            Start.AddHours(1))!.RemindedAt.ShouldBe(Start.AddHours(1));

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Amsterdam")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Asia/Kolkata")]
    public void Sent_at_any_time_of_a_year_each_comes_once_in_their_hours_and_never_early(string zone)
    {
        for (var sent = At("2026-01-01T00:07:00Z"); sent < At("2027-01-01T00:00:00Z"); sent = sent.AddHours(29))
        {
            var seen = Walk(Sent(Message, sent), Planned, now => Legal.IsAtWork([zone], now), sent, Duration.FromDays(6), step: Duration.FromMinutes(30));
            seen.Select(due => due.Due).ShouldBe([Chase.Remind, Chase.Escalate], $"{sent}");
            seen[0].At.ShouldBeGreaterThanOrEqualTo(sent + Rule.Within);
            seen[1].At.ShouldBeGreaterThanOrEqualTo(seen[0].At + Rule.Escalate);
            foreach (var (_, at) in seen)
            {
                // By the wall clock, computed independently of the rules.
                var local = at.InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;
                local.TimeOfDay.ShouldBeInRange(new LocalTime(9, 0), new LocalTime(16, 59, 59), $"{sent}");
                ((int)local.DayOfWeek).ShouldBeLessThanOrEqualTo(5);
            }
        }
    }

    [Fact]
    public void A_restart_between_looks_changes_nothing_but_the_moment()
    {
        var sent = At("2026-11-23T08:30:00Z");
        var seen = Walk(Sent(Message, sent), Planned, Amsterdam, sent.AddDays(2), Duration.FromDays(7));
        seen.Select(due => due.Due).ShouldBe([Chase.Remind, Chase.Escalate]);
        seen[0].At.ShouldBe(sent.AddDays(2));
    }

    /// <summary>What a look every few minutes does, stored as the app stores it.</summary>
    private static List<(Chase Due, Instant At)> Walk(
        Ping ping, Release release, Func<Instant, bool> hours, Instant from, Duration length, CommsMessage? message = null, Duration? step = null)
    {
        var seen = new List<(Chase, Instant)>();
        for (var now = from; now < from + length; now += step ?? Duration.FromMinutes(5))
        {
            if (ChaseRules.Chased(ping, message ?? Message, release, hours, now) is not { } chased)
                continue;
            ping = chased;
            seen.Add((chased.EscalatedAt is null ? Chase.Remind : Chase.Escalate, now));
        }
        return seen;
    }

    private enum Chase
    {
        Remind,
        Escalate,
    }

    private static Instant At(string utc) => Rotation.People.At(utc);
}
