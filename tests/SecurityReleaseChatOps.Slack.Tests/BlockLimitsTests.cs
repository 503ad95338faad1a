using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class BlockLimitsTests
{
    [Fact]
    public void Whatever_blocks_go_in_what_comes_out_is_within_Slacks_limits() =>
        Prop.ForAll(AnyBlocks.Many.ToArbitrary(), blocks =>
        {
            var fitted = BlockLimits.Fit(blocks);
            Errors(fitted, 50).ShouldBeEmpty();
            fitted.Sum(BlockSize.Of).ShouldBeLessThan(13_200);
            // Fitting something that already fits changes nothing.
            JsonSerializer.Serialize(BlockLimits.Fit(fitted), SlackJson.Web.IReadOnlyListBlock)
                .ShouldBe(JsonSerializer.Serialize(fitted, SlackJson.Web.IReadOnlyListBlock));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(75));

    [Fact]
    public void Whatever_view_goes_in_Slack_takes_what_comes_out() =>
        Prop.ForAll(AnyBlocks.Many.ToArbitrary(), AnyBlocks.Words(100).ToArbitrary(), (blocks, words) =>
        {
            var view = (ModalViewDefinition)BlockLimits.Fit(
                new ModalViewDefinition { Title = words, Submit = words, Close = words, CallbackId = words + new string('x', 300), Blocks = blocks });
            Errors(view.Blocks, 100).ShouldBeEmpty();
            view.Blocks.ShouldAllBe(b => !(b is MarkdownBlock || b is TableBlock));
            view.Title.Text.Length.ShouldBeInRange(1, 24);
            (view.Close?.Text.Length ?? 1).ShouldBeInRange(1, 24);
            view.CallbackId!.Length.ShouldBeInRange(17, 255);
            if (view.Blocks.Any(b => b is InputBlock))
                view.Submit.ShouldNotBeNull().Text.Length.ShouldBeInRange(1, 24);
            view.Blocks.Count(b => b is InputBlock { Element: InputElement { FocusOnLoad: true } }).ShouldBeLessThanOrEqualTo(1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Cut_text_ends_between_entities_and_tokens_and_loses_nothing_before_its_end() =>
        Prop.ForAll(AnyBlocks.Words(600).ToArbitrary(), Gen.Choose(1, 120).ToArbitrary(), (text, max) =>
        {
            var cut = TextFit.Cut(text, max, markup: true);
            cut.Length.ShouldBeInRange(1, max);
            if (text.Length <= max || string.IsNullOrWhiteSpace(text))
                return;
            cut.ShouldEndWith("…");
            var kept = cut[..^1];
            text.ShouldStartWith(kept);
            Whole(text, kept.Length).ShouldBeTrue($"“{kept}” of “{text}”");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Split_text_is_all_there() =>
        Prop.ForAll(AnyBlocks.Words(600).ToArbitrary(), Gen.Choose(60, 200).ToArbitrary(), (text, max) =>
        {
            var pieces = TextFit.Split(text, max, 1000, markup: true);
            pieces.ShouldAllBe(p => p.Length >= 1 && p.Length <= max);
            if (!string.IsNullOrWhiteSpace(text))
                string.Concat(pieces.SelectMany(p => p.Where(c => !char.IsWhiteSpace(c)))).ShouldBe(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("one two three", 8, "one two…")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("one two three", 10, "one two…")]
    [InlineData("onetwothree", 5, "onet…")]
    [InlineData("ab &amp; cd", 6, "ab…")]
    [InlineData("ab&amp;cdefg", 6, "ab…")]
    [InlineData("abcd <https://x|y z> rest", 15, "abcd…")]
    [InlineData("😀😀😀", 4, "😀…")]
    [InlineData("<https://example.com/long>", 10, "…")]
    [InlineData("   ", 10, "–")]
    [InlineData("", 10, "–")]
    public void Text_is_cut_at_a_word(string text, int max, string cut) => TextFit.Cut(text, max, markup: true).ShouldBe(cut);

    [Fact]
    public void A_long_section_goes_on_in_further_sections_and_keeps_its_accessory()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 1500));
        var fitted = BlockLimits.Fit([new SectionBlock { BlockId = "b", Text = new Markdown(text), Accessory = new Button { Text = "Go", ActionId = "go" } }]);
        fitted.Count.ShouldBe(3);
        string.Join(' ', fitted.Cast<SectionBlock>().Select(s => s.Text!.Text)).ShouldBe(text);
        fitted[0].BlockId.ShouldBe("b");
        fitted.Cast<SectionBlock>().Select(s => s.Accessory is null).ShouldBe([false, true, true]);
    }

    [Fact]
    public void A_status_of_a_hundred_thousand_characters_is_shown_as_far_as_Slack_goes()
    {
        var fitted = BlockLimits.Fit(
            [new HeaderBlock { Text = "Handover" }, new SectionBlock { Text = (PlainText)new string('x', 100_000) },
                new ContextBlock { Elements = [(PlainText)"by Ann"] }]);
        Errors(fitted, 50).ShouldBeEmpty();
        fitted.OfType<SectionBlock>().Count().ShouldBe(3);
        ((PlainText)((ContextBlock)fitted[^1]).Elements[0]).Text.ShouldBe("… and 2 more blocks that Slack has no room for here.");
    }

    [Fact]
    public void Too_many_blocks_are_folded_under_a_line_that_counts_them()
    {
        var fitted = BlockLimits.Fit([.. Enumerable.Range(0, 60).Select(i => new SectionBlock { Text = $"{i}" })]);
        fitted.Count.ShouldBe(50);
        ((PlainText)((ContextBlock)fitted[49]).Elements[0]).Text.ShouldBe("… and 11 more blocks that Slack has no room for here.");
    }

    [Fact]
    public void The_last_row_of_buttons_outlasts_the_fold()
    {
        var fitted = BlockLimits.Fit(
        [
            .. Enumerable.Range(0, 60).Select(i => new SectionBlock { Text = $"{i}" }),
            new ActionsBlock { Elements = [new Button { ActionId = "accept", Text = "Accept" }] },
            new ContextBlock { Elements = [(PlainText)"by Ann"] },
        ]);
        fitted.Count.ShouldBe(50);
        ((PlainText)((ContextBlock)fitted[48]).Elements[0]).Text.ShouldBe("… and 13 more blocks that Slack has no room for here.");
        fitted[49].ShouldBeOfType<ActionsBlock>();
        Errors(fitted, 50).ShouldBeEmpty();
    }

    [Fact]
    public void More_choices_than_a_menu_takes_are_put_into_groups()
    {
        var menu =
            (StaticSelectMenu)((InputBlock)BlockLimits.Fit(
                [new InputBlock { Label = "L",
                    Element = new StaticSelectMenu { Options = [.. Enumerable.Range(1, 230).Select(i => Option.Of($"{i}", $"{i}"))],
                        InitialOption = Option.Of("230", "230") } }])[0]).Element;
        menu.OptionGroups!.Select(g => (g.Label.Text, g.Options.Count)).ShouldBe([("1–100 of 230", 100), ("101–200 of 230", 100), ("201–230 of 230", 30)]);
        menu.InitialOption!.Value.ShouldBe("230");
    }

    [Fact]
    public void More_boxes_than_a_form_takes_become_a_menu_that_reads_the_same()
    {
        var options = Enumerable.Range(1, 12).Select(i => Option.Of($"{i}", $"{i}")).ToList();
        var element =
            ((InputBlock)BlockLimits.Fit(
                [new InputBlock { Label = "L",
                    Element = new CheckboxGroup { ActionId = "x", Options = options, InitialOptions = [options[11]] } }])[0]).Element;
        element.ShouldBeOfType<StaticMultiSelectMenu>().ShouldSatisfyAllConditions(
            m => m.Options!.Count.ShouldBe(12), m => m.InitialOptions!.Single().Value.ShouldBe("12"), m => m.ActionId.ShouldBe("x"));
    }

    [Fact]
    public void An_id_beyond_its_limit_is_shortened_the_same_way_each_time_and_differs_from_others()
    {
        var ids = Enumerable.Range(0, 2).Select(i => new string('x', 300) + i).ToList();
        ids.Select(id => ElementLimits.Id(id, 255)).ShouldBe(ids.Select(id => ElementLimits.Id(id, 255)));
        ids.Select(id => ElementLimits.Id(id, 255)!).Distinct().Count().ShouldBe(2);
        ElementLimits.Id("name:" + ids[0], 255)!.ShouldStartWith("name:x");
    }

    [Fact]
    public void What_fits_stays_as_it_is()
    {
        var blocks = (Block[])[new SectionBlock { BlockId = "b", Text = "t", Fields = ["f"] },
            new ActionsBlock { Elements = [new Button { Text = "Go", ActionId = "a" }, new Button { Text = "Stop", ActionId = "b" }] }, new DividerBlock()];
        JsonSerializer.Serialize(BlockLimits.Fit(blocks), SlackJson.Web.IReadOnlyListBlock)
            .ShouldBe(JsonSerializer.Serialize(blocks, SlackJson.Web.IReadOnlyListBlock));
    }

    private static IReadOnlyList<string> Errors(IReadOnlyList<Block> blocks, int most) =>
        SlackRules.Check(JsonSerializer.Serialize(blocks, SlackJson.Web.IReadOnlyListBlock), most);

    /// <summary>Whether a cut at this place splits no entity, token or character.</summary>
    private static bool Whole(string text, int place)
    {
        var units = System.Text.RegularExpressions.Regex.Matches(text, "&(amp|lt|gt);|<[^<>\n]*>|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\\s\\S]");
        return place == text.Length || units.Any(u => u.Index == place);
    }
}
