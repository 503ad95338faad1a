using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Comms.CommsSample;

namespace SecurityReleaseChatOps.Tests.Comms;

public sealed class PlanTests
{
    private static readonly IReadOnlySet<CommsGate> All = Enum.GetValues<CommsGate>().ToHashSet();
    private static readonly ReleaseFacts Planned = Facts(ReleaseKind.Planned, "high");
    private static readonly DateTimeOffset Due = Planned.DueAt!.Value;

    private sealed record Situation(CommsFacts Facts, IReadOnlyList<Ping> Pings, DateTimeOffset Now);

    [Theory]
    [InlineData("-300", PlanState.Due)]
    [InlineData("-239", PlanState.Overdue)]
    public void A_message_that_may_be_sent_is_due_then_overdue(string minutes, PlanState state) => Legal([], Due.AddMinutes(int.Parse(minutes))).State.ShouldBe(state);

    [Fact]
    public void A_sent_message_waits_for_its_answer()
    {
        var sent = Sent(Matrix.Find("legal-review")!, Start);
        Legal([sent], Start.AddHours(4)).State.ShouldBe(PlanState.Sent);
        Legal([sent], Start.AddHours(4).AddMinutes(1)).State.ShouldBe(PlanState.Unanswered);
        Legal([sent with { AcknowledgedBy = "U12", AcknowledgedAt = Start }], Start.AddHours(9)).State.ShouldBe(PlanState.Done);
        Legal([sent with { Elsewhere = "in a call" }], Start.AddHours(9)).State.ShouldBe(PlanState.Done);
        Legal([sent with { SentAt = null, SendAt = Due }], Start).State.ShouldBe(PlanState.Scheduled);
        Legal([sent], Start.AddMinutes(31), Facts(ReleaseKind.Planned, "critical")).State.ShouldBe(PlanState.Unanswered);
        Legal([sent], Due.AddDays(1), Planned with { PublishedAt = Due }).State.ShouldBe(PlanState.Done);
        Legal([], Due.AddDays(1), Planned with { PublishedAt = Due }).State.ShouldBe(PlanState.Passed, "what was under embargo is public");
    }

    [Fact]
    public void A_closed_gate_is_named_and_holds_it_back()
    {
        var facts = new CommsFacts(Planned with { MergedAt = Due, PublishedAt = Due }, Start, new HashSet<CommsGate> { CommsGate.Published, CommsGate.Approved });
        var send = CommsPlan.Of(Matrix, facts, [], Due.AddDays(1)).Single(entry => entry.Message.Id == "send-email");
        (send.State, send.Due).ShouldBe((PlanState.NotYet, Due.AddHours(1)));
        send.Closed.ShouldBe([CommsGate.SecurityFixes, CommsGate.EmailChecked]);
    }

    [Fact]
    public void What_is_counted_from_a_merge_waits_for_it()
    {
        var before = CommsPlan.Of(Matrix, new(Planned, Start, All), [], Due).Single(entry => entry.Message.Id == "test-email");
        (before.State, before.Due).ShouldBe((PlanState.NotYet, null));
    }

    [Fact]
    public void What_somebody_must_do_comes_first_then_what_is_waited_for_then_what_is_offered_then_what_is_done()
    {
        var facts = Facts(ReleaseKind.Critical, null);
        Ping[] pings =
        [
            Sent(Matrix.Find("critical-issue")!, Start),
            Sent(Matrix.Find("critical-start")!, Start),
            Sent(Matrix.Find("critical-timing")!, Start.AddMinutes(16)),
        ];
        var plan = CommsPlan.Of(Matrix, new(facts, Start, new HashSet<CommsGate>()), pings, Start.AddMinutes(20)).Select(entry => entry.Message.Id).ToList();
        plan[0].ShouldBe("critical-start"); // unanswered
        plan.Take(3).ShouldContain("impact-sirt");
        plan.IndexOf("legal-review").ShouldBeLessThan(plan.IndexOf("critical-timing"));
        plan.IndexOf("critical-timing").ShouldBeLessThan(plan.IndexOf("critical-estimate"));
        plan[^1].ShouldBe("critical-issue");
    }

    [Fact]
    public void A_step_that_several_messages_share_is_settled_when_all_required_ones_are_sent()
    {
        var facts = Facts(ReleaseKind.Critical, null);
        var pings = new List<Ping>();
        foreach (var id in new[] { "impact-stage-team", "critical-start", "impact-sirt", "impact-dedicated" })
        {
            CommsPlan.IsSettled(Matrix, facts, pings, "impact").ShouldBeFalse(id);
            pings.Add(Sent(Matrix.Find(id)!, Start));
        }
        CommsPlan.IsSettled(Matrix, facts, pings[1..], "impact").ShouldBeTrue(); // the stage team's is only offered
        CommsPlan.IsSettled(Matrix, facts, [], "mitigate").ShouldBeFalse();
        CommsPlan.IsSettled(Matrix, facts, [Sent(Matrix.Find("mitigation")!, Start)], "mitigate").ShouldBeTrue();
        CommsPlan.IsSettled(Matrix, facts, [Sent(Matrix.Find("comms-approval")!, Start)], "comms-ok").ShouldBeFalse();
    }

    [Fact]
    public void The_plan_is_a_function_of_its_inputs() => ForAll(one =>
        Json(Plan(one)).ShouldBe(Json(Plan(one with { Pings = [.. one.Pings.Reverse()] }))));

    [Fact]
    public void It_has_each_message_for_the_release_once_and_no_other() => ForAll(one =>
        Plan(one).Select(entry => entry.Message.Id).Order().ShouldBe(For(one.Facts.Release).Select(message => message.Id).Order()));

    [Fact]
    public void Sending_moves_only_its_own_entry_and_it_is_never_due_again() => ForAll(one =>
    {
        var before = Plan(one).ToDictionary(entry => entry.Message.Id);
        foreach (var entry in before.Values.Where(entry => entry.State is PlanState.Due or PlanState.Overdue))
        {
            var sent = one with { Pings = [.. one.Pings, Sent(entry.Message, one.Now)] };
            foreach (var after in Plan(sent).Where(after => after.Message.Id != entry.Message.Id))
                Json(after).ShouldBe(Json(before[after.Message.Id]));
            foreach (var later in new[] { 0, 1, 1000, 100_000 })
            {
                Plan(sent with { Now = one.Now.AddMinutes(later) }).Single(after => after.Message.Id == entry.Message.Id).State
                    .ShouldBeOneOf(PlanState.Sent, PlanState.Unanswered, PlanState.Done);
            }
        }
    });

    [Fact]
    public void Nothing_is_due_through_a_closed_gate_or_before_its_anchor() => ForAll(one =>
    {
        foreach (var entry in Plan(one).Where(entry => entry.State is PlanState.Due or PlanState.Overdue))
        {
            entry.Due.ShouldNotBeNull();
            entry.Message.Needs.ShouldAllBe(gate => one.Facts.Open.Contains(gate));
        }
    });

    [Fact]
    public void Only_what_is_required_is_ever_overdue() => ForAll(one =>
        Plan(one).Where(entry => entry.State == PlanState.Overdue).ShouldAllBe(entry => entry.Message.Required && entry.Due < one.Now));

    [Fact]
    public void Time_alone_never_moves_a_message_back() => ForAll(one =>
    {
        var later = Plan(one with { Now = one.Now.AddHours(5) }).ToDictionary(entry => entry.Message.Id, entry => entry.State);
        foreach (var entry in Plan(one))
            later[entry.Message.Id].ShouldBeOneOf(After(entry.State));

        static PlanState[] After(PlanState state) => state switch
        {
            PlanState.Due => [PlanState.Due, PlanState.Overdue],
            PlanState.Sent => [PlanState.Sent, PlanState.Unanswered],
            _ => [state],
        };
    });

    private static PlanEntry Legal(IReadOnlyList<Ping> pings, DateTimeOffset now, ReleaseFacts? release = null) =>
        CommsPlan.Of(Matrix, new(release ?? Planned, Start, All), pings, now).Single(entry => entry.Message.Id == "legal-review");

    private static IReadOnlyList<PlanEntry> Plan(Situation one) => CommsPlan.Of(Matrix, one.Facts, one.Pings, one.Now);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static void ForAll(Action<Situation> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers => holds(Of(numbers))));

    /// <summary>Any release, with any gates open, at any time, with any messages sent, scheduled or answered.</summary>
    private static Situation Of(int[] numbers)
    {
        var random = new Random(numbers.Aggregate(17, (sum, number) => unchecked(sum * 31 + number)));
        var now = Start.AddMinutes(random.Next(0, 60 * 24 * 5));
        var release = Sorts[random.Next(Sorts.Count)];
        if (random.Next(2) == 0)
            release = release with { MergedAt = now.AddMinutes(-random.Next(0, 3000)) };
        if (release.MergedAt is { } merged && random.Next(2) == 0)
            release = release with { PublishedAt = merged };
        var pings = Matrix.Messages.Where(_ => random.Next(4) == 0).Select(message =>
        {
            var ping = Sent(message, now.AddMinutes(-random.Next(0, 3000)));
            return random.Next(4) switch
            {
                0 => ping with { SentAt = null, SendAt = now.AddHours(1) },
                1 => ping with { AcknowledgedBy = "U12", AcknowledgedAt = now },
                2 => ping with { Elsewhere = "in a call" },
                _ => ping,
            };
        });
        return new(new(release, Start, All.Where(_ => random.Next(2) == 0).ToHashSet()), [.. pings], now);
    }
}
