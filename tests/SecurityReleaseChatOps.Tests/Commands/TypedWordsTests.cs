using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Commands;

/// <summary>What people type after a command, from Slack to the screen and back.</summary>
public sealed class TypedWordsTests
{
    [Fact]
    public async Task A_persons_words_are_shown_as_typed_and_the_step_is_found_by_them()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/checklist add Ask R&D <today> with @María López in #general");
        (await anna.Runs("/checklist setup")).ShouldContain("Ask R&amp;D &lt;today&gt; with @María López in #general");
        (await day.Exports("anna")).ShouldContain(@"Ask R\&D \<today\> with");
        (await anna.Runs("/checklist comment Ask R&D it’s <done> & told by @maria")).ShouldContain("Noted");
        (await day.Exports("anna")).ShouldContain(@"it’s \<done\> \& told by");
        (await anna.Runs("/checklist claim ask r&d")).ShouldContain("Yours");
        (await anna.Runs("/checklist done Ask\u00A0R&D\u200B")).ShouldContain("Done");
        (await anna.Runs("/checklist reopen x1")).ShouldContain("Open again");
        (await anna.Runs("/checklist not needed x1 <!channel> &amp; so")).ShouldContain("Not needed");
    }

    [Fact]
    public async Task Reasons_are_words_and_without_them_the_form_opens()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/checklist add First");
        foreach (var (line, form) in new[] { ("/checklist comment x1", "Comment"), ("/checklist force x1", "Force"),
            ("/checklist not needed x1", "Not needed") })
        {
            (await anna.Runs(line)).ShouldBeEmpty();
            await anna.SeesModal(form);
        }
        (await anna.Runs("/checklist force")).ShouldContain("Say which step");
        (await anna.Runs("/checklist force gibberish & more")).ShouldContain("has no step `gibberish &amp; more`");
        (await anna.Runs("/checklist notneeded x1")).ShouldContain("Did you mean `/checklist not needed`?");
    }

    [Fact]
    public async Task A_version_or_a_date_at_the_end_of_a_text_is_of_the_text()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.StartsRelease("18.5.3", ("Due date", "2026-12-09"));
        var anna = day.As("anna");
        (await anna.Runs("/checklist add R1 Merge into 18.5.3")).ShouldContain("Added: *Merge into 18.5.3*");
        (await anna.Runs("/checklist comment 18.6.1 x1 waits for 18.5.3")).ShouldContain("Noted: *Merge into 18.5.3*");
        (await anna.Runs("/checklist not needed R1 x1 done in R2")).ShouldContain("Not needed");
        (await anna.Runs("/release delay 18.6.1 to 2026-12-09")).ShouldBeEmpty();
        var modal = await anna.SeesModal("Move due date");
        modal.Text.ShouldContain("*R1*");
        modal.Json.ToJsonString().ShouldContain("\"initial_date\":\"2026-12-09\"");
    }

    [Theory]
    [InlineData("/rotation xyzzy", "`/rotation xyzzy` is not a command.", "• `/rotation`")]
    [InlineData("/handover gibberish", "is neither a release nor a person", "/handover R1")]
    [InlineData("/release gibberish", "I don't know the release", "active are R1")]
    [InlineData("/comms gibberish", "I don't know the release", "active are R1")]
    [InlineData("/thanks gibberish", "I don't know the release", "active are R1")]
    [InlineData("/checklist gibberish", "has no step `gibberish`", "The stages are")]
    [InlineData("/release merged soon", "is neither a release nor a time", "`/release merged 09:")]
    [InlineData("/release delay R1 to some day", "is not a date", "9 Dec")]
    [InlineData("/release delay R1 to Thu 9 Dec", "is a Wednesday", "say which")]
    public async Task What_is_not_understood_is_answered_with_what_is(string line, string says, string besides)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var answer = await day.As("anna").Runs(line);
        answer.ShouldContain(says);
        answer.ShouldContain(besides);
    }

    [Fact]
    public async Task A_person_or_a_release_behind_handover_is_meant()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        foreach (var line in new[] { "/handover @sam", "/handover R1", "/handover @sam R1" })
        {
            (await anna.Runs(line)).ShouldBeEmpty(line);
            await anna.SeesModal("Hand over");
        }
        (await anna.SeesModal("Hand over"))["Hand over to"].ShouldBe("Sam Carter");
    }

    [Fact]
    public async Task The_date_that_was_typed_stands_in_the_form_and_a_past_merge_counts_from_when_it_was()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        (await anna.Runs("/release delay R1 to Wed 9 Dec")).ShouldBeEmpty();
        (await day.As("anna").SeesModal()).Json.ToJsonString().ShouldContain("\"initial_date\":\"2026-12-09\"");

        (await anna.Runs("/release merged 8:30")).ShouldMatch(
            @"Mon 23 Nov 08:30 is before the release was started\. Write it like `/release merged 09:\d\d`, by your own clock \(Europe/Amsterdam\)");
        await day.At("2026-11-25T09:00:00Z");
        (await anna.Runs("/release merged 10:40")).ShouldContain(
            "10:40 has not come yet. Write it like `/release merged yesterday 10:40`, by your own clock (Europe/Amsterdam)");
        (await anna.Runs("/release merged yesterday 8:30")).ShouldContain("Tue 24 Nov 08:30 is more than 24 hours ago");
        (await anna.Runs("/release merged yesterday 10:40")).ShouldContain("is merged, <!date^1795513200^");
        (await day.As("maria").Sees("Anna de Vries merged *R1* GitLab 18.6.1 <!date^1795513200^")).Text.ShouldNotBeEmpty();
        (await anna.Runs("/release status")).ShouldContain("R1");
    }

    [Fact]
    public async Task Classify_keeps_what_was_typed()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Runs("/comms classify A customer asks about R&D <soon>");
        (await day.As("anna").SeesModal()).Json.ToJsonString().ShouldContain("A customer asks about R\\u0026D \\u003Csoon\\u003E");
    }

    [Fact]
    public async Task The_proposed_due_date_leaves_the_48_hours()
    {
        await using var day = await TestDay.Start();
        await day.At("2026-11-25T07:00:00Z");
        await day.As("anna").Runs("/release new");
        (await day.As("anna").SeesModal()).Json.ToJsonString().ShouldContain("\"initial_date\":\"2026-12-09\"");
    }
}
