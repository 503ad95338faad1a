using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

public sealed class CollectRulesTests
{
    private static readonly Instant Now = Rotation.People.At("2026-11-25T12:00:00Z");

    [Fact]
    public void A_message_is_collected_once()
    {
        var item = Message("1");
        Add("1", item).Changed.ShouldBeFalse();
        Add("1", item).Words.ShouldBe("This message is put aside for the next handover already");
        Add("1", item with { HandoverId = "R1-H1" }).Words.ShouldBe("This message is in handover R1-H1 already");
        Add("2", item).Changed.ShouldBeTrue();
    }

    [Fact]
    public void A_dropped_message_can_be_collected_again()
    {
        var dropped = Message("1") with { Dropped = true };
        dropped.IsWaiting.ShouldBeFalse();
        Add("1", dropped).Value.ShouldNotBeNull().IsWaiting.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_collected_for_an_ended_release_or_without_end()
    {
        var message = new CollectedMessage("C1", "99", "UBEN", "text", null);
        CollectRules.Add(SampleReleases.R1 with { State = ReleaseState.Closed }, message, "UANNA", [], Now).Refused.ShouldBeTrue();
        var full = Enumerable.Range(1, 50).Select(ts => Message($"{ts}")).ToArray();
        CollectRules.Add(SampleReleases.R1, message, "UANNA", full, Now).Refused.ShouldBeTrue();
        CollectRules.Add(SampleReleases.R1, message, "UANNA", full[1..], Now).Refused.ShouldBeFalse();
    }

    [Fact]
    public void Words_are_kept_escaped_and_read_back_as_they_were() =>
        SecurityReleaseChatOps.Text.SlackText.Plain(Message("1", text: "R&D <today> &amp; <!here>").Text).ShouldBe("R&D <today> &amp; <!here>");

    private static Decision<Collected> Add(string ts, Collected known) =>
        CollectRules.Add(SampleReleases.R1, new CollectedMessage("C1", ts, "UBEN", "text", null), "UANNA", [known], Now);
}
