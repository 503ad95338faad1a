using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Commands;

public sealed class CommandTests
{
    [Theory]
    [InlineData("/release", "new", "list", "status", "links", "delay", "published", "close", "cancel")]
    [InlineData("/rotation", "add", "edit", "remove")]
    [InlineData("/handover", "history")]
    public async Task Help_lists_every_subcommand_with_what_it_does(string command, params string[] words)
    {
        await using var day = await TestDay.Start();
        var help = await day.As("grace").Runs($"{command} help");
        help.ShouldStartWith($"*{command}*");
        foreach (var word in words)
            help.ShouldContain($"• `{command} {word}");
        help.Split('\n').Skip(1).ShouldAllBe(line => line.Contains(" – ", StringComparison.Ordinal));
        (await day.As("grace").Runs($"{command} HELP")).ShouldBe(help);
    }

    [Fact]
    public async Task Help_names_only_what_one_may_use()
    {
        await using var day = await TestDay.Start();
        (await day.As("anna").Runs("/rotation help")).ShouldNotContain("/rotation add");
        var release = await day.As("kenji").Runs("/release help");
        release.ShouldContain("/release status");
        release.ShouldNotContain("/release cancel");
    }

    [Theory]
    [InlineData("/release nwe", "/release new")]
    [InlineData("/release lits", "/release list")]
    [InlineData("/release statsu R1", "/release status")]
    [InlineData("/release publish", "/release published")]
    [InlineData("/release cancle", "/release cancel")]
    [InlineData("/release DELAI", "/release delay")]
    [InlineData("/rotation addd @anna", "/rotation add")]
    [InlineData("/rotation remov @anna", "/rotation remove")]
    [InlineData("/handover histroy", "/handover history")]
    public async Task A_wrong_word_is_answered_with_the_nearest_right_one(string line, string meant)
    {
        await using var day = await TestDay.Start();
        (await day.As("grace").Runs(line)).ShouldContain($"Did you mean `{meant}`?");
    }

    [Theory]
    [InlineData("/handover hist", "/handover history")]
    [InlineData("/release canc", "/release cancel")]
    [InlineData("/release helpp", "/release help")]
    [InlineData("/checklist hlep", "/checklist help")]
    public async Task So_is_the_beginning_of_one_and_help_misspelled(string line, string meant)
    {
        await using var day = await TestDay.Start();
        (await day.As("grace").Runs(line)).ShouldContain($"Did you mean `{meant}`?");
    }

    [Theory]
    [InlineData("/release ?")]
    [InlineData("/release -h")]
    [InlineData("/release --help")]
    [InlineData("/release —help")]
    [InlineData("/release status help")]
    [InlineData("/release delay ?")]
    public async Task Help_is_there_however_it_is_asked_for(string line)
    {
        await using var day = await TestDay.Start();
        (await day.As("anna").Runs(line)).ShouldStartWith("*/release*");
    }

    [Fact]
    public async Task Where_the_release_must_be_asked_no_word_is_lost_and_an_unknown_one_is_named()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        foreach (var version in new[] { "18.6.1", "18.5.3" })
        {
            await anna.Runs("/release new");
            await (await anna.SeesModal("New release")).Fill(("Versions", version), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        }
        var words = new string('y', 2500);
        var asked = await anna.Runs($"/checklist comment x1 {words} end");
        asked.ShouldContain("Send it again with its name at the end: R1 (18.6.1), R2 (18.5.3).");
        asked.ShouldContain($"{words} end");
        (await anna.Runs("/release delay R9 to 9 Dec")).ShouldContain("I don't know the release \"R9\"");
    }

    [Fact]
    public async Task A_word_like_no_other_is_looked_for_among_the_releases()
    {
        await using var day = await TestDay.Start();
        (await day.As("anna").Runs("/release gibberish")).ShouldContain("I don't know the release \"gibberish\": there is no active release");
        (await day.As("anna").Runs($"/release {new string('x', 5000)}")).Length.ShouldBeLessThan(500);
    }

    [Fact]
    public async Task A_prefix_goes_before_every_command_and_into_every_answer()
    {
        await using var day = await TestDay.Start("--Slack:CommandPrefix=sec-");
        var anna = day.As("anna");
        (await anna.Runs("/sec-release help")).ShouldContain("• `/sec-release new`");
        (await anna.Runs("/sec-release nwe")).ShouldBe("`/sec-release nwe` is not a command. Did you mean `/sec-release new`? `/sec-release help` lists all.");
        (await anna.Runs("/sec-rotation add @anna")).ShouldContain("`/sec-rotation add` is for admins");
        foreach (var version in new[] { "18.6.1", "18.5.3" })
        {
            await anna.Runs("/sec-release new");
            await (await anna.SeesModal("New release")).Fill(("Versions", version), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        }
        await anna.Clicks("R2", (await anna.Asks("/sec-handover"))!);
        (await anna.SeesModal("Hand over")).Text.ShouldContain("*R2*");
        (await day.Control.Get("/control/state"))["commands"]!.AsArray().Select(c => (string)c!["command"]!)
            .ShouldBe(["/sec-release", "/sec-rotation", "/sec-handover", "/sec-checklist", "/sec-cve", "/sec-blogpost", "/sec-comms", "/sec-thanks"]);
    }
}
