using NodaTime;
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
    [InlineData(ReminderStage.ReceiverReminded, "2026-11-26T01:59:59Z", AcceptanceDue.Nothing)]
    [InlineData(ReminderStage.ReceiverReminded, "2026-11-26T02:00:00Z", AcceptanceDue.TellChannel)]
    [InlineData(ReminderStage.ChannelTold, "2026-11-26T03:00:00Z", AcceptanceDue.Nothing)]
    public void The_receiver_is_reminded_an_hour_into_the_next_workday_and_the_channel_told_an_hour_later(
        ReminderStage stage, string now, AcceptanceDue expected) =>
        AcceptanceRules.Due(ToChika with { Stage = stage }, R1, People.Chika, People.At(now)).ShouldBe(expected);

    [Fact]
    public void A_handover_written_in_the_receivers_workday_waits_for_the_next_one()
    {
        var toBen = Written(R1, People.At("2026-11-25T16:30:00Z")); // 11:30 in New York
        AcceptanceRules.Due(toBen, R1, People.Ben, People.At("2026-11-26T14:59:59Z")).ShouldBe(AcceptanceDue.Nothing);
        AcceptanceRules.Due(toBen, R1, People.Ben, People.At("2026-11-26T15:00:00Z")).ShouldBe(AcceptanceDue.RemindReceiver);
    }

    [Fact]
    public void Nobody_is_reminded_of_what_is_accepted_replaced_or_ended()
    {
        var late = People.At("2026-11-27T12:00:00Z");
        Due(ToChika with { AcceptedAt = ToChika.WrittenAt }, R1).ShouldBe(AcceptanceDue.Nothing);
        Due(ToChika with { ReplacedBy = "R1-H2" }, R1).ShouldBe(AcceptanceDue.Nothing);
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
            var workday = Workdays.Next(receiver, written).ShouldNotBeNull();
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

            told.Select(each => each.Due).ShouldBe([AcceptanceDue.RemindReceiver, AcceptanceDue.TellChannel]);
            told[0].At.ShouldBeGreaterThanOrEqualTo(workday.Start + Duration.FromHours(1));
            told[1].At.ShouldBeGreaterThanOrEqualTo(workday.Start + Duration.FromHours(2));
        }
    }
}
