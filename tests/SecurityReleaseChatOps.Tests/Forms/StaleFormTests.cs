using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Thanks;

namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>Forms that were opened before others acted.</summary>
public sealed class StaleFormTests : IAsyncLifetime
{
    private const string Fix = "gitlab-org/gitlab#1 CVE-2026-1234 critical | Stored XSS";
    private const string Other = "gitlab-org/gitlab#2 low | A typo";
    private Bench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await Bench.Start();
        await bench.StartsRelease();
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task What_two_people_mark_as_embargoed_is_both_marked()
    {
        var (anna, maria) = (await bench.Opens("anna", "/comms embargo"), await bench.Opens("maria", "/comms embargo"));
        maria["marked"] = new() { Value = "operation blue heron" };
        maria["channels"] = new() { SelectedConversations = [Bench.ChannelId("more-1")] };
        (await bench.Submits(maria)).ShouldBe(ViewSubmissionResponse.Null);
        anna["channels"] = new() { SelectedConversations = [Bench.ChannelId("more-2")] };
        (await bench.Submits(anna)).ShouldBe(ViewSubmissionResponse.Null);

        var notes = (await bench.Services.GetRequiredService<EmbargoStore>().Notes("R1", default))!.Value;
        notes.Marked.ShouldHaveSingleItem().ShouldBe(new("operation blue heron", Bench.Id("maria"), notes.Marked[0].At));
        notes.Channels.Select(channel => channel.Id).ShouldBe([Bench.ChannelId("more-1"), Bench.ChannelId("more-2")]);
        (await bench.Types("anna", "/comms check Operation Blue Heron is a go")).Message!.Text!.ShouldContain("words that are marked for R1");
    }

    [Fact]
    public async Task A_mark_that_someone_took_away_does_not_come_back()
    {
        var first = await bench.Opens("anna", "/comms embargo");
        first["marked"] = new() { Value = "blue heron\nred kite" };
        await bench.Submits(first);
        var (anna, maria) = (await bench.Opens("anna", "/comms embargo"), await bench.Opens("maria", "/comms embargo"));
        maria["marked"] = new() { Value = "red kite" };
        await bench.Submits(maria);
        anna["marked"] = new() { Value = "blue heron\nred kite\ngrey seal" };
        await bench.Submits(anna);
        (await bench.Services.GetRequiredService<EmbargoStore>().Notes("R1", default))!.Value.Marked.Select(marked => marked.Text)
            .ShouldBe(["red kite", "grey seal"]);
    }

    [Fact]
    public async Task A_fix_that_someone_added_meanwhile_stays()
    {
        var (anna, maria) = (await bench.Opens("anna", "/release fixes"), await bench.Opens("maria", "/release fixes"));
        maria["fixes"] = new() { Value = Fix };
        await bench.Submits(maria);
        anna["fixes"] = new() { Value = Other };
        (await bench.Submits(anna)).ShouldBe(ViewSubmissionResponse.Null);
        (await Release()).Fixes.Select(fix => fix.Id).ShouldBe(["gitlab-org/gitlab#1", "gitlab-org/gitlab#2"]);
        (await Release()).WorstSeverity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_fix_that_two_changed_is_told_of_and_what_was_typed_is_kept()
    {
        var first = await bench.Opens("anna", "/release fixes");
        first["fixes"] = new() { Value = Other };
        await bench.Submits(first);
        var (anna, maria) = (await bench.Opens("anna", "/release fixes"), await bench.Opens("maria", "/release fixes"));
        maria["fixes"] = new() { Value = Other.Replace("low", "high") };
        await bench.Submits(maria);
        anna["fixes"] = new() { Value = Other + " in a label\n" + Fix };

        var again = new Opened("anna", (await bench.Submits(anna)).UpdatedView!);
        again.Notice.ShouldContain($"<@{Bench.Id("maria")}> changed meanwhile");
        again.Notice.ShouldContain("gitlab-org/gitlab#2 high");
        again["fixes"].ShouldBe(anna["fixes"]);
        (await Release()).Fixes.Single().Severity.ShouldBe(Severity.High, "nothing is saved yet");

        (await bench.Submits(again)).ShouldBe(ViewSubmissionResponse.Null, "now it is meant");
        (await Release()).Fixes.Select(fix => (fix.Id, fix.Title)).ShouldBe(
            [("gitlab-org/gitlab#2", "A typo in a label"), ("gitlab-org/gitlab#1", "Stored XSS")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_severity_is_not_lowered_past_a_fix_that_came_meanwhile_unseen()
    {
        await bench.Types("anna", "/release severity high");
        var lower = await bench.Opens("anna", "/release severity medium");
        lower["reason"] = new() { Value = "not reachable" };
        var fixes = await bench.Opens("maria", "/release fixes");
        fixes["fixes"] = new() { Value = Fix };
        await bench.Submits(fixes);
        var again = new Opened("anna", (await bench.Submits(lower)).UpdatedView!);
        again.Notice.ShouldContain("critical, from its fixes");
        (await Release()).WorstSeverity.ShouldBe(Severity.Critical, "nothing is saved yet");
        (await bench.Submits(again)).ShouldBe(ViewSubmissionResponse.Null, "now it is meant");
        (await Release()).SeverityAndWhence().ShouldBe($"medium, lowered by <@{Bench.Id("anna")}>: not reachable");
    }

    [Fact]
    public async Task What_is_missing_by_now_is_shown_before_it_is_published_without()
    {
        var form = await bench.Opens("anna", "/release published");
        (form["reason"], form["early"]) = (new() { Value = "It is out" }, Ticked);
        var fixes = await bench.Opens("maria", "/release fixes");
        fixes["fixes"] = new() { Value = Fix };
        await bench.Submits(fixes);
        var again = new Opened("anna", (await bench.Submits(form)).UpdatedView!);
        again.Notice.ShouldContain("What is missing changed meanwhile");
        (await Release()).State.ShouldBe(ReleaseState.Preparing, "nothing is saved yet");
        again["reason"].Value.ShouldBe("It is out");
        again["early"] = Ticked;
        (await bench.Submits(again)).ShouldBe(ViewSubmissionResponse.Null, "now it is meant");
        (await Release()).PublishedWhy.ShouldBe("It is out");
    }

    [Fact]
    public async Task Who_may_not_publish_any_more_sees_who_can()
    {
        var form = await bench.Opens("grace", "/release published");
        (form["reason"], form["early"]) = (new() { Value = "It is out" }, Ticked);
        bench.Knows(slack => slack with { Groups = [.. slack.Groups.Select(group => group.Handle == "psirt-admins" ? group with { Users = [] } : group)] });
        var again = (await bench.Submits(form)).UpdatedView!;
        new Opened("grace", again).Notice.ShouldContain("You cannot say that it is public any more");
        again.Submit.ShouldBeNull();
        (await Release()).State.ShouldBe(ReleaseState.Preparing);
    }

    [Fact]
    public async Task Before_its_due_time_and_without_a_reason_it_is_not_published()
    {
        var form = await bench.Opens("anna", "/release published");
        form["reason"] = new() { Value = "It is out" };
        var again = new Opened("anna", (await bench.Submits(form)).UpdatedView!);
        again.Notice.ShouldContain("say that it is public already");
        (again["reason"], again["early"]) = (new() { Value = " " }, Ticked);
        (await bench.Submits(again)).FieldErrors!.Keys.ShouldBe(["reason"]);
        (await Release()).State.ShouldBe(ReleaseState.Preparing);
    }

    [Fact]
    public async Task A_form_that_stayed_open_is_judged_by_what_it_told()
    {
        var (anna, maria) = (await bench.Opens("anna", "/release links"), await bench.Opens("maria", "/release links"));
        maria[ReleaseFields.Link(ReleaseLink.Issue)] = new() { Value = "https://gitlab.com/1" };
        await bench.Submits(maria);
        anna[ReleaseFields.Link(ReleaseLink.Issue)] = new() { Value = "https://gitlab.com/2" };
        var again = new Opened("anna", (await bench.Submits(anna)).UpdatedView!);
        again.Notice.ShouldContain("https://gitlab.com/1");
        var third = await bench.Opens("grace", "/release links");
        third[ReleaseFields.Link(ReleaseLink.Issue)] = new() { Value = "https://gitlab.com/3" };
        third[ReleaseFields.Link(ReleaseLink.Checklist)] = new() { Value = "https://gitlab.com/4" };
        await bench.Submits(third);
        new Opened("anna", (await bench.Submits(again)).UpdatedView!).Notice.ShouldContain("https://gitlab.com/3", customMessage: "it changed once more");
        (await Release()).Links.Checklist.ShouldBe("https://gitlab.com/4");
    }

    [Fact]
    public async Task Two_admins_who_add_the_same_person_do_not_overwrite_each_other_unseen()
    {
        var (grace, adam) = (await bench.Opens("grace", "/rotation add"), await bench.Opens("adam", "/rotation add"));
        Fill(grace, "08:00-16:00");
        (await bench.Submits(grace)).UpdatedView!.Title.Text.ShouldBe("Added");
        Fill(adam, "10:00-18:00");
        var again = new Opened("adam", (await bench.Submits(adam)).UpdatedView!);
        again.Notice.ShouldContain($"is on the rotation, by <@{Bench.Id("grace")}>: EMEA, ");
        (await Adam()).Hours.Start.ShouldBe(new(8, 0));
        (await bench.Submits(again)).UpdatedView!.Title.Text.ShouldBe("Added");
        (await Adam()).Hours.Start.ShouldBe(new(10, 0));

        static void Fill(Opened form, string hours)
        {
            form["person"] = new() { SelectedUser = Bench.Id("adam") };
            form["region"] = new() { SelectedOption = Slack.Blocks.Option.Of("EMEA", "EMEA") };
            form["hours"] = new() { Value = hours };
        }

        async Task<Engineer> Adam() => (await bench.Roster()).Single(engineer => engineer.UserId == Bench.Id("adam"));
    }

    [Fact]
    public async Task Who_is_no_admin_any_more_adds_nobody_and_keeps_what_was_typed()
    {
        var grace = await bench.Opens("grace", "/rotation add");
        grace["person"] = new() { SelectedUser = Bench.Id("adam") };
        grace["region"] = new() { SelectedOption = Slack.Blocks.Option.Of("EMEA", "EMEA") };
        bench.Knows(slack => slack with { Groups = [.. slack.Groups.Select(group => group.Handle == "psirt-admins" ? group with { Users = [] } : group)] });
        (await bench.Submits(grace)).FieldErrors.ShouldHaveSingleItem().Value.ShouldBe("Only an admin can do this: ask one of them.");
        (await bench.Roster()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Cancelled_without_a_role_and_to_a_public_channel_it_is_refused_once()
    {
        var form = await bench.Opens("anna", "/comms embargo");
        form["marked"] = new() { Value = "operation blue heron" };
        form["channels"] = new() { SelectedConversations = [Bench.ChannelId("more-1")] };
        (await bench.Submits(await bench.Opens("maria", "/release cancel"))).ShouldBe(ViewSubmissionResponse.Null);
        Public("more-1", psirt: ["maria", "grace", "adam"]);
        (await bench.Submits(form)).FieldErrors.ShouldHaveSingleItem().Value.ShouldStartWith("This is PSIRT's to do");
        Public("more-1", psirt: ["anna", "maria", "grace", "adam"]);
        (await bench.Submits(form)).FieldErrors.ShouldHaveSingleItem().Value.ShouldStartWith("#more-1 is public");
        (await bench.Services.GetRequiredService<EmbargoStore>().Notes("R1", default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("/release delay")]
    [InlineData("/release links")]
    [InlineData("/release fixes")]
    [InlineData("/release versions")]
    [InlineData("/release published")]
    [InlineData("/release cancel")]
    [InlineData("/comms ping legal")]
    [InlineData("/comms email")]
    [InlineData("/handover")]
    [InlineData("/checklist add")]
    [InlineData("/checklist import")]
    public async Task A_form_of_a_cancelled_release_neither_opens_nor_is_taken(string command)
    {
        var opened = await bench.Opens("anna", command);
        (await bench.Submits(await bench.Opens("maria", "/release cancel"))).ShouldBe(ViewSubmissionResponse.Null);
        (await bench.Submits(opened)).FieldErrors.ShouldHaveSingleItem().Value.ShouldStartWith("R1 is cancelled");
        var now = await bench.Types("anna", command + " R1");
        now.OpenView.ShouldBeNull();
        now.Message!.Text!.ShouldContain("R1 is cancelled");
    }

    [Theory]
    [InlineData("/comms embargo")]
    [InlineData("/comms lift")]
    public async Task The_embargo_of_a_cancelled_release_is_still_worked_on(string command)
    {
        (await bench.Submits(await bench.Opens("maria", "/release cancel"))).ShouldBe(ViewSubmissionResponse.Null);
        (await bench.Types("grace", command + " R1")).OpenView.ShouldNotBeNull();
    }

    [Fact]
    public async Task Thanks_that_someone_posted_meanwhile_are_posted_once_and_what_was_typed_is_kept()
    {
        await bench.Publishes("anna");
        var (anna, maria) = (await bench.Opens("anna", "/thanks R1"), await bench.Opens("maria", "/thanks R1"));
        maria["text"] = new() { Value = "Thank you all!" };
        (await bench.Submits(maria)).FieldErrors.ShouldBeNull();
        anna["text"] = new() { Value = "Thanks, everyone" };
        for (var time = 0; time < 2; time++)
        {
            var again = new Opened("anna", (await bench.Submits(anna)).UpdatedView!);
            again.Notice.ShouldContain($"<@{Bench.Id("maria")}> thanked everyone for");
            again["text"].ShouldBe(anna["text"]);
            anna = again;
        }
        (await bench.Store.Audit(ThanksStore.MessageKey("R1"))).ShouldHaveSingleItem().Who.ShouldBe(Bench.Id("maria"));
    }

    [Fact]
    public async Task Thanks_for_what_is_not_public_any_more_are_refused()
    {
        var undo = await bench.Publishes("anna");
        var form = await bench.Opens("anna", "/thanks R1");
        await bench.Presses<UndoMove>("maria", undo.ActionId!, undo.Value!);
        (await bench.Submits(form)).FieldErrors.ShouldHaveSingleItem().Value.ShouldContain("not public any more");
        (await bench.Store.Audit(ThanksStore.MessageKey("R1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_of_an_earlier_version_is_refused_with_what_was_typed()
    {
        var form = await bench.Opens("anna", "/release links");
        var old = new Opened("anna", form.View with { PrivateMetadata = "R1" });
        (await bench.Submits(old)).FieldErrors.ShouldHaveSingleItem().Value.ShouldStartWith("This form is from an earlier version");
    }

    [Theory]
    [InlineData("""{"about":{"release":"R1","step":"validate","view":""},"readAt":{}}""")]
    [InlineData("""{"about":{"release":"R1","ping":"R1/merge-time","what":"date"},"readAt":{}}""")]
    [InlineData("""{"about":{"release":"R1","fix":"gitlab-org/gitlab#1"},"readAt":{}}""")]
    public void What_it_was_about_is_not_taken_for_the_whole_release(string earlier)
    {
        Should.Throw<RefusalException>(() => Carried.Read<AboutRelease>(earlier)).Message.ShouldStartWith("This form is from an earlier version");
        Carried.Read<AboutRelease>("""{"about":{"release":"R1","of":"validate"},"readAt":{}}""").About.Of.ShouldBe("validate");
    }

    private void Public(string channel, string[] psirt) => bench.Knows(slack => slack with
    {
        Channels = slack.Channels.ToDictionary(one => one.Key, one => one.Value.Name == channel ? one.Value with { IsPrivate = false } : one.Value),
        Groups = [.. slack.Groups.Select(group => group.Handle == "psirt" ? group with { Users = [.. psirt.Select(Bench.Id)] } : group)],
    });

    private static StateValue Ticked => new() { SelectedOptions = [Slack.Blocks.Option.Of("yes", "yes")] };

    private async Task<Release> Release() => (await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
}
