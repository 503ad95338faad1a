using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>The message shortcut <b>Add to handover</b>.</summary>
public sealed class CollectTests
{
    [Fact]
    public async Task Messages_are_collected_once_dropped_or_handed_over_with_their_links()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        var first = await day.As("oliver").Writes("The fix for @María López is in *review* & waits");
        var second = await day.As("kenji").Writes("Packages at 14:00 @here");
        await anna.AddsToHandover(first);
        await anna.Sees("Kept for the next handover of *R1*");
        await anna.AddsToHandover(first);
        await anna.Sees("put aside for the next handover already");
        await anna.AddsToHandover(second);
        await day.Until(
            async () => (await anna.Messages()).Count(m => m.Says("Kept for the next handover")) == 2, "Both should be kept.");

        await anna.Runs("/handover");
        var form = await anna.SeesModal("Hand over");
        form.Ticked("Collected today").ShouldBe(["The fix for @María López is in *review* & waits", "Packages at 14:00 @here"]);
        await form.Fill(("Collected today", new[] { "1" })).Submit();
        var shown = await anna.Sees("*Threads*");
        shown.Text.ShouldContain($"• {day.Name("kenji")}: Packages at 14:00 @here <http");
        shown.Text.ShouldContain($"/archives/C02/p{second.Ts.Replace(".", "")}|thread>");
        shown.Text.ShouldNotContain("<!here>");
        shown.Text.ShouldNotContain("review");

        // The next handover starts empty: a dropped message may be collected again.
        await anna.Runs("/handover");
        (await anna.SeesModal("Hand over")).Labels.ShouldNotContain("Collected today");
        await anna.AddsToHandover(second);
        await anna.Sees("is in handover R1-H1 already");
        await anna.AddsToHandover(first);
        await anna.Runs("/handover");
        (await anna.SeesModal("Hand over")).Ticked("Collected today").ShouldBe(["The fix for @María López is in *review* & waits"]);
    }

    [Fact]
    public async Task With_several_releases_it_asks_for_which()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3");
        var anna = day.As("anna");
        var message = await anna.Writes("For the second");
        await anna.AddsToHandover(message);
        var form = await anna.SeesModal("Add to handover");
        var kept = await form.Fill(("Release", "R2")).Submit();
        kept!.Text.ShouldContain("Kept for the next handover of *R2*");
        await kept.Closes();
        await anna.Runs("/handover R1");
        (await anna.SeesModal("Hand over")).Labels.ShouldNotContain("Collected today");
        await anna.Runs("/handover R2");
        (await anna.SeesModal("Hand over")).Ticked("Collected today").ShouldBe(["For the second"]);
    }

    [Fact]
    public async Task A_long_or_wild_message_is_kept_with_several_releases_too()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1");
        await day.StartsRelease("18.5.3");
        var anna = day.As("anna");
        var message = await anna.Writes(string.Concat(Enumerable.Repeat("\"ä\u0001<>&\\ 🚀 ", 400)));
        await anna.AddsToHandover(message);
        (await (await anna.SeesModal("Add to handover")).Fill(("Release", "R1")).Submit())!.Text.ShouldContain("Kept for the next handover of *R1*");
    }

    [Fact]
    public async Task A_bots_message_is_the_bots_and_its_words_are_those_of_its_blocks()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var anna = day.As("anna");
        await anna.AddsToHandover(card);
        await anna.Sees("Kept for the next handover of *R1*");
        await anna.Runs("/handover");
        await (await anna.SeesModal("Hand over")).Submit();
        var shown = await anna.Sees("*Threads*");
        shown.Text.ShouldContain($"{day.Directory.NameOf("U0BOT")}: ");
        shown.Text.ShouldNotContain("(no text)");
    }

    [Fact]
    public async Task What_its_author_edited_since_is_handed_over_as_it_stands_now()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var (anna, oliver) = (day.As("anna"), day.As("oliver"));
        var message = await oliver.Writes("Packages at 14:00");
        await anna.AddsToHandover(message);
        await anna.Sees("Kept for the next handover");
        await day.Control.Post(
            "/control/messages/edit", new { user = "oliver", channel = message.Channel, ts = message.Ts, text = "Packages at 16:00 for @María López" });
        await anna.Runs("/handover");
        var form = await anna.SeesModal("Hand over");
        form.Ticked("Collected today").ShouldBe(["Packages at 16:00 for @María López"]);
        await form.Submit();
        (await anna.Sees("*Threads*")).Text.ShouldContain("Packages at 16:00 for @María López");
    }

    [Fact]
    public async Task Groups_and_channels_are_named_also_where_the_app_is_not()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await day.Control.Post("/control/channels", new { user = "oliver", name = "board", is_private = true });
        await anna.AddsToHandover(await day.As("oliver").Writes("Ask @psirt in #general, not in #board, nor #thanks"));
        await anna.Sees("Kept for the next handover");
        await anna.Runs("/handover");
        (await anna.SeesModal("Hand over")).Ticked("Collected today").ShouldBe(["Ask @psirt in #general, not in #unknown-channel, nor #thanks"]);
        (await day.Journal("conversations.info")).Count(call => ((string)call["request"]!).Contains("C01", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Where_Slack_does_not_answer_the_form_opens_with_what_was_collected()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.AddsToHandover(await day.As("oliver").Writes("Packages at 14:00"));
        await anna.Sees("Kept for the next handover");
        await day.Control.Post("/control/faults", new { method = "conversations.replies", times = 5, kind = "ratelimited" });
        await anna.Runs("/handover");
        (await anna.SeesModal("Hand over")).Ticked("Collected today").ShouldBe(["Packages at 14:00"]);
    }

    [Fact]
    public async Task Without_a_release_it_says_so()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.AddsToHandover(await anna.Writes("For nothing"));
        await anna.Sees("No release is under way");
    }
}
