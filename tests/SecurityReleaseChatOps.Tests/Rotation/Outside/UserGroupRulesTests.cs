using SecurityReleaseChatOps.Rotation.Outside;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

public sealed class UserGroupRulesTests
{
    private static readonly string[] Pair = ["UANNA", "UBEN"];
    private static readonly string[] Others = ["UCHIKA"];

    [Fact]
    public void It_holds_who_is_on_and_others_when_they_are()
    {
        var (first, written) = UserGroupRules.Decide(null, Pair, Others);
        written.ShouldBe(GroupDeed.Write);
        UserGroupRules.Decide(first, Pair, Others).Deed.ShouldBe(GroupDeed.None, "what was written is on its way");
        var (stood, _) = UserGroupRules.Decide(first, Pair, ["UBEN", "UANNA"]);
        stood!.Stood.ShouldBeTrue();
        UserGroupRules.Decide(stood, Pair, Pair).ShouldBe((stood, GroupDeed.None));
        UserGroupRules.Decide(stood, Others, Pair).Deed.ShouldBe(GroupDeed.Write);
    }

    [Fact]
    public void Changed_by_hand_it_is_put_right_once_and_then_left_until_others_are_on()
    {
        var stood = UserGroupRules.Decide(null, Pair, Pair).State;
        var (repaired, first) = UserGroupRules.Decide(stood, Pair, Others);
        first.ShouldBe(GroupDeed.Repair);
        var right = UserGroupRules.Decide(repaired, Pair, Pair).State;
        var (left, second) = UserGroupRules.Decide(right, Pair, Others);
        second.ShouldBe(GroupDeed.Leave);
        UserGroupRules.Decide(left, Pair, Others).Deed.ShouldBe(GroupDeed.None);
        UserGroupRules.Decide(left, Pair, Pair).Deed.ShouldBe(GroupDeed.None);
        var (next, then) = UserGroupRules.Decide(left, Others, Pair);
        then.ShouldBe(GroupDeed.Write);
        next!.IsLeft.ShouldBeFalse();
    }

    [Fact]
    public void Changed_by_hand_before_what_was_written_was_seen_there_it_is_noticed_all_the_same()
    {
        var (first, _) = UserGroupRules.Decide(null, Pair, Others);
        var (repaired, deed) = UserGroupRules.Decide(first, Pair, ["UDORA"]);
        deed.ShouldBe(GroupDeed.Repair);
        UserGroupRules.Decide(repaired, Pair, ["UDORA"]).Deed.ShouldBe(GroupDeed.None, "what was written is on its way");
        UserGroupRules.Decide(repaired, Pair, ["UDORA", "UEVA"]).Deed.ShouldBe(GroupDeed.Leave);
        // Others are on before the first writing arrived: that is nobody's hand.
        var (next, _) = UserGroupRules.Decide(first, ["UEVA"], Others);
        foreach (var late in new[] { Others, Pair })
            UserGroupRules.Decide(next, ["UEVA"], late).Deed.ShouldBe(GroupDeed.None);
        UserGroupRules.Decide(next, ["UEVA"], ["UDORA"]).Deed.ShouldBe(GroupDeed.Repair);
        UserGroupRules.Decide(first! with { OnItsWay = null }, Pair, ["UDORA"]).Deed.ShouldBe(GroupDeed.None, "an earlier version wrote it");
    }

    [Fact]
    public void With_nobody_on_it_stays_as_it_is_and_that_is_said_once()
    {
        UserGroupRules.Decide(null, [], Pair).ShouldBe((null, GroupDeed.None), "it was never the app's to fill");
        var stood = UserGroupRules.Decide(null, Pair, Pair).State;
        var (said, deed) = UserGroupRules.Decide(stood, [], Pair);
        deed.ShouldBe(GroupDeed.Nobody);
        UserGroupRules.Decide(said, [], Pair).Deed.ShouldBe(GroupDeed.None);
        var back = UserGroupRules.Decide(said, Pair, Pair).State;
        UserGroupRules.Decide(back, [], Pair).Deed.ShouldBe(GroupDeed.Nobody, "it is nobody anew");
    }
}
