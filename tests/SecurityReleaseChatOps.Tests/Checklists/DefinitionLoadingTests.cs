using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Yaml;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class DefinitionLoadingTests
{
    private const string Stage = "stages:\n  - id: one\n    title: One\n    items:\n";

    [Theory]
    [InlineData("      - { id: aa, title: A, colour: red }", 10, "unknown key `colour`")]
    [InlineData("      - { title: A }", 10, "needs `id`")]
    [InlineData("      - { id: aa }", 10, "needs `title`")]
    [InlineData("      - { id: aa, title: }", 10, "`title` needs a text")]
    [InlineData("      - { id: Way Too Long For Anyone To Type, title: A }", 10, "short and typeable")]
    [InlineData("      - { id: x3, title: A }", 10, "kept for steps of the day")]
    [InlineData("      - { id: aa, title: A }\n      - { id: aa, title: B }", 11, "two items `aa`")]
    [InlineData("      - { id: aa, title: A }\n      - { id: bb, title: B, after: cc }", 11, "`bb` comes after `cc`, which is not an item")]
    [InlineData("      - { id: aa, title: A, after: bb }\n      - { id: bb, title: B, after: aa }", 10, "`aa` after `bb` after `aa`")]
    [InlineData("      - { id: aa, title: A, after: aa }", 10, "`aa` after `aa`")]
    [InlineData("      - { id: aa, title: A, due: tomorrow }", 10, "`due` is `tomorrow`. It must be a number")]
    [InlineData("      - { id: aa, title: A, role: boss }", 10, "`role` is `boss`, which is not one of either, primary, secondary, release-manager")]
    [InlineData("      - { id: aa, title: A, per: cow }", 10, "`per` is `cow`")]
    [InlineData("      - { id: aa, title: A, pings: everyone }", 10, "an item has no `pings` any more: write `tells`")]
    [InlineData("      - { id: aa, title: A, deed: email-sent }", 10, "an item has no `deed` any more: write `settledBy`")]
    [InlineData("      - { id: aa, title: A, settledBy: { steps: [bb] } }", 10, "`aa` is settled by the step `bb`, which is not an item here")]
    [InlineData("      - { id: aa, title: A, settledBy: { steps: [aa], any: [merged] } }", 10, "`settledBy` names facts, `steps:` or `any:`")]
    [InlineData("      - { id: aa, title: A, tells: legal-review }\n      - { id: bb, title: B, tells: legal-review "
        + "}", 11, "the message `legal-review` stands under `aa` already")]
    [InlineData("      - { id: aa, title: A, needsSecondPerson: true, settledBy: merged }", 10, "what two people confirm is settled by them")]
    [InlineData("      - { id: aa, title: A, about: weather }", 10, "`about` is `weather`")]
    [InlineData("      - { id: aa, title: A, settledBy: { steps: bb } }\n      - { id: bb, title: B, settledBy: { steps: aa } "
        + "}", 10, "the order goes round in a circle")]
    [InlineData("      - { id: aa, title: A, when: { severity: s1 } }", 10, "`severity` is `s1`")]
    [InlineData("      - { id: aa, title: A, when: { weather: fine } }", 10, "`when` has an unknown key `weather`")]
    [InlineData("      - { id: aa, title: A, needsSecondPerson: yes }", 10, "`needsSecondPerson` is `yes`")]
    [InlineData("      - { id: aa, title: A, rows: [D1, first] }", 10, "`first` is not a row")]
    [InlineData("      - { id: aa, title: A, manual: by hand }", 10, "`manual` goes with `tool`")]
    [InlineData("      - just words", 10, "an item must be a map")]
    [InlineData("      - { id: aa, title: A, id: bb }", 10, "an item has `id` twice")]
    [InlineData("      - { id: aa, title: [", 11, "")]
    public void Name_file_line_and_fault(string items, long line, string fault)
    {
        var exception = Should.Throw<DefinitionException>(() => DefinitionLibrary.Of([("own.yaml", Head("own") + Stage + items)], []));
        exception.Message.ShouldStartWith($"own.yaml, line {line}: ");
        exception.Message.ShouldContain(fault);
        exception.Message.Split('\n').Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("      - { id: aa, title: A, settledBy: luck }", "`aa` names `luck`, which nothing makes known. There are merged, links and email as")]
    [InlineData("      - { id: aa, title: A, tells: rumours }", "`aa` tells `rumours`, which is not a message of the matrix")]
    [InlineData("      - { id: aa, title: A, when: { answers: rumours.no } }", "`aa` names `rumours.no`")]
    public void Name_what_nothing_makes_known(string items, string fault) =>
        Should.Throw<DefinitionException>(() =>
            DefinitionLibrary.Of([("own.yaml", Head("own") + Stage + items)], []).Checked(new HashSet<string> { "merged", "legal-review.sent" }))
            .Message.ShouldStartWith($"own.yaml, line 10: {fault}");

    [Theory]
    [InlineData("  - use: base/none", "names no stage")]
    [InlineData("  - use: base", "names a definition and its stage")]
    [InlineData("  - { use: base/second }", "brings `bb`, which comes after `aa`")]
    [InlineData("  - { use: base/first, after: { zz: [] } }", "`zz` is not an item of base/first")]
    [InlineData("  - { use: base/first, title: Mine }", "has no `id`, `title` or `items`")]
    [InlineData("  - use: base/first\n  - use: base/first", "two stages `first`")]
    [InlineData("  - { id: mine, title: M, due: -1h, items: [{ id: cc, title: C }] }", "go with `use` only")]
    public void Name_what_is_wrong_with_a_used_stage(string stages, string fault) =>
        Should.Throw<DefinitionException>(() => DefinitionLibrary.Of([("base.yaml", Base)], [("own.yaml", Head("own", "critical") + "stages:\n" + stages)]))
            .Message.ShouldContain(fault);

    [Fact]
    public void A_used_stage_takes_other_times_and_further_predecessors()
    {
        var own = DefinitionLibrary.Of([("base.yaml", Base)], [("own.yaml", Head("own", "critical") + """
            stages:
              - { id: mine, title: Mine, items: [{ id: cc, title: C }] }
              - { use: base/first, due: -2h, after: { aa: cc } }
            """)]).Named("own")!;
        var item = own.Items.Single(known => known.Id == "aa");
        item.Due!.ToString().ShouldBe("-2h");
        item.After.ShouldBe(["cc"]);
        own.Items.Single(known => known.Id == "ab").Due!.ToString().ShouldBe("+60m after merge");
    }

    [Fact]
    public void An_operators_file_replaces_the_one_of_its_name_and_adds_others()
    {
        var library = DefinitionLibrary.Of(
            [("base.yaml", Base), ("other.yaml", Head("other", "appsec") + Stage + "      - { id: aa, title: A }")],
            [("mine.yaml", Head("base") + Stage + "      - { id: zz, title: Z }"),
                ("more.yaml", Head("more", "critical") + Stage + "      - { id: aa, title: A }")]);
        library.All.Select(definition => definition.Name).ShouldBe(["base", "other", "more"]);
        library.Named("base")!.Items.Single().Id.ShouldBe("zz");
    }

    [Fact]
    public void Two_definitions_for_the_same_releases_are_refused() =>
        Should.Throw<DefinitionException>(() =>
            DefinitionLibrary.Of([("base.yaml", Base)], [("mine.yaml", Head("mine") + Stage + "      - { id: aa, title: A }")]))
            .Message.ShouldBe("mine.yaml, line 1: `base` and `mine` are for the same releases. To replace a definition, give the file its name.");

    [Fact]
    public void Two_files_of_one_name_are_refused() =>
        Should.Throw<DefinitionException>(() =>
            DefinitionLibrary.Of([("a.yaml", Base), ("b.yaml", Base)], [])).Message.ShouldContain("a.yaml is named `base` too");

    [Fact]
    public void Operators_files_are_read_from_their_directory()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "planned.yml"), Head("planned") + Stage + "      - { id: only, title: Only }");
            File.WriteAllText(Path.Combine(directory.FullName, "notes.txt"), "not a definition");
            // Processes that use the replaced one's stages say so at once.
            Should.Throw<DefinitionException>(() => DefinitionLibrary.Load(directory.FullName)).Message.ShouldContain("names no stage");
            File.WriteAllText(Path.Combine(directory.FullName, "planned.yml"), Head("mine", "drill") + Stage + "      - { id: only, title: Only }");
            DefinitionLibrary.Load(directory.FullName).Named("mine")!.Items.Single().Id.ShouldBe("only");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("- a list")]
    [InlineData("a: 1\n---\nb: 2")]
    public void What_is_no_definition_is_refused(string text) =>
        Should.Throw<DefinitionException>(() => DefinitionLibrary.Of([("odd.yaml", text)], []));

    [Fact]
    public void The_version_is_that_of_the_content()
    {
        var items = Stage + "      - { id: aa, title: A }";
        string Version(string text) => DefinitionLibrary.Of([("f.yaml", text)], []).All[0].Version;
        Version(Head("own") + items).ShouldBe(Version("# a comment\n" + Head("own") + items));
        Version(Head("own") + items).ShouldNotBe(Version(Head("own") + items.Replace("A }", "B }")));
    }

    private static string Base => Head("base") + """
        stages:
          - id: first
            title: First
            items:
              - { id: aa, title: A, due: -2d }
              - { id: ab, title: AB, due: +60m after merge }
          - { id: second, title: Second, items: [{ id: bb, title: B, after: aa }] }
        """;
}
