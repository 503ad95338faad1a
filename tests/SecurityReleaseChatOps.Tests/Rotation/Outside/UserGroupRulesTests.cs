using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Outside;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

public sealed class UserGroupRulesTests
{
    private static readonly string[] Pair = ["UANNA", "UBEN"];
    private static readonly string[] Others = ["UCHIKA"];

    [Fact]
    public void It_holds_who_is_on_and_others_when_they_are()
    {
        var (first, written) = Decide(null, Pair, Others);
        written.ShouldBe(GroupDeed.Write);
        Decide(first, Pair, Others).Deed.ShouldBe(GroupDeed.None, "what was written is on its way");
        var (stood, _) = Decide(first, Pair, ["UBEN", "UANNA"]);
        stood!.Stood.ShouldBeTrue();
        Decide(stood, Pair, Pair).ShouldBe((stood, GroupDeed.None));
        Decide(stood, Others, Pair).Deed.ShouldBe(GroupDeed.Write);
    }

    [Fact]
    public void Changed_by_hand_it_is_put_right_once_and_then_left_until_others_are_on()
    {
        var stood = Decide(null, Pair, Pair).State;
        var (repaired, first) = Decide(stood, Pair, Others);
        first.ShouldBe(GroupDeed.Repair);
        var right = Decide(repaired, Pair, Pair).State;
        var (left, second) = Decide(right, Pair, Others);
        second.ShouldBe(GroupDeed.Leave);
        Decide(left, Pair, Others).Deed.ShouldBe(GroupDeed.None);
        Decide(left, Pair, Pair).Deed.ShouldBe(GroupDeed.None);
        var (next, then) = Decide(left, Others, Pair);
        then.ShouldBe(GroupDeed.Write);
        next!.IsLeft.ShouldBeFalse();
    }

    [Fact]
    public void Changed_by_hand_to_the_same_again_before_the_repair_was_seen_it_is_noticed()
    {
        var stood = Decide(null, Pair, Pair).State;
        var (repaired, first) = UserGroupRules.Decide(stood, Pair, Reported(Others, 1));
        first.ShouldBe(GroupDeed.Repair);
        UserGroupRules.Decide(repaired, Pair, Reported(Others, 1)).Deed.ShouldBe(GroupDeed.None, "what was written is on its way");
        UserGroupRules.Decide(repaired, Pair, Reported(Others, 3)).Deed.ShouldBe(GroupDeed.Leave);
    }

    [Fact]
    public void An_instance_that_still_has_an_older_report_than_another_takes_nothing_for_a_change_by_hand()
    {
        var written = UserGroupRules.Decide(null, Pair, Reported(Others, 1)).State;
        var stood = UserGroupRules.Decide(written, Pair, Reported(Pair, 2)).State;
        UserGroupRules.Decide(stood, Pair, Reported(Others, 1)).ShouldBe((stood, GroupDeed.None));
        UserGroupRules.Decide(stood, Pair, Reported(Others, 3)).Deed.ShouldBe(GroupDeed.Repair);
    }

    [Fact]
    public void Changed_by_hand_before_what_was_written_was_seen_there_it_is_noticed_all_the_same()
    {
        var (first, _) = Decide(null, Pair, Others);
        var (repaired, deed) = Decide(first, Pair, ["UDORA"]);
        deed.ShouldBe(GroupDeed.Repair);
        Decide(repaired, Pair, ["UDORA"]).Deed.ShouldBe(GroupDeed.None, "what was written is on its way");
        Decide(repaired, Pair, ["UDORA", "UEVA"]).Deed.ShouldBe(GroupDeed.Leave);
        // Others are on before the first writing arrived: that is nobody's hand.
        var (next, _) = Decide(first, ["UEVA"], Others);
        foreach (var late in new[] { Others, Pair })
            Decide(next, ["UEVA"], late).Deed.ShouldBe(GroupDeed.None);
        Decide(next, ["UEVA"], ["UDORA"]).Deed.ShouldBe(GroupDeed.Repair);
        Decide(first! with { OnItsWay = null }, Pair, ["UDORA"]).Deed.ShouldBe(GroupDeed.None, "an earlier version wrote it");
    }

    [Fact]
    public void With_nobody_on_it_stays_as_it_is_and_that_is_said_once()
    {
        Decide(null, [], Pair).ShouldBe((null, GroupDeed.None), "it was never the app's to fill");
        var stood = Decide(null, Pair, Pair).State;
        var (said, deed) = Decide(stood, [], Pair);
        deed.ShouldBe(GroupDeed.Nobody);
        Decide(said, [], Pair).Deed.ShouldBe(GroupDeed.None);
        var back = Decide(said, Pair, Pair).State;
        Decide(back, [], Pair).Deed.ShouldBe(GroupDeed.Nobody, "it is nobody anew");
    }

    private static (UserGroupState? State, GroupDeed Deed) Decide(UserGroupState? state, IReadOnlyCollection<string> on, IReadOnlyList<string> holds) =>
        UserGroupRules.Decide(state, on, Reported(holds, 1));

    private static Group Reported(IReadOnlyList<string> users, long updated) => new("S01", "psirt-release-managers", users) { Updated = updated };
}
