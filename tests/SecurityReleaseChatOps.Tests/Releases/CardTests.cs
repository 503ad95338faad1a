using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Releases;

/// <summary>The release's message: its buttons act like their commands, for those who may; on release day it ticks off what happened.</summary>
public sealed class CardTests
{
    [Fact]
    public async Task Its_buttons_run_the_commands_of_its_release()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.7.1", ("Due date", "2026-12-09"));
        var card = await day.StartsRelease("18.6.1");
        var anna = day.As("anna");
        await anna.Clicks("Checklist", card);
        await anna.Sees("Checklist of *R2*");
        await anna.Clicks("Comms", card);
        await anna.Sees("*Communications* of *R2*");
        await anna.Clicks("Hand over", card);
        (await anna.SeesModal("Hand over")).Text.ShouldContain("*R2*");
    }

    [Fact]
    public async Task More_takes_the_place_of_a_command_typed_for_each_button()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        await anna.Clicks("More", card);
        var more = await anna.SeesModal("More");
        more.Text.ShouldContain("Patch release issue: _not yet_");
        await anna.Clicks("Links", more.Json);
        var links = await anna.SeesModal("Links");
        await links.Fill(("Patch release issue", "https://gitlab.com/1")).Submit();
        card = await anna.Sees("1 of 5 links set");

        // Text answers appear in the card's channel.
        await anna.Clicks("More", card);
        await anna.Clicks("Past handovers", (await anna.SeesModal("More")).Json);
        (await anna.SeesModal("More")).Text.ShouldContain("The answer is in the channel");
        (await anna.Sees("No handover yet")).OnlyForOne.ShouldBeTrue();

        // Buttons useless to somebody now are not offered, and those who may do less are offered less.
        await anna.Clicks("More", card);
        new Shown("", (await anna.SeesModal("More")).Json).Buttons.Intersect(["Take over", "Thanks", "Close"]).ShouldBeEmpty();
        await day.As("maria").Clicks("More", card);
        new Shown("", (await day.As("maria").SeesModal("More")).Json).Buttons.ShouldContain("Take over");
        await kenji.Clicks("More", card);
        new Shown("", (await kenji.SeesModal("More")).Json).Buttons.ShouldNotContain("Links");
    }

    [Fact]
    public async Task On_release_day_it_says_what_is_done_of_the_day()
    {
        await using var day = await TestDay.Start();
        var card = await day.StartsRelease();
        card.Text.ShouldNotContain("published →");
        await day.At("2026-11-25T09:00:00Z");
        var anna = day.As("anna");
        (await anna.Sees(":white_circle: Merged → :white_circle: published → :white_circle: email tested")).Ts.ShouldBe(card.Ts);
        await anna.Runs("/release merged");
        // An hour after the press, which came some seconds after 9:00.
        (await anna.Sees(":white_check_mark: Merged → :white_circle: published")).Text.ShouldMatch(@" · by <!date\^17956008\d\d\^\{time\}\|");
    }

    [Fact]
    public async Task What_was_done_another_way_is_done_on_it_too()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.At("2026-11-25T15:00:00Z");
        var anna = day.As("anna");
        await anna.Runs("/release merged");
        await day.SaysItIsPublic("anna", "R1", "It is late");
        (await anna.Runs("/checklist done mail-test Chloe tested it by hand")).ShouldContain("Done");
        await anna.Sees(":white_check_mark: email tested → :white_circle: checked");
    }

    [Fact]
    public async Task Every_button_of_it_names_a_command_that_is_there()
    {
        await using var day = await TestDay.Start();
        var words = day.Services.GetRequiredService<IEnumerable<ISubcommand>>().Select(one => $"{one.Usage.Command} {one.Usage.Word}".TrimEnd()).ToHashSet();
        var card = await day.StartsRelease();
        string[] typed = ["/checklist", "/handover", "/comms"];
        foreach (var line in typed)
            words.ShouldContain(line);
        card.Buttons.ShouldBe(["Checklist", "Hand over", "Comms", "More"]);
        // More groups its buttons by command: every command with a button belongs to a group.
        foreach (var one in day.Services.GetRequiredService<IEnumerable<ISubcommand>>().Where(one => one.Usage.Button is not null))
            MoreModal.Render(SampleReleases.R1, [one.Usage], null).Blocks.Count.ShouldBe(3, one.Usage.ToString());
    }
}
