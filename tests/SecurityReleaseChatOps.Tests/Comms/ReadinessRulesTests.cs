using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>What is missing for readiness, who may confirm it, and what breaks it.</summary>
public sealed class ReadinessRulesTests
{
    private const string Anna = "U03";

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 13, 0);
    private static readonly Release Planned = SampleReleases.R1 with { Severity = Severity.High };

    [Theory]
    [InlineData(ReleaseKind.Planned, "planned", "step:reviewed", "step:marketing", "step:legal")]
    [InlineData(ReleaseKind.Critical, "critical", "step:com-ok", "step:reviewed", "step:audiences", "step:comms-ok")]
    [InlineData(ReleaseKind.AppSec, "appsec", "step:release", "step:review", "step:legal")]
    [InlineData(ReleaseKind.OutOfBand, "out-of-band", "step:pkg-com", "step:merge-time", "step:legal")]
    public void Each_process_says_what_comes_before_it(ReleaseKind kind, string definition, params string[] expected)
    {
        var release = Planned with { Kind = kind };
        expected.ShouldBeSubsetOf(Missing(release, definition).Select(lack => lack.Key));
    }

    [Fact]
    public void Every_shipped_process_has_its_step_of_readiness() =>
        Sample.Shipped.All.Where(definition => !definition.Items.Any(item => item.SettledBy.Any(term => term.Fact is "ready" or "published")))
            .Select(definition => definition.Name).ShouldBeEmpty();

    [Fact]
    public void What_follows_it_is_not_waited_for()
    {
        var keys = Missing(Planned, "planned").Select(lack => lack.Key).ToList();
        keys.ShouldNotContain("step:ready");
        keys.ShouldNotContain("step:mail-test");
        keys.ShouldNotContain("step:publish");
    }

    [Fact]
    public void Who_was_asked_and_has_not_answered_is_missing_until_they_did_or_it_was_done_another_way()
    {
        var asked = new Fact("legal-review.sent", Anna, Now);
        Missing(asked).ShouldContain("step:legal");
        Missing(asked, new("legal-review.approved", "U12", Now)).ShouldNotContain("step:legal");
        Missing(asked, new("legal-review.approved", "U12", Now), new("legal-review.changes", "U12", Now.AddMinutes(1))).ShouldContain("step:legal");

        static IEnumerable<string> Missing(params Fact[] happened) =>
            ReadinessRules.Missing(Sample.Start(Sample.Shipped.Named("planned")!, Planned, happened), user => user).Select(lack => lack.Key);
    }

    [Fact]
    public void A_second_person_is_asked_for_by_name_of_the_first()
    {
        var board = Board(Planned, "planned");
        board = board.With(
            board.Checklist with { Steps = new Dictionary<string, StepRecord> { ["reviewed"] = new() { Confirmations = [new(Anna, Now, StepStatus.Done)] } } });
        ReadinessRules.Missing(board, user => $"Name of {user}").Single(lack => lack.Key == "step:reviewed").Words.ShouldContain(
            "Name of U03 has confirmed it, a second person of PSIRT must too");
    }

    [Theory]
    [InlineData(ReleaseState.Preparing, 0, null, null)]
    [InlineData(ReleaseState.Preparing, 1, null, "Something is missing")]
    [InlineData(ReleaseState.Preparing, 1, " ", "Something is missing")]
    [InlineData(ReleaseState.Preparing, 1, "Legal said yes by phone", null)]
    [InlineData(ReleaseState.Published, 0, null, "is published")]
    [InlineData(ReleaseState.Cancelled, 0, "now", "is cancelled")]
    public void It_is_confirmed_when_nothing_is_missing_or_with_a_reason(ReleaseState state, int missing, string? why, string? no)
    {
        var decided = ReadinessRules.Confirm(null, Planned with { State = state }, Lacks(missing), Anna, why, Now);
        decided.Refused.ShouldBe(no is not null);
        if (no is not null)
            decided.Words!.ShouldContain(no);
        else
            decided.Value!.Confirmed!.Why.ShouldBe(missing == 0 ? null : why);
    }

    [Fact]
    public void What_was_accepted_does_not_break_it_and_anything_else_does()
    {
        var ready = ReadinessRules.Confirm(null, Planned, Lacks(2), Anna, "agreed", Now).Value!;
        ReadinessRules.Broken(ready, Planned, Lacks(2)).ShouldBeNull();
        ReadinessRules.Broken(ready, Planned, Lacks(1)).ShouldBeNull();
        ReadinessRules.Broken(ready, Planned, Lacks(3)).ShouldBe("lack 3");
        var fixedMore = Planned with { Fixes = [new("gitlab-org/gitlab#2", null, null, Now)] };
        ReadinessRules.Broken(ready, fixedMore, []).ShouldBe("the fix gitlab-org/gitlab#2 was added");
        ReadinessRules.Broken(ReadinessRules.Confirm(null, fixedMore, [], Anna, null, Now).Value!, Planned, [])
            .ShouldBe("the fix gitlab-org/gitlab#2 was removed");
        ReadinessRules.Broken(ready, fixedMore with { State = ReleaseState.Published }, Lacks(9)).ShouldBeNull("it is out");
    }

    [Fact]
    public void Whatever_is_pressed_it_is_confirmed_only_with_nothing_missing_or_a_reason_and_each_asks_once() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 9999).ArrayOf().Resize(40), presses => presses.Select((_, left) => presses.Where((_, index) => index != left).ToArray())),
        presses =>
        {
            Readiness? ready = null;
            foreach (var press in presses)
            {
                var missing = Lacks(press / 4 % 3);
                var why = press / 12 % 3 == 0 ? "agreed" : null;
                var before = ready;
                ready = (press % 4) switch
                {
                    0 => ReadinessRules.Ask(ready, "R1", $"U{press / 4 % 5}", Now),
                    1 or 2 => ReadinessRules.Confirm(ready, Planned, missing, Anna, why, Now).Value ?? ready,
                    _ => ReadinessRules.Broken(ready, Planned, missing) is { } words ? ReadinessRules.Withdraw(ready!, words, Now) : ready,
                };
                if (before?.Confirmed is null && ready?.Confirmed is { } confirmed)
                    (missing.Count == 0 || confirmed.Why is not null).ShouldBeTrue();
                (ready?.Asked.DistinctBy(asked => asked.By).Count() ?? 0).ShouldBe(ready?.Asked.Count ?? 0);
                (ready is { Confirmed: not null, Withdrawn: not null }).ShouldBeFalse();
            }
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<Missing> Lacks(int count) => [.. Enumerable.Range(1, count).Select(i => new Missing($"k{i}", $"lack {i}"))];

    private static IReadOnlyList<Missing> Missing(Release release, string definition) =>
        ReadinessRules.Missing(Board(release, definition), user => user);

    private static Board Board(Release release, string definition) => Sample.Start(Sample.Shipped.Named(definition)!, release, ReleaseEvidence.Of(release));
}
