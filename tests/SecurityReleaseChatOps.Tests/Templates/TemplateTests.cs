using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Tests.Templates;

public sealed class TemplateTests
{
    private sealed record Values(string Word, bool Yes, IReadOnlyList<string> List, int Count = 3);

    private sealed record Holed(string? Word);

    public static TheoryData<string, string> Hostile => new()
    {
        { "<!channel> <@U1> <!subteam^S1> <https://x.test|y>", "&lt;!channel&gt; &lt;@U1&gt; &lt;!subteam^S1&gt; &lt;https://x.test|y&gt;" },
        { "*bold* _it_ ~no~ `code`", "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ" },
        { "{{Word}} & {{{Word}}}", "{{Word}} &amp; {{{Word}}}" },
        { "bell\a back\b \u001b[31m\u009b null\0", "bell back [31m null" },
        { "turned \u202Etxt.exe\u2066", "turned txt.exe" },
        { "two\r\nlines", "two\nlines" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Values_in_mrkdwn_neither_page_nor_format(string value, string shown) => Render("x.mrkdwn.hbs", value).ShouldBe(shown);

    [Theory]
    [InlineData("/close", @"\/close")]
    [InlineData("well\n   /assign @root\n", "well\n\\/assign @\u2060root\n")]
    [InlineData("@all and @gitlab-org/security", "@\u2060all and @\u2060gitlab-org/security")]
    [InlineData("# heading\n- item\n> quoted\n===", "\\# heading\n\\- item\n\\> quoted\n\\===")]
    [InlineData("<img src=x> [a](b) ![c](d) `e` *f* ~bug &1 $g$ |", @"\<img src=x\> \[a\](b) !\[c\](d) \`e\` \*f\* \~bug \&1 \$g\$ \|")]
    [InlineData("bell\a", "bell")]
    [InlineData(@"\/close", @"\\/close")]
    public void Values_in_gitlab_markdown_neither_act_nor_page(string value, string shown) => Render("x.md.hbs", value).ShouldBe(shown.TrimEnd());

    [Theory]
    [InlineData("<!channel> & *all* @all", "<!channel> & *all* @all")]
    [InlineData("a\u0007b\u202Ec\r\nd", "abc\nd")]
    [InlineData("👩‍💻 é", "👩‍💻 é")]
    public void Values_in_plain_text_stay_but_for_control_characters(string value, string shown) => Render("x.txt.hbs", value).ShouldBe(shown);

    [Fact]
    public void The_templates_own_words_are_not_escaped() => new Template("x.mrkdwn.hbs", "*{{Word}}* <https://x.test|here>").Render(new Values("a*b", true, [])).ShouldBe("*a*b* <https://x.test|here>");

    [Fact]
    public void Values_of_a_list_are_escaped_too() =>
        new Template("x.mrkdwn.hbs", "{{#each List}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}{{#if Yes}} {{Count}}{{/if}}").Render(new Values("w", true, ["<a>", "b"])).ShouldBe("&lt;a&gt;, b 3");

    [Fact]
    public void A_line_of_its_own_for_a_condition_leaves_no_empty_line() =>
        new Template("x.txt.hbs", "a\r\n{{#if Yes}}\r\nb\r\n{{/if}}\r\nc\r\n").Render(new Values("w", true, [])).ShouldBe("a\nb\nc");

    [Theory]
    [InlineData("{{Nothing}}", "Nothing is undefined.")]
    [InlineData("{{#if Nothing}}a{{/if}}", "Nothing is undefined.")]
    [InlineData("{{#each List}}{{Nothing}}{{/each}}", "Nothing is undefined.")]
    public void What_there_is_not_is_a_fault(string text, string fault) =>
        Should.Throw<TemplateException>(() => new Template("x.txt.hbs", text).Render(new Values("w", true, ["a"]))).Message.ShouldBe("x.txt.hbs: " + fault);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_missing_value_is_a_fault_and_no_hole(string? value) =>
        Should.Throw<TemplateException>(() => new Template("x.txt.hbs", "{{Word}}").Render(new Holed(value))).Message.ShouldBe("x.txt.hbs: Word has no value.");

    [Theory]
    [InlineData("x.hbs", "a", "its name must end in .txt.hbs, .mrkdwn.hbs, .md.hbs.")]
    [InlineData(".txt.hbs", "a", "its name must end in")]
    [InlineData("x.txt.hbs", "{{#if Word}}a", "x.txt.hbs: ")]
    [InlineData("x.txt.hbs", "{{> other}}", "x.txt.hbs: ")]
    public void A_template_at_fault_names_its_file_in_one_line(string file, string text, string fault)
    {
        var message = Should.Throw<TemplateException>(() => new Template(file, text).Render(new Values("w", true, []))).Message;
        message.ShouldContain(fault);
        message.Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public void An_operators_file_takes_the_place_of_the_one_of_its_name()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "mine.txt.hbs"), "mine {{Word}}");
            var folder = TemplateFolder.Load("no/such/prefix/", directory.FullName);
            folder.Names.ShouldBe(["mine"]);
            folder["mine"].Render(new Values("w", true, [])).ShouldBe("mine w");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Render(string file, string value) => new Template(file, "{{Word}}").Render(new Values(value, true, []));
}
