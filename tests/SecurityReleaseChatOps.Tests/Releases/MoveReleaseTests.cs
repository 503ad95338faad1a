using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>What happens to a release after its start, as users do it.</summary>
public sealed class MoveReleaseTests
{
    [Fact]
    public async Task List_and_status_show_what_is_under_way()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        (await anna.Runs("/release")).ShouldContain("No release is under way");
        (await anna.Runs("/release status")).ShouldContain("start one with /release new");
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3", ("Kind", "Critical"), ("Due date", "2026-11-24"));
        var list = await anna.Runs("/release list");
        list.IndexOf("R2", StringComparison.Ordinal).ShouldBeLessThan(list.IndexOf("R1", StringComparison.Ordinal), "the next due first");
        list.ShouldContain("Critical");
        (await anna.Runs("/release status R1")).ShouldContain("GitLab 18.6.1 · Planned");
        (await anna.Runs("/release status 18.5.3")).ShouldContain("GitLab 18.5.3 · Critical");
        (await anna.Runs("/release 2026-11-24")).ShouldContain("GitLab 18.5.3 · Critical");
        (await anna.Runs("/release status R77")).ShouldContain("I don't know the release \"R77\": active are R1 (18.6.1), R2 (18.5.3)");
        (await anna.Runs("/release status <https://evil|x>")).ShouldNotContain("<https");
    }

    [Fact]
    public async Task Links_are_set_changed_and_removed_and_a_wrong_one_is_refused()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/release links");
        var form = await anna.SeesModal("Links");
        form.Fill(("PSIRT patch release checklist", "https://gitlab.com/checklist"), ("Release blog post MR", "https://user@gitlab.com/x"));
        (await form.SubmitsInVain()).ShouldContainKey("Release blog post MR");
        form = await anna.SeesModal("Links");
        form["PSIRT patch release checklist"].ShouldBe("https://gitlab.com/checklist");
        await form.Fill(("Release blog post MR", "https://gitlab.com/a|b<c>")).Submit();

        var shown = await anna.Sees("2 of 5 links set");
        shown.Ts.ShouldBe(card.Ts, "the one message is kept up to date");
        await anna.Clicks("More", shown);
        var more = await anna.SeesModal("More");
        more.Text.ShouldContain("<https://gitlab.com/checklist|PSIRT patch release checklist>");
        more.Text.ShouldNotContain("b<c>");

        await anna.Runs("/release links R1");
        await (await anna.SeesModal("Links")).Fill(("PSIRT patch release checklist", "")).Submit();
        await anna.Sees("1 of 5 links set");
    }

    [Fact]
    public async Task A_due_date_is_moved_with_a_reason_and_told_in_the_thread()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/release delay");
        var form = await anna.SeesModal("Move due date");
        form["Due date"].ShouldBe("2026-11-25");
        (await form.SubmitsInVain())["Due date"].ShouldContain("is already due on Wed 25 Nov 2026");
        (await (await anna.SeesModal("Move due date")).Fill(("Due date", "2026-11-20"), ("Why", "packages"))
            .SubmitsInVain())["Due date"].ShouldContain("is past");
        form = await anna.SeesModal("Move due date");
        form["Why"].ShouldBe("packages");
        await form.Fill(("Due date", "2026-11-26"), ("Why", "<!channel> *packages* are late")).Submit();

        var told = await anna.Sees("moved *R1* GitLab 18.6.1 from Wed 25 Nov to Thu 26 Nov");
        told.Thread.ShouldBe(card.Ts);
        told.Text.ShouldNotContain("<!channel>");
        told.Text.ShouldNotContain("*packages*");
        (await anna.Sees("is on it now · due <!date^1795705200")).Ts.ShouldBe(card.Ts);
    }

    [Fact]
    public async Task A_release_is_published_taken_back_published_and_closed()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var anna = day.As("anna");
        (await anna.Runs("/release close")).ShouldContain("is not published yet");
        var done = await day.SaysItIsPublic("anna");
        (await day.As("maria").Sees("published *R1* GitLab 18.6.1: The packages are out")).Thread.ShouldBe(card.Ts);
        (await anna.Sees(":rocket: Published")).Ts.ShouldBe(card.Ts);
        (await anna.Runs("/release published")).ShouldBe("R1 is published: there is nothing to publish any more.");
        await anna.SeesNoModal();

        await anna.Clicks("Undo", done);
        (await anna.Sees("took that back")).Thread.ShouldBe(card.Ts);
        await anna.Sees(":hammer_and_wrench: Preparing");

        var published = await day.SaysItIsPublic("anna");
        await day.Closes("anna");
        (await anna.Sees(":white_check_mark: Closed by Anna de Vries")).Ts.ShouldBe(card.Ts);
        await anna.Clicks("Undo", published);
        await anna.Sees("It cannot be undone any more");
        (await anna.Runs("/release list")).ShouldContain("Last ones: *R1* GitLab 18.6.1 (closed, 43 steps open)");
        (await anna.Runs("/release published R1")).ShouldBe("R1 is closed: there is nothing to publish any more.");
    }

    [Fact]
    public async Task Cancelling_asks_first_and_shows_the_reason()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/release cancel");
        await (await anna.SeesModal("Cancel release")).Closes();
        (await anna.Runs("/release status")).ShouldContain("Preparing");

        await anna.Runs("/release cancel");
        await (await anna.SeesModal("Cancel release")).Fill(("Why", "found to be *no* <https://evil|flaw>")).Submit();
        var shown = await anna.Sees(":no_entry_sign: Cancelled by Anna de Vries");
        shown.Ts.ShouldBe(card.Ts);
        shown.Text.ShouldNotContain("<https://evil");
        shown.Text.ShouldNotContain("*no*");
        (await anna.Runs("/release cancel R1")).ShouldContain("R1 is cancelled");
        await anna.SeesNoModal();
    }

    [Theory]
    [InlineData("/release links", "Links")]
    [InlineData("/release delay", "Move due date")]
    [InlineData("/release cancel", "Cancel release")]
    [InlineData("/release published", "Publish")]
    [InlineData("/release versions", "Versions")]
    [InlineData("/handover", "Hand over")]
    public async Task With_several_releases_a_command_that_opens_a_form_asks_for_which(string command, string modal)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3");
        var anna = day.As("anna");
        var question = (await anna.Asks(command))!;
        question.Text.ShouldContain("Which release?");
        question.Buttons.ShouldBe(["R1 · GitLab 18.6.1", "R2 · GitLab 18.5.3"]);
        await anna.Clicks("R2", question);
        (await anna.SeesModal(modal)).Text.ShouldContain("*R2*");
        await day.Until(async () => (await anna.Messages()).All(m => m.Ts != question.Ts), "The question should go once it is answered.");
    }

    [Theory]
    [InlineData("/release status", "GitLab 18.5.3 · Planned")]
    [InlineData("/release merged", "*R2* GitLab 18.5.3 is merged.")]
    [InlineData("/handover history", "No handover yet")]
    public async Task With_several_releases_a_command_that_answers_asks_for_which(string command, string answer)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3");
        var anna = day.As("anna");
        await anna.Clicks("R2", (await anna.Asks(command))!);
        (await day.Until(
            async () => (await anna.Messages()).LastOrDefault(m => m.OnlyForOne && m.Says(answer)),
            () => Task.FromResult($"{command} should say “{answer}”."))).Text.ShouldNotContain("Which release?");
    }

    [Fact]
    public async Task A_release_may_be_changed_by_two_people_at_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, maria) = (day.As("anna"), day.As("maria"));
        await anna.Runs("/release links");
        await maria.Runs("/release delay");
        var links = (await anna.SeesModal("Links")).Fill(("Patch release issue", "https://gitlab.com/1"));
        var delay = (await maria.SeesModal("Move due date")).Fill(("Due date", "2026-11-26"));
        await Task.WhenAll(links.Submit(), delay.Submit());
        await anna.Clicks("More", await anna.Sees("1 of 5 links set"));
        var more = await anna.SeesModal("More");
        more.Text.ShouldContain("https://gitlab.com/1");
        more.Text.ShouldContain("Moved from Wed 25 Nov");
    }
}
