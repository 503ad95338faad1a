using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class CveYamlTests
{
    /// <summary>The process document's template, with the indentation its page lost.</summary>
    private const string Template = """
        vulnerability:
        # If the affected product is GitLab, please mention if it's GitLab CE/EE or GitLab EE
        description: TODO   # "[VULNTYPE] in [COMPONENT] in [VENDOR][PRODUCT] affecting all versions from 1X.X prior to 16.X.X allows [ATTACKER] to [IMPACT] via [VECTOR]"
        cwe: CWE-400 # TODO, for example "CWE-22" # Path Traversal
        product:
          gitlab_path: gitlab-org/gitlab   # "namespace/project" # the path of the project within gitlab
          vendor: GitLab   # "iTerm2"
          name: GitLab   # "iTerm2"
          cpes:
            - cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*
            # - "cpe:2.3:a:gitlab:gitaly:*:*:*:*:*:*:*:*"
          affected_versions:
            - '>=1X.X, <16.X.X' # "1.2.3"
            - '>=16.Y, <16.Y.Y' # "1.2.3"
          fixed_versions: [] # If empty, fixed versions will be automatically filled based on affected version constraints
        impact: AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H   # CVSS:3.1 string, without the prefix
        solution: '' # If empty, solution will be automatically filled based on affected version constraints
        credit: Thanks [example](https://hackerone.com/) for reporting this vulnerability
          through our HackerOne bug bounty program
        references:
           - https://gitlab.com/
        """;

    public static TheoryData<string> All => [.. Published.All.Select(cve => $"{cve.Release} {cve.Number}")];

    [Fact]
    public void There_are_45_records_of_six_releases() =>
        (Published.All.Count, Published.All.Select(cve => cve.Release).Distinct().Count()).ShouldBe((45, 6));

    [Theory]
    [MemberData(nameof(All))]
    public void A_published_record_goes_in_as_it_is_and_comes_out_the_same(string name)
    {
        var cve = Published.All.Single(one => $"{one.Release} {one.Number}" == name);
        CveYaml.Write(cve.Record).ShouldBe(cve.Yaml);
        CveYaml.TryRead(Encoding.UTF8.GetBytes(cve.Yaml), out var read, out _).ShouldBeTrue();
        read.ShouldBe(cve.Record);
    }

    [Fact]
    public void The_template_goes_in_too()
    {
        CveYaml.TryRead(Template, out var record, out var problems).ShouldBeTrue(string.Join('\n', problems));
        record.ShouldBe(new(
            "TODO", "CWE-400", new("gitlab-org/gitlab", "GitLab", "GitLab", ["cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*"]),
            [">=1X.X, <16.X.X", ">=16.Y, <16.Y.Y"], [],
            "AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H", null,
            "Thanks [example](https://hackerone.com/) for reporting this vulnerability through our HackerOne bug bounty program", ["https://gitlab.com/"]));
    }

    [Theory]
    [InlineData("", "Line 1: nothing stands here")]
    [InlineData("# only a comment\n", "Line 1: nothing stands here")]
    [InlineData("just text", "Line 1: the YAML must be keys with values")]
    [InlineData("- a\n- b", "Line 1: the YAML must be keys with values")]
    [InlineData("vulnerability:\n  descripton: \"x\"", "Line 2: \"descripton\" is not a key of `vulnerability`: it may have description, cwe, ")]
    [InlineData("vulnerability:\n  cwe: \"CWE-79\"\n  cwe: \"CWE-80\"", "Line 3: \"cwe\" is there twice")]
    [InlineData("vulnerability:\n  cwe: \"CWE-79\"\nextra: 1", "Line 3: \"extra\" is not a key of the YAML")]
    [InlineData("vulnerability:\n  product:\n    path: \"a/b\"", "Line 3: \"path\" is not a key of `product`")]
    [InlineData("vulnerability:\n  cwe: 79", "Line 2: YAML takes 79 in `cwe` for a number or a truth value: write \"79\"")]
    [InlineData("vulnerability:\n  description: yes", "Line 2: YAML takes yes in `description`")]
    [InlineData("vulnerability:\n  fixed_versions:\n    - \"18.4.5\"\n    - 18.10", "Line 4: YAML takes 18.10 in `fixed_versions`")]
    [InlineData("vulnerability:\n  fixed_versions: \"18.4.5\"", "Line 2: `fixed_versions` must be a list")]
    [InlineData("vulnerability:\n  fixed_versions:\n    -\n    - \"18.4.5\"", "Line 3: a line of `fixed_versions` is empty")]
    [InlineData("vulnerability:\n  fixed_versions:\n    - [\"18.4.5\"]", "Line 3: a line of `fixed_versions` must be one text")]
    [InlineData("vulnerability:\n  cwe: [\"CWE-79\"]", "Line 2: `cwe` must be one text")]
    [InlineData("vulnerability:\n  product: \"GitLab\"", "Line 2: `product` must be keys with values")]
    [InlineData("vulnerability:\n  product:\n    affected_versions: []\n  affected_versions: []", "Line 3: `affected_versions` stands here and beside `product`")]
    [InlineData("vulnerability:\n  description: GitLab: a flaw", "Line 2: this is not YAML")]
    [InlineData("vulnerability:\n  description: \"no end\n  cwe: \"CWE-79\"", "this is not YAML")]
    [InlineData("vulnerability:\n\tcwe: \"CWE-79\"", "Line 2: a tab indents this line")]
    [InlineData("vulnerability:\n  cwe: &a \"CWE-79\"", "Line 2: an anchor (&name) is not allowed")]
    [InlineData("vulnerability:\n  cwe: *a", "Line 2: an alias (*name) is not allowed")]
    [InlineData("vulnerability:\n  cwe: !!str \"CWE-79\"", "Line 2: a tag (!name) is not allowed")]
    [InlineData("!ruby/object:Gem\nvulnerability:\n  cwe: \"CWE-79\"", "Line 1: a tag (!name) is not allowed")]
    [InlineData("vulnerability:\n  cwe: \"CWE-79\"\n---\nvulnerability:\n  cwe: \"CWE-80\"", "Line 3: a second document begins here")]
    [InlineData("vulnerability:\n  ? [a, b]\n  : \"c\"", "Line 2: a key must be a word")]
    [InlineData("vulnerability:\n  references:\n    - a:\n        b:\n          c: \"d\"", "Line 4: too many lists or maps inside each other")]
    [InlineData("vulnerability:\n  cwe: “CWE-79”", "Line 2: `cwe` is in typographic quotes")]
    [InlineData("vulnerability:\n  credit: \"by \\u202Eecila\"", "Line 2: `credit` has a character that nobody sees (U+202E)")]
    [InlineData("vulnerability:\n  credit: \"by \\0\"", "Line 2: `credit` has a character that nobody sees (U+0000)")]
    [InlineData("vulnerability:\n  credit: \"by \\uD800\"", "Line 2: ")]
    public void What_is_wrong_is_said_with_its_line(string yaml, string problem)
    {
        CveYaml.TryRead(yaml, out var record, out var problems).ShouldBeFalse();
        record.ShouldBeNull();
        problems.ShouldHaveSingleItem().ToString().ShouldContain(problem);
    }

    [Fact]
    public void All_that_is_wrong_with_its_fields_is_said_at_once()
    {
        CveYaml.TryRead("vulnerability:\n  cve: \"x\"\n  cwe: 79\n  references: \"y\"", out _, out var problems).ShouldBeFalse();
        problems.Select(problem => problem.Line).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void Spaces_of_a_page_are_spaces()
    {
        CveYaml.TryRead("vulnerability:\n\u00a0\u00a0cwe: \"CWE-79\"\n", out var record, out var problems).ShouldBeTrue(string.Join('\n', problems));
        record.ShouldBe(CveRecord.Empty with { Cwe = "CWE-79" });
    }

    [Fact]
    public void Bombs_are_refused_before_they_grow()
    {
        var laughs = "a: &a [\"lol\"]\n"
            + string.Concat(Enumerable.Range('b', 20).Select(c => $"{(char)c}: &{(char)c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n"));
        string[] bombs =
        [
            laughs, new('[', 60_000), new('{', 60_000), string.Concat(Enumerable.Repeat("- ", 30_000)), string.Concat(Enumerable.Repeat("? ", 30_000)),
            string.Concat(Enumerable.Repeat("a: ", 20_000)),
            new('"', 60_001), new('&', 60_000), "a: |\n" + new string(' ', 60_000), string.Concat(Enumerable.Range(0, 9_000).Select(i => $"k{i}: \n")),
        ];
        foreach (var bomb in bombs)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            CveYaml.TryRead(bomb, out _, out var problems).ShouldBeFalse();
            problems.ShouldNotBeEmpty();
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L << 20);
        }
    }

    [Fact]
    public void A_text_that_is_too_long_is_not_looked_at()
    {
        var large = new byte[10 << 20];
        var before = GC.GetAllocatedBytesForCurrentThread();
        CveYaml.TryRead(large, out _, out var problems).ShouldBeFalse();
        problems.ShouldHaveSingleItem().Text.ShouldBe("the YAML is too long: at most 64 KB fit");
        CveYaml.TryRead(new string('é', 40_000), out _, out problems).ShouldBeFalse();
        problems.ShouldHaveSingleItem().Text.ShouldBe("the YAML is too long: at most 64 KB fit");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Theory]
    [InlineData(new byte[] { 0x63, 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x63, 0x00 })]
    public void Bytes_that_are_not_utf_8_are_said_to_be_so(byte[] bytes)
    {
        CveYaml.TryRead(bytes, out _, out var problems).ShouldBeFalse();
        problems.ShouldHaveSingleItem().Text.ShouldContain("not UTF-8");
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_is_read() =>
        CveYaml.TryRead([0xEF, 0xBB, 0xBF, .. "vulnerability:\n  cwe: \"CWE-79\"\n"u8], out _, out _).ShouldBeTrue();

    /// <summary>Pasted from Windows, from a web page, or from a request with surrounding text.</summary>
    [Theory]
    [InlineData("{0}")]
    [InlineData("\uFEFF{0}")]
    [InlineData("```yaml\n{0}```")]
    [InlineData("## Request\n\nSee below: it is urgent.\n\n```\n{0}```\n\n/label ~\"advisory::queued\"\n")]
    public void However_it_was_copied_it_is_the_same(string around)
    {
        foreach (var cve in Published.All)
        {
            var pasted = around.Replace("{0}", cve.Yaml, StringComparison.Ordinal);
            foreach (var ends in new[] { "\n", "\r\n" })
            {
                CveYaml.TryRead(Encoding.UTF8.GetBytes(pasted.ReplaceLineEndings(ends)), out var read, out var problems)
                    .ShouldBeTrue(string.Join('\n', problems));
                read.ShouldBe(cve.Record);
            }
        }
    }

    [Fact]
    public void What_is_wrong_between_fences_is_said_with_its_line_of_the_whole()
    {
        CveYaml.TryRead("Our request:\n```yaml\nvulnerability:\n  cwe: 79\n```\n: [", out _, out var problems).ShouldBeFalse();
        problems.ShouldHaveSingleItem().ToString().ShouldStartWith("Line 4: ");
    }

    /// <summary>Names are kept as their owners write them: some scripts need joiners, in others they hide text.</summary>
    [Theory]
    [InlineData("Thanks [日本語](https://hackerone.com/n) for reporting", true)]
    [InlineData("Thanks [می\u200Cخواهم](https://hackerone.com/n) for reporting", true)]
    [InlineData("Thanks 👩\u200D💻 for reporting", true)]
    [InlineData("Thanks [ali\u200Dce](https://hackerone.com/n) for reporting", false)]
    [InlineData("\u200DThanks [alice](https://hackerone.com/n) for reporting", false)]
    public void Credits_are_of_any_script(string credit, bool isRead)
    {
        CveYaml.TryRead($"vulnerability:\n  credit: \"{credit}\"", out var record, out _).ShouldBe(isRead);
        record?.Credit.ShouldBe(credit);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var text = from parts in Gen.ListOf(
            Gen.Elements("a", "Ü", "\"", "\\", "\n", "\t", ": ", "#", "'", "- ", "🚀", "{", "*", "&", "!", "%", "@", "`", "18.10", "null", " ", "…"), 12)
                   let joined = string.Concat(parts).Trim()
                   select joined.Length == 0 ? null : joined;
        var list = from texts in Gen.ListOf(text, 3) select (IReadOnlyList<string>)[.. texts.OfType<string>()];
        var product = from path in text
                      from vendor in text
                      from name in text
                      from cpes in list
                      select (path, vendor, name, cpes.Count) == (null, null, null, 0) ? null : new CveProduct(path, vendor, name, cpes);
        var record = from description in text
                     from cwe in text
                     from of in product
                     from affected in list
                     from fixedIn in list
                     from impact in text
                     from solution in text
                     from credit in text
                     from references in list
                     select new CveRecord(description, cwe, of, affected, fixedIn, impact, solution, credit, references);
        Prop.ForAll(record.ToArbitrary(), one =>
        {
            CveYaml.TryRead(CveYaml.Write(one), out var read, out var problems).ShouldBeTrue(string.Join('\n', problems));
            read.ShouldBe(one);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Whatever_is_given_an_answer_comes()
    {
        string[] crumbs = ["vulnerability:\n", "  description: ", "\"", "'", "|\n", ">-\n", "- ", "? ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!x ",
            "%YAML 9.9\n", "---\n", "...\n", "\t", "\u0085", "\u2028", "\0", "\uFEFF", "\uD800", "#", "<<: ", "\n", "  ", ",", "\\x", "\\U00110000", "é", "~"];
        var soup = from parts in Gen.ListOf(Gen.Elements(crumbs), 30) select string.Concat(parts);
        var mutated = from cve in Gen.Elements(Published.All.ToArray())
                      from cuts in Gen.ListOf(from at in Gen.Choose(0, cve.Yaml.Length - 1) from with in Gen.Elements(crumbs) select (at, with), 4)
                      select cuts.Aggregate(
                          cve.Yaml, (yaml, cut) => yaml[..Math.Min(cut.at, yaml.Length)] + cut.with + yaml[Math.Min(cut.at + 1, yaml.Length)..]);
        Prop.ForAll(Gen.OneOf(soup, mutated).ToArbitrary(), yaml =>
        {
            var isRead = CveYaml.TryRead(yaml, out var record, out var problems);
            (isRead ? problems.Count == 0 && record is not null : problems.Count > 0 && record is null).ShouldBeTrue(yaml);
            if (isRead)
                CveChecks.OfRelease([new("C1") { Record = record }])["C1"].ShouldNotBeNull();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
