using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseRulesTests
{
    private static readonly Instant Now = People.At("2026-11-25T17:00:00Z");

    [Theory]
    [InlineData("close", ReleaseState.Published, ReleaseState.Closed)]
    [InlineData("cancel", ReleaseState.Preparing, ReleaseState.Cancelled)]
    public void A_release_goes_its_way_and_says_who_moved_it(string step, ReleaseState from, ReleaseState to)
    {
        var decision = Step(step, from);
        decision.Changed.ShouldBeTrue();
        decision.Value.ShouldNotBeNull().State.ShouldBe(to);
        decision.Value.Changed.ShouldBe(new StateChange("UBEN", Now, step == "cancel" ? "not needed" : null));
    }

    [Theory]
    [InlineData("close", ReleaseState.Closed, "R1 is closed already")]
    [InlineData("cancel", ReleaseState.Cancelled, "R1 is cancelled already")]
    public void The_same_step_again_changes_nothing(string step, ReleaseState state, string expected)
    {
        var decision = Step(step, state);
        decision.Refused.ShouldBeFalse();
        decision.Changed.ShouldBeFalse();
        decision.Words.ShouldBe(expected);
    }

    [Theory]
    [InlineData("close", ReleaseState.Preparing, "R1 is not published yet: use /release published first, or /release cancel when it will not come")]
    [InlineData("close", ReleaseState.Cancelled, "R1 is cancelled: there is nothing to close")]
    [InlineData("cancel", ReleaseState.Published, "R1 is published: end it with /release close")]
    [InlineData("cancel", ReleaseState.Closed, "R1 is closed: there is nothing to cancel")]
    [InlineData("delay", ReleaseState.Published, "R1 is published: its due date stays Wed 25 Nov 2026")]
    [InlineData("delay", ReleaseState.Cancelled, "R1 is cancelled: its due date stays Wed 25 Nov 2026")]
    public void A_step_out_of_turn_is_refused_in_words(string step, ReleaseState state, string expected)
    {
        var decision = Step(step, state);
        decision.Refused.ShouldBeTrue();
        decision.Words.ShouldBe(expected);
    }

    [Fact]
    public void A_due_date_moves_and_the_move_is_kept()
    {
        var once = Delay(SampleReleases.R1, "2026-11-27", "fix not ready").Value.ShouldNotBeNull();
        var twice = Delay(once, "2026-11-26", null).Value.ShouldNotBeNull();
        twice.DueDate.ShouldBe(new DateOnly(2026, 11, 26));
        twice.Moves.ShouldBe(
        [
            new DueDateMove(new(2026, 11, 25), new(2026, 11, 27), "fix not ready", "UBEN", Now),
            new DueDateMove(new(2026, 11, 27), new(2026, 11, 26), null, "UBEN", Now),
        ]);
    }

    [Fact]
    public void A_due_date_moves_to_no_past_date_and_with_no_endless_reason()
    {
        Delay(SampleReleases.R1, "2026-11-24", null).Words.ShouldBe("Tue 24 Nov 2026 is past: choose today or a later date");
        Delay(SampleReleases.R1, "2026-11-26", new string('x', 501)).Words.ShouldBe("The reason has 501 characters: at most 500 fit");
        Delay(SampleReleases.R1, "2026-11-25", null).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Links_are_set_removed_and_kept()
    {
        var release = SampleReleases.R1 with { Links = new ReleaseLinks(Issue: "https://gitlab.com/1", BlogPost: "https://gitlab.com/2") };
        var typed = new Dictionary<ReleaseLink, string?> { [ReleaseLink.Issue] = "", [ReleaseLink.Checklist] = "<https://gitlab.com/3|three>" };
        ReleaseRules.SetLinks(release, typed).Value.ShouldNotBeNull().Links
            .ShouldBe(new ReleaseLinks(Checklist: "https://gitlab.com/3", BlogPost: "https://gitlab.com/2"));
        typed[ReleaseLink.DraftBlogPost] = "later";
        ReleaseRules.SetLinks(release, typed).Errors.Keys.ShouldBe(["link_draft"]);
    }

    private static Decision<Release> Delay(Release release, string to, string? reason) =>
        ReleaseRules.Delay(release, DateOnly.Parse(to), reason, "UBEN", DateOnly.FromDateTime(Now.ToDateTimeUtc()), Now);

    private static Decision<Release> Step(string step, ReleaseState state)
    {
        var release = SampleReleases.R1 with { State = state };
        return step switch
        {
            "close" => ReleaseRules.Close(release, "UBEN", Now),
            "cancel" => ReleaseRules.Cancel(release, " not needed ", "UBEN", Now),
            _ => Delay(release, "2026-11-26", null),
        };
    }
}
