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
    public void Values_in_mrkdwn_neither_page_nor_format(string value, string shown) => Render("x.mrkdwn.scriban", value).ShouldBe(shown);

    [Theory]
    [InlineData("/close", @"\/close")]
    [InlineData("well\n   /assign @root\n", "well\n\\/assign @\u2060root\n")]
    [InlineData("@all and @gitlab-org/security", "@\u2060all and @\u2060gitlab-org/security")]
    [InlineData("# heading\n- item\n> quoted\n===", "\\# heading\n\\- item\n\\> quoted\n\\===")]
    [InlineData("<img src=x> [a](b) ![c](d) `e` *f* ~bug &1 $g$ |", @"\<img src=x\> \[a\](b) !\[c\](d) \`e\` \*f\* \~bug \&1 \$g\$ \|")]
    [InlineData("bell\a", "bell")]
    [InlineData(@"\/close", @"\\/close")]
    public void Values_in_gitlab_markdown_neither_act_nor_page(string value, string shown) => Render("x.md.scriban", value).ShouldBe(shown.TrimEnd());

    [Theory]
    [InlineData("<!channel> & *all* @all", "<!channel> & *all* @all")]
    [InlineData("a\u0007b\u202Ec\r\nd", "abc\nd")]
    [InlineData("👩‍💻 é", "👩‍💻 é")]
    public void Values_in_plain_text_stay_but_for_control_characters(string value, string shown) => Render("x.txt.scriban", value).ShouldBe(shown);

    [Fact]
    public void The_templates_own_words_are_not_escaped() =>
        new Template("x.mrkdwn.scriban", "*{{Word}}* <https://x.test|here>").Render(new Values("a*b", true, [])).ShouldBe("*a*b* <https://x.test|here>");

    [Fact]
    public void Values_of_a_list_are_escaped_too() =>
        new Template("x.mrkdwn.scriban", "{{ for each in List }}{{ each }}{{ if !for.last }}, {{ end }}{{ end }}{{ if Yes }} {{ Count }}{{ end }}").Render(
            new Values("w", true, ["<a>", "b"])).ShouldBe("&lt;a&gt;, b 3");

    [Fact]
    public void A_line_of_its_own_for_a_condition_leaves_no_empty_line() =>
        new Template("x.txt.scriban", "a\r\n\r\n{{~ if Yes ~}}\r\nb\r\n{{~ end ~}}\r\nc\r\n").Render(new Values("w", true, [])).ShouldBe("a\n\nb\nc");

    [Theory]
    [InlineData("{{ Nothing }}", "1: The variable or function `Nothing` was not found.")]
    [InlineData("a\n{{ if Nothing }}a{{ end }}", "2: The variable or function `Nothing` was not found.")]
    [InlineData("{{ for each in List }}{{ each.Nothing }}{{ end }}", "1: Cannot get member with name Nothing.")]
    [InlineData("{{ List[7] }}", "1: ")]
    [InlineData("{{ include 'Nothing' }}", "1: there is no template `Nothing` beside this one.")]
    [InlineData("{{ date.now }}", "1: The variable or function `date` was not found.")]
    [InlineData("{{ Word | regex.replace 'a' 'b' }}", "1: The variable or function `regex` was not found.")]
    [InlineData("{{ Word | object.typeof }}", "1: The variable or function `object` was not found.")]
    public void What_there_is_not_is_a_fault(string text, string fault) => Fault(text).ShouldStartWith("x.txt.scriban, line " + fault);

    [Theory]
    [InlineData("{{ for i in 1..5000 }}a{{ end }}", "LoopLimit")]
    [InlineData("{{ while true }}{{ end }}", "limit `1000`")]
    [InlineData("{{ func f }}{{ f }}{{ end }}{{ f }}", "limit `100`")]
    [InlineData("{{ include 'x' }}", "limit `100`")]
    [InlineData("{{ for i in 1..1000 }}{{ for j in 1..1000 }}{{ Word }}{{ end }}{{ end }}", "limit `1000`")]
    [InlineData("{{ for i in 1..100 }}{{ 'a' | string.pad_right 50000 }}{{ end }}", "OutputLimit")]
    [InlineData("{{ 'a' | string.pad_right 100000000 }}", "Limit")]
    [InlineData("{{ func f(n) }}{{ if n > 0 }}{{ f (n - 1) }}{{ f (n - 1) }}{{ end }}{{ end }}{{ f 60 }}", "it takes more than 500000 steps.")]
    public void What_has_no_end_is_a_fault(string text, string fault) => Fault(text).ShouldContain(fault);

    [Theory]
    [InlineData("{{ Word | raw }}", "<!channel>")]
    [InlineData("{{ Word | raw | string.append '>' }}", "&lt;!channel&gt;&gt;")]
    [InlineData("{{ capture word }}<{{ Word }}>{{ end }}{{ word | raw }}", "<&lt;!channel&gt;>")]
    [InlineData("{{ x = Word }}{{ x }}", "&lt;!channel&gt;")]
    [InlineData("{{ '<' }}{{ [Word] }}", "&lt;[\"&lt;!channel&gt;\"]")]
    public void Only_raw_leaves_a_value_as_it_is(string text, string shown) =>
        new Template("x.mrkdwn.scriban", text).Render(new Values("<!channel>", true, [])).ShouldBe(shown);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_missing_value_is_a_fault_and_no_hole(string? value) =>
        Should.Throw<TemplateException>(() => new Template("x.txt.scriban", "{{Word}}").Render(new Holed(value))).Message.ShouldBe(
            "x.txt.scriban: Word has no value.");

    [Theory]
    [InlineData("x.scriban", "a", "its name must end in .txt.scriban, .mrkdwn.scriban, .md.scriban.")]
    [InlineData(".txt.scriban", "a", "its name must end in")]
    [InlineData("x.txt.scriban", "a\n{{ if Word }}a", "x.txt.scriban, line 2: ")]
    [InlineData("x.txt.scriban", "{{#if Word}}a{{/if}}", "x.txt.scriban, line 1: ")]
    [InlineData("x.txt.scriban", "{{ Word Word }}\n{{ > }}", "x.txt.scriban, line ")]
    public void A_template_at_fault_names_its_file_in_one_line(string file, string text, string fault)
    {
        var message = Should.Throw<TemplateException>(() => new Template(file, text).Render(new Values("w", true, []))).Message;
        message.ShouldContain(fault);
        message.Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public void An_operators_file_takes_the_place_of_the_one_of_its_name()
    {
        using var own = new OwnFolder(("changelog.md.scriban", "mine {{ Name }}"));
        var folder = TemplateFolder.Load("Thanks/Texts/", own.Path);
        folder.Names.ShouldBe(["acknowledgement", "changelog", "researcher", "thanks"], ignoreOrder: true);
        folder["changelog"].Render(new { Name = "w" }).ShouldBe("mine w");
    }

    [Fact]
    public void A_part_stands_in_a_file_of_its_own_and_is_made_safe_once()
    {
        using var own = new OwnFolder(("whole.mrkdwn.scriban", "{{ include 'part' }}; {{ include 'part' }}"), ("part.mrkdwn.scriban", "*{{ Word }}*"));
        TemplateFolder.Load("none/", own.Path)["whole"].Render(new Values("<a>", true, [])).ShouldBe("*&lt;a&gt;*; *&lt;a&gt;*");
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("../outside.txt.scriban")]
    [InlineData("/etc/hostname")]
    [InlineData("part.txt.scriban")]
    public void A_part_is_named_without_its_folder_and_its_ending(string name)
    {
        using var own = new OwnFolder(("whole.txt.scriban", $"{{{{ include '{name}' }}}}"), ("part.txt.scriban", "a"));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(own.Path)!, "outside.txt.scriban"), "outside");
        Should.Throw<TemplateException>(() => TemplateFolder.Load("none/", own.Path)["whole"].Render(new { })).Message
            .ShouldBe($"whole.txt.scriban, line 1: there is no template `{name}` beside this one.");
    }

    [Fact]
    public void A_fault_in_a_part_names_the_part()
    {
        using var own = new OwnFolder(("whole.txt.scriban", "{{ include 'part' }}"), ("part.txt.scriban", "a\n{{ Nothing }}"));
        Should.Throw<TemplateException>(() =>
            TemplateFolder.Load("none/", own.Path)["whole"].Render(new { })).Message.ShouldStartWith("part.txt.scriban, line 2: ");
    }

    [Fact]
    public void All_files_at_fault_are_named_a_line_each()
    {
        using var own = new OwnFolder(
            ("a.txt.scriban", "a\n{{ if"), ("b.txt.hbs", "{{#if X}}"), ("c.scriban", ""), ("d.yaml", "{{ if"), ("e.txt.scriban", "good"));
        var faults = Should.Throw<TemplateException>(() => TemplateFolder.Load("none/", own.Path)).Faults;
        faults.Count.ShouldBe(3);
        faults[0].ShouldStartWith("a.txt.scriban, line 2: ");
        faults[1].ShouldBe(
            "b.txt.hbs: texts are Scriban templates now. Rename it to b.txt.scriban and write `{{ if X }} … {{ end }}` for `{{#if X}} … {{/if}}`.");
        faults[2].ShouldStartWith("c.scriban: its name must end in ");
    }

    [Theory]
    [InlineData("Comms/Texts/")]
    [InlineData("Comms/External/")]
    [InlineData("Thanks/Texts/")]
    public void Every_shipped_template_can_be_parsed(string shipped)
    {
        var folder = TemplateFolder.Load(shipped);
        folder.Names.ShouldNotBeEmpty();
        folder.Names.ShouldAllBe(name => folder[name].Id == name);
    }

    private static string Fault(string text)
    {
        Template template = null!;
        template = new("x.txt.scriban", text, name => name == "x" ? template : null);
        return Should.Throw<TemplateException>(() => template.Render(new Values("w", true, ["a"]))).Message;
    }

    private static string Render(string file, string value) => new Template(file, "{{Word}}").Render(new Values(value, true, []));

    /// <summary>Writes an operator's files into a new folder.</summary>
    private sealed class OwnFolder : IDisposable
    {
        private readonly DirectoryInfo around = Directory.CreateTempSubdirectory();

        public OwnFolder(params ReadOnlySpan<(string Name, string Text)> files)
        {
            Path = around.CreateSubdirectory("own").FullName;
            foreach (var (name, text) in files)
                File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        }

        public string Path { get; }

        public void Dispose() => around.Delete(recursive: true);
    }
}
