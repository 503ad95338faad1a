using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Embargo;

/// <summary>The embargo as its users see it.</summary>
public sealed class EmbargoDayTests
{
    private const string NothingFound = "I found no embargoed fact in this text. That is not permission: I compare words, I don't understand them.";
    private const string Secret = "gitlab-org/gitlab#4711 CVE-2026-1234 | Stored XSS in notes";

    [Fact]
    public async Task What_a_text_carries_and_where_it_may_go_is_said_to_the_asker_alone()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", Secret);
        var nora = day.As("nora");
        var answer = await nora.Runs("/comms check CVE-2026-1234 is fixed in 18.6.1", "thanks");
        answer.ShouldContain("*Under embargo in this text:* a CVE of R1, a version of R1.");
        answer.ShouldContain("*It may go to* #sec-psirt-team, #sec-appsec, #comms-team-security, #f_upcoming_release");
        answer.ShouldContain("• #thanks is not on R1's allow-list");
        answer.ShouldContain("• #security is not on R1's allow-list");
        (await nora.Runs("/comms check stored *XSS* in _notes_")).ShouldContain("the title of a fix of R1");
        (await nora.Runs("/comms check All is quiet, see you at 18.6.10")).ShouldBe(NothingFound);
        (await nora.Runs("/comms check All is quiet R1")).ShouldStartWith(
            NothingFound + "\nIt is about R1, which is not published.\n*It may go to* #sec-psirt-team");
        (await day.As("ben").Runs("/comms check 18.6.1")).ShouldStartWith("Sorry, I only work for PSIRT");

        await day.Publishes();
        (await nora.Runs("/comms check CVE-2026-1234 is fixed in 18.6.1")).ShouldStartWith(NothingFound);
    }

    [Fact]
    public async Task A_text_that_comes_near_a_title_is_doubted()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#4711 | Account takeover via password reset");
        var anna = day.As("anna");
        foreach (var near in new[] { "account takeover via the password reset flow", "resetting a password takes over accounts, takeovers too" })
        {
            (await anna.Runs($"/comms check {near}", "thanks")).ShouldStartWith(
                NothingFound
                    + "\n*In doubt:* it comes near the title of a fix of R1, \"Account takeover via password reset\".\n*It may go to* #sec-psirt-team");
        }
        (await anna.Runs("/comms check account takeover via password reset")).ShouldNotContain("In doubt");
        (await anna.Runs("/comms check The account team resets the counter")).ShouldNotContain("title");
        (await Told(day, "thanks", "account takeover via the password reset flow")).ShouldBe(CommitResult.Saved, "a doubt holds nothing back");
    }

    [Fact]
    public async Task What_psirt_marks_is_held_back_and_goes_where_psirt_adds()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/channels", new { name = "war-room", user = "anna", is_private = true });
        await day.Control.Post("/control/channels/war-room/members", new { users = new[] { "U0BOT" }, user = "anna" });
        await day.Until(() => Task.FromResult(day.Directory.FindChannel("war-room") is not null), "The app should know the new channel.");
        var anna = day.As("anna");
        (await Told(day, "war-room", "Nightfall at noon")).ShouldBe(CommitResult.Saved);
        await anna.Runs("/comms embargo");
        var modal = await anna.SeesModal("Embargo");
        modal.Text.ShouldContain("*Versions:* 18.6.1");
        (await modal.Fill(("Marked", "Nightfall\nabc")).SubmitsInVain())["Marked"].ShouldContain("\"abc\" is too short");
        (await modal.Fill(("Marked", "Nightfall"), ("Channels", new[] { "thanks" })).SubmitsInVain())["Channels"].ShouldBe(
            "#thanks is public: everyone in the workspace could read it");
        (await modal.Fill(("Channels", new[] { "ext-bounty-partners" })).SubmitsInVain())["Channels"].ShouldContain("ext-bounty-partners");
        await modal.Fill(("Channels", Array.Empty<string>())).Submit();

        (await Told(day, "war-room", "Nightfall is over")).ShouldBe(CommitResult.Refused);
        await anna.Runs("/comms embargo R1");
        (await anna.SeesModal("Embargo"))["Marked"].ShouldBe("Nightfall");
        await (await anna.SeesModal("Embargo")).Fill(("Channels", new[] { "war-room" })).Submit();
        (await Told(day, "war-room", "Nightfall is over")).ShouldBe(CommitResult.Saved);
        (await Told(day, "thanks", "Nightfall is over")).ShouldBe(CommitResult.Refused);
        (await anna.Runs("/comms check nightfall")).ShouldContain("words that are marked for R1");
        await day.Settles();
        await anna.Sees("Nightfall is over", "war-room");
        var audit = await day.Services.GetRequiredService<IStore>().Audit("release/R1");
        audit.Count(line => line.What == "set embargo" && line.Who == "U03").ShouldBe(2);
    }

    [Fact]
    public async Task An_admin_lets_one_message_through_with_a_reason()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, grace) = (day.As("anna"), day.As("grace"));
        (await anna.Runs("/comms lift")).ShouldContain("`/comms lift` is for admins");
        await grace.Runs("/comms lift");
        var modal = await grace.SeesModal("Lift embargo");
        modal.Fill(("Text", "18.6.1 is <!channel> near"), ("Reason", "The board asked"), ("Confirm", new[] { "yes" }));
        (await modal.SubmitsInVain())["Channel"].ShouldBe("Choose either a channel or a person");
        (await modal.Fill(("Channel", "ext-bounty-partners")).SubmitsInVain()).Values.Distinct().ShouldHaveSingleItem().ShouldNotContain("18.6.1");
        (await modal.Fill(("Channel", "thanks"), ("Confirm", Array.Empty<string>())).SubmitsInVain()).ShouldContainKey("Confirm");
        (await modal.Fill(("Confirm", new[] { "yes" })).Submit())!.Text.ShouldContain("on its way to #thanks");

        var shown = await day.As("ben").Sees("18.6.1", "thanks");
        shown.Text.ShouldContain("18.6.1 is &lt;!channel&gt; near");
        shown.Text.ShouldContain("Sent for Grace ");
        await anna.Sees("lifted the embargo of R1 for one message to #thanks: The board asked");
        var line = (await day.Services.GetRequiredService<IStore>().Audit("release/R1")).Single(line => line.What == "lifted embargo");
        (line.Who, line.After!.Contains("The board asked", StringComparison.Ordinal)).ShouldBe(("U11", true));
        (await Told(day, "thanks", "18.6.1 is near")).ShouldBe(CommitResult.Refused, "it was lifted for one message");
    }

    [Fact]
    public async Task What_two_releases_keep_is_lifted_for_both_or_for_neither()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.StartsRelease("18.7.1");
        var (anna, grace) = (day.As("anna"), day.As("grace"));
        foreach (var release in new[] { "R1", "R2" })
        {
            await anna.Runs($"/comms embargo {release}");
            await (await anna.SeesModal("Embargo")).Fill(("Marked", "nightfall")).Submit();
        }
        await grace.Runs("/comms lift R1");
        var modal = await grace.SeesModal("Lift embargo");
        await modal.Fill(("Channel", "thanks"), ("Text", "About nightfall"), ("Reason", "The board asked"), ("Confirm", new[] { "yes" })).Submit();
        modal = await grace.SeesModal("Lift embargo");
        modal.Text.ShouldContain("It gives away what R2 keeps too.");
        (await day.Count("About nightfall", "thanks")).ShouldBe(0, "nothing is sent yet");
        await modal.Fill(("Other releases", new[] { "R2" })).Submit();
        await day.As("ben").Sees("About nightfall", "thanks");
        foreach (var release in new[] { "R1", "R2" })
        {
            await anna.Sees($"lifted the embargo of {release} for one message to #thanks: The board asked");
            (await day.Services.GetRequiredService<IStore>().Audit($"release/{release}")).ShouldContain(line =>
                line.What == "lifted embargo" && line.Who == "U11");
        }
    }

    [Fact]
    public async Task A_channel_that_everyone_can_read_is_refused_in_the_form_and_what_was_typed_stays()
    {
        await using var day = await TestDay.Start("--Channels:Psirt=security");
        await day.ReadySays("#security is public, and unpublished releases are spoken of there");
        var anna = day.As("anna");
        await anna.Runs("/release new", "security");
        var modal = await anna.SeesModal("New release");
        (await modal.Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).SubmitsInVain()).Values.Distinct().ShouldHaveSingleItem()
            .ShouldStartWith("This is about R1, not published yet: #security is public, and not in Embargo:AllowPublic.");
        (await anna.SeesModal("New release"))["Versions"].ShouldBe("18.6.1");
        (await anna.Messages("security")).ShouldNotContain(message => message.Says("18.6.1"));
    }

    [Fact]
    public async Task A_public_channel_that_the_operator_names_is_as_good_as_a_private_one()
    {
        await using var day = await TestDay.Start("--Channels:Psirt=security", "--Embargo:AllowPublic=security");
        await day.ReadySays("The workspace has all that is needed.");
        var anna = day.As("anna");
        await anna.Runs("/release new", "security");
        await (await anna.SeesModal("New release")).Fill(("Versions", "18.6.1"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        await anna.Sees("18.6.1", "security");
    }

    [Fact]
    public async Task What_a_job_must_not_tell_is_named_to_those_who_can_help()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.As("anna").Runs("/release cancel");
        await (await day.As("anna").SeesModal("Cancel release")).Submit();
        (await Told(day, "security", "18.6.1 will never be")).ShouldBe(CommitResult.Refused, "a cancelled release is not published");
        await day.ReadySays("Held back: This carries a version of R1");
        Words.Of((await day.As("grace").Home())["blocks"]).ShouldContain("Held back");
    }

    private static async Task<CommitResult> Told(TestDay day, string channel, string text) =>
        await day.Services.GetRequiredService<IStore>().Commit(new Commit().Show($"{channel}/{text}", channel, text, Classification.Internal));
}
