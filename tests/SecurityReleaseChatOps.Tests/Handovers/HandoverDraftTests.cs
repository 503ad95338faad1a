using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

public sealed class HandoverDraftTests
{
    private static readonly Instant Evening = People.At("2026-11-25T16:00:00Z");

    [Fact]
    public void The_first_form_begins_with_the_release_and_the_other_engineer()
    {
        var draft = HandoverDraft.For(SampleReleases.R1, "UBEN", [], [Message("2"), Message("1"), Message("3") with { Dropped = true }]);
        draft.To.ShouldBe("UBEN");
        draft.Status.ShouldBe("18.6.1, 18.5.3, 18.4.5 in preparation, due Wed 25 Nov 2026.");
        draft.Next.ShouldBe("Continue with the PSIRT patch release checklist.");
        draft.Items.Select(item => item.Id).ShouldBe(["R1/C1/1", "R1/C1/2"]);
        HandoverDraft.For(SampleReleases.R1, "UANNA", [], []).To.ShouldBe("UANNA");
    }

    [Fact]
    public void A_later_form_begins_with_what_changed_since_the_last_handover()
    {
        var first = Written(SampleReleases.R1, Evening);
        var second = Written(SampleReleases.R1, Evening + Duration.FromHours(8), Form with { Next = "Ask Delivery" }, [first]);
        Handover[] earlier = [second, first];

        var same = HandoverDraft.For(SampleReleases.R1, "UANNA", earlier, []);
        same.Status.ShouldEndWith("\nNo change since the last handover.");
        same.Next.ShouldBe("Ask Delivery");

        var moved = SampleReleases.R1 with { DueDate = new(2026, 11, 26), Links = new ReleaseLinks(BlogPost: "https://gitlab.com/1") };
        HandoverDraft.For(moved, "UANNA", earlier, []).Status.ShouldEndWith(
            "\nSince the last handover: due date moved from Wed 25 Nov 2026 to Thu 26 Nov 2026; Release blog post MR added.");

        var published = HandoverDraft.For(SampleReleases.R1 with { State = ReleaseState.Published }, "UANNA", earlier, []);
        published.Status.ShouldBe("18.6.1, 18.5.3, 18.4.5 published.\nSince the last handover: published.");
        published.Next.ShouldBe("Finish what follows publication in the PSIRT patch release checklist, then close R1.");
    }
}
