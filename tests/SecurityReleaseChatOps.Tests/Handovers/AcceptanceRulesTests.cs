using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

public sealed class AcceptanceRulesTests
{
    private static readonly Release R1 = SampleReleases.R1;

    // Written on Wednesday evening; Chika's Thursday in Tokyo begins at midnight UTC.
    private static readonly Handover ToChika =
        Written(R1, People.At("2026-11-25T16:30:00Z"), Form with { To = People.Chika.UserId });

    [Theory]
    [InlineData(ReminderStage.None, "2026-11-26T00:59:59Z", AcceptanceDue.Nothing)]
    [InlineData(ReminderStage.None, "2026-11-26T01:00:00Z", AcceptanceDue.RemindReceiver)]
    [InlineData(ReminderStage.None, "2026-11-29T01:00:00Z", AcceptanceDue.RemindReceiver)]
    [InlineData(ReminderStage.ReceiverReminded, "2026-11-26T12:00:00Z", AcceptanceDue.Nothing)]
    [InlineData(ReminderStage.ChannelTold, "2026-11-26T03:00:00Z", AcceptanceDue.Nothing)]
    public void It_is_brought_up_once_an_hour_into_the_receivers_next_workday(ReminderStage stage, string now, AcceptanceDue expected) =>
        AcceptanceRules.Due(ToChika with { Stage = stage }, R1, People.Chika, People.At(now)).ShouldBe(expected);

    [Theory]
    [InlineData(ReleaseKind.Planned, "2026-11-25T16:30:00Z", "2026-11-25T17:00:00Z")] // 11:30 in New York
    [InlineData(ReleaseKind.Critical, "2026-11-25T16:30:00Z", "2026-11-25T16:45:00Z")]
    [InlineData(ReleaseKind.Planned, "2026-11-25T21:40:00Z", "2026-11-26T15:00:00Z")] // 20 minutes before he goes
    [InlineData(ReleaseKind.Critical, "2026-11-25T21:40:00Z", "2026-11-25T21:55:00Z")]
    public void To_someone_at_work_it_is_brought_up_after_half_an_hour_a_quarter_at_critical(ReleaseKind kind, string written, string due)
    {
        var (release, toBen) = (R1 with { Kind = kind }, Written(R1, People.At(written)));
        AcceptanceRules.Due(toBen, release, People.Ben, People.At(due) - Duration.FromSeconds(1)).ShouldBe(AcceptanceDue.Nothing);
        AcceptanceRules.Due(toBen, release, People.Ben, People.At(due)).ShouldBe(AcceptanceDue.RemindReceiver);
    }

    [Fact]
    public void Of_a_receiver_who_left_it_is_told_at_once_and_once()
    {
        var left = People.Chika with { Left = true };
        AcceptanceRules.Due(ToChika, R1, left, People.At("2026-11-25T16:30:00Z")).ShouldBe(AcceptanceDue.TellChannel);
        AcceptanceRules.Due(ToChika with { Stage = ReminderStage.ReceiverReminded }, R1, left, People.At("2026-11-26T16:30:00Z"))
            .ShouldBe(AcceptanceDue.TellChannel);
    }

    [Fact]
    public void Nobody_is_reminded_of_what_is_accepted_replaced_or_ended()
    {
        var late = People.At("2026-11-27T12:00:00Z");
        Due(ToChika with { AcceptedAt = ToChika.WrittenAt }, R1).ShouldBe(AcceptanceDue.Nothing);
        Due(ToChika with { ReplacedBy = "R1-H2" }, R1).ShouldBe(AcceptanceDue.Nothing);
        Due(ToChika with { WithdrawnFor = "UBEN" }, R1).ShouldBe(AcceptanceDue.Nothing);
        Due(ToChika, R1 with { State = ReleaseState.Cancelled }).ShouldBe(AcceptanceDue.Nothing);
        Due(ToChika, R1 with { State = ReleaseState.Published }).ShouldBe(AcceptanceDue.RemindReceiver);

        AcceptanceDue Due(Handover handover, Release release) => AcceptanceRules.Due(handover, release, People.Chika, late);
    }

    [Theory]
    [MemberData(nameof(People.OfManyZones), MemberType = typeof(People))]
    public void Through_a_year_each_is_told_once_whatever_restarts_happen(string zone, string hours, string days)
    {
        var receiver = People.Of("UBEN", zone, hours, days);
        var random = new Random(zone.Length + hours[0]);
        for (var written = People.At("2026-01-01T00:10:00Z"); written < People.At("2027-01-01T00:00:00Z"); written += Duration.FromHours(97))
        {
            var handover = Written(R1, written);
            var told = new List<(AcceptanceDue Due, Instant At)>();
            for (var now = written; now < written + Duration.FromDays(9); now += Duration.FromMinutes(random.Next(50) == 0 ? random.Next(1, 2000) : 15))
            {
                var due = AcceptanceRules.Due(handover, R1, receiver, now);
                if (due != AcceptanceDue.Nothing)
                {
                    told.Add((due, now));
                }

                handover = AcceptanceRules.Done(handover, due);
            }

            var moment = Workdays.At(receiver, written)?.Contains(written + Duration.FromMinutes(30)) == true
                ? written + Duration.FromMinutes(30)
                : Workdays.Next(receiver, written).ShouldNotBeNull().Start + Duration.FromHours(1);
            told.ShouldHaveSingleItem().Due.ShouldBe(AcceptanceDue.RemindReceiver);
            told[0].At.ShouldBeGreaterThanOrEqualTo(moment);
        }
    }
}
