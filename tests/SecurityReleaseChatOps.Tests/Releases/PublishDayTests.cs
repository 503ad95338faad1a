using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>Publishing as users see it: a gate that says what is missing, and who can pass it.</summary>
public sealed class PublishDayTests
{
    private const string Upcoming = "f_upcoming_release";

    [Fact]
    public async Task With_something_missing_the_primary_says_why_and_everyone_concerned_is_told()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        await kenji.Runs("/release ready?", Upcoming);
        await anna.Runs("/release published");
        var form = await anna.SeesModal("Publish");
        ((string?)form.Json["submit"]!["text"]).ShouldBe("It is public");
        form.Text.ShouldContain("Saying that it is public ends its embargo.");
        form.Text.ShouldMatch(@"\*\d+ things are missing\*\n• \*Tell the release managers that PSIRT is ready\* – Anna de Vries\n");
        form.Text.ShouldContain("• *Legal has reviewed the security disclosure* – the pair");
        form.Text.ShouldMatch(@"… and \d+ more");
        form.Labels.ShouldBe(["Reason", "Before its due time"]);
        await form.Fill(("Reason", "It is *out* <!channel>"), ("Before its due time", new[] { "yes" })).Submit();

        const string why = "It is ∗out∗ &lt;!channel&gt;";
        (await anna.Sees($"Anna de Vries published *R1* GitLab 18.6.1: {why}")).Thread.ShouldBe(card.Ts);
        var told = await day.As("oliver").Sees(":rotating_light: Anna de Vries published *R1* GitLab 18.6.1 with ");
        told.Thread.ShouldBeNull("all of PSIRT sees it");
        told.Text.ShouldContain(why);
        told.Text.ShouldContain("• *Tell the release managers that PSIRT is ready* – Anna de Vries");
        (await kenji.Sees(
            $"<@U07> :rotating_light: Anna de Vries published *R1* GitLab 18.6.1 with something missing: {why}", Upcoming)).Text.ShouldNotContain("Legal");
        (await anna.Sees(":rocket: Published")).Text.ShouldContain(why);
        (await day.Services.GetRequiredService<IStore>().Audit("release/R1")).First(entry => entry.What == "published").Who.ShouldBe("U03");
        (await day.Board("R1"))["publish"]!.Open.ShouldBeFalse();
    }

    [Fact]
    public async Task A_fix_that_is_not_in_a_version_or_of_which_nobody_has_said_is_named_with_who_wrote_it()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        await anna.Runs("/release fixes");
        await (await anna.SeesModal("Fixes")).Fill(("Fixes", "gitlab-org/gitlab#1 high | Stored XSS | by @oliver\ngitlab-org/gitaly#2 | Path traversal"))
            .Submit();
        await anna.Runs("/release fix #1");
        var form = await anna.SeesModal("Fix");
        form.Labels.ShouldBe(["In 18.6.1", "In 18.5.3", "CVE", "Title", "Severity", "Product", "Authors", "Reported by", "Take it out"]);
        await form.Fill(("In 18.6.1", "merged"), ("In 18.5.3", "not in")).Submit();
        await anna.Sees("changed gitlab-org/gitlab#1 of *R1* GitLab 18.6.1, 18.5.3: merged in 18.6.1, not in 18.5.3");

        await anna.Runs("/release published");
        (await anna.SeesModal("Publish")).Text.ShouldContain(
            "• *gitlab-org/gitlab#1* is not in 18.5.3 – Oliver Hughes\n• Nobody has said that *gitlab-org/gitaly#2* is in 18.6.1, 18.5.3 – the pair\n");
        await (await anna.SeesModal("Publish")).Closes();

        // A release manager says that the rest is merged; fixes marked as not in stay so.
        var standing = (await kenji.Asks("/release fix"))!;
        standing.Text.ShouldContain("2 of 2 fixes are not merged everywhere");
        await kenji.Clicks("All are merged", standing);
        await anna.Sees("Kenji Satō said that the other fixes of *R1*");
        await anna.Runs("/release published");
        var left = (await anna.SeesModal("Publish")).Text;
        left.ShouldContain("• *gitlab-org/gitlab#1* is not in 18.5.3");
        left.ShouldNotContain("Nobody has said");
    }

    [Fact]
    public async Task Who_may_not_say_it_sees_what_is_missing_and_who_can()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        foreach (var name in new[] { "oliver", "kenji", "maria" })
        {
            await day.As(name).Runs("/release published");
            var form = await day.As(name).SeesModal("Publish");
            form.Json["submit"].ShouldBeNull(name);
            form.Labels.ShouldBeEmpty(name);
            form.Text.ShouldContain("*Tell the release managers that PSIRT is ready*", customMessage: name);
            form.Text.ShouldContain(
                "Something is missing: Anna de Vries, María López while at work, or an admin can publish, with a reason", customMessage: name);
            await form.Closes();
        }
        (await day.As("chloe").Runs("/release published")).ShouldContain("This is for PSIRT and release managers to do");
        await day.As("chloe").SeesNoModal();

        // Maria can once she is at work.
        await day.At("2026-11-23T14:30:00Z");
        await day.SaysItIsPublic("maria");
    }

    [Fact]
    public async Task With_nothing_missing_a_release_manager_says_it_in_one_press_on_the_day()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        await AllIsDone(day);
        await day.As("oliver").Runs("/release published");
        var looks = await day.As("oliver").SeesModal("Publish");
        looks.Text.ShouldContain("Anna de Vries, María López, a release manager or an admin says that it is public");
        await looks.Closes();
        await day.At("2026-11-25T15:10:00Z");
        await day.As("kenji").Runs("/release published");
        var form = await day.As("kenji").SeesModal("Publish");
        form.Labels.ShouldBeEmpty();
        form.Text.ShouldNotContain("missing");
        await form.Submit();
        (await day.As("anna").Sees("Kenji Satō published *R1* GitLab 18.6.1")).Thread.ShouldBe(card.Ts);
        (await day.As("kenji").Sees("*R1* GitLab 18.6.1 is published.")).OnlyForOne.ShouldBeTrue();
        (await day.As("anna").Messages()).ShouldNotContain(m => m.Says(":rotating_light:"));
    }

    [Fact]
    public async Task Done_on_its_step_opens_it_and_undo_stands_in_the_thread_for_all()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await AllIsDone(day);
        var anna = day.As("anna");
        await day.OpensForm("anna", "done", "publish", (await anna.Asks("/checklist"))!);
        await (await anna.SeesModal("Publish")).Fill(("Before its due time", new[] { "yes" })).Submit();
        var told = await day.As("maria").Sees("Anna de Vries published *R1* GitLab 18.6.1");
        (await day.Board("R1"))["publish"]!.Open.ShouldBeFalse();

        told.Buttons.ShouldBe(["Undo"]);
        await day.As("maria").Clicks("Undo", told);
        await anna.Sees("María López took that back: *R1* GitLab 18.6.1 is preparing again");
        (await day.Board("R1"))["publish"]!.Open.ShouldBeTrue("what the event settled opens with it");
        await day.Until(async () => (await anna.Messages()).Single(m => m.Ts == told.Ts).Buttons.Count == 0, "What was taken back cannot be undone again.");
        await anna.Sees(":hammer_and_wrench: Preparing");
    }

    [Fact]
    public async Task Those_who_heard_why_hear_that_it_was_taken_back()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("kenji").Runs("/release ready?", Upcoming);
        await day.As("anna").Clicks("Undo", await day.SaysItIsPublic("anna"));
        await day.As("kenji").Sees("<@U07> Anna de Vries took the publication of *R1* GitLab 18.6.1 back.", Upcoming);
    }

    [Fact]
    public async Task One_of_the_pair_looks_whether_psirt_is_ready_and_tells_nobody()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var answer = (await day.As("anna").Asks("/release ready?"))!;
        answer.Text.ShouldStartWith("*R1* GitLab 18.6.1: Not yet. Missing:");
        answer.Buttons.ShouldBe(["Confirm ready"]);
        await day.Settles();
        (await day.As("oliver").Messages()).ShouldNotContain(m => m.Says("whether PSIRT is ready"));
        (await day.As("oliver").Runs("/release ready?")).ShouldContain("PSIRT is asked");
        await day.As("anna").Sees("Oliver Hughes asks whether PSIRT is ready");
    }

    /// <summary>Nothing is missing any more: PSIRT reports that it is ready.</summary>
    private static async Task AllIsDone(TestDay day)
    {
        await day.At("2026-11-25T13:30:00Z");
        await day.WorkWhatIsDue("R1", "anna", "maria");
        await day.As("anna").Runs("/checklist done marketing told in the issue");
        var ready = (await day.As("anna").Asks("/release ready?"))!;
        ready.Text.ShouldContain("Nothing is missing. PSIRT confirms it next.");
        await day.As("anna").Clicks("Confirm ready", ready);
        await day.Until(async () => !(await day.Board("R1"))["ready"]!.Open, "It should be ready.");
    }
}
