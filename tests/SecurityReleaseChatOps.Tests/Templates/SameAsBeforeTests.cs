using System.Globalization;
using System.Runtime.CompilerServices;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.Tests.Templates;

/// <summary>What Handlebars rendered, Scriban renders: for the switch.</summary>
public sealed class SameAsBeforeTests(ITestOutputHelper output)
{
    private const int Samples = 600;

    private static readonly string[] Words = ["Anna", "/close @all", "**Bo** _b_ <!channel>", "a & b <c> \"d\" 'e' `f` = {{g}}", "two\nlines", "turned \u202Etxt\u0007", "👩‍💻 é ß", "# x | y ~z~ $1 \\ [l](m)", "{{ Title }}"];

    [Fact]
    public void Every_template_renders_what_it_did()
    {
        var former = Directory.GetFiles(Path.Combine(Here(), "Handlebars")).ToDictionary(path => TemplateName(path), path => new FormerTemplate(Path.GetFileName(path), File.ReadAllText(path)));
        var folders = new[] { TemplateFolder.Load("Comms/Texts/"), TemplateFolder.Load("Comms/External/"), TemplateFolder.Load("Thanks/Texts/") };
        folders.SelectMany(folder => folder.Names).Order(StringComparer.Ordinal).ShouldBe(former.Keys.Order(StringComparer.Ordinal));
        var (random, compared) = (new Random(8), 0);
        for (var i = 0; i < Samples; i++)
        {
            var release = Release(random, i);
            var facts = new Facts(TextFacts.Of(release, random.Next(3) == 0 ? [] : People.Roster, id => id == release.Primary ? Word(random) : id)) { Tweet = Word(random) };
            Compare(folders[0], _ => facts);
            Compare(folders[1], _ => new { Category = Word(random), What = Word(random), Owner = Word(random), Approver = Word(random), AskedBy = Word(random), IsRelease = random.Next(2) == 0 });
            Compare(folders[2], name => name switch
            {
                "thanks" => new { Title = release.Title(), Verb = "are", Groups = Enumerable.Range(0, random.Next(5)).Select(_ => new { Name = Word(random), People = Word(random) }).ToList() },
                "researcher" => new { Name = Word(random), Fixes = Enumerable.Range(0, random.Next(5)).Select(_ => Word(random)).ToList(), AllOfIt = "It is", Title = release.Title(), Date = "1 May 2026", List = "https://x.test/?a=1&b=2" },
                _ => new { Name = Word(random), Fix = Word(random), Date = "1 May 2026" },
            });
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} renders of {former.Count} templates compared"));
        compared.ShouldBe(Samples * former.Count);

        void Compare(TemplateFolder folder, Func<string, object> values)
        {
            foreach (var name in folder.Names)
            {
                var from = values(name);
                folder[name].Render(from).ShouldBe(former[name].Render(from), name);
                compared++;
            }
        }
    }

    private static Release Release(Random random, int i) => SampleReleases.R1 with
    {
        Kind = Enum.GetValues<ReleaseKind>()[i % Enum.GetValues<ReleaseKind>().Length],
        Product = random.Next(4) == 0 ? Products.Runner : Products.GitLab,
        Versions = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(n => $"18.{6 - n}.{random.Next(9)}")],
        Severity = Severities(random),
        PublishedAt = random.Next(3) == 0 ? SampleReleases.R1.DueAt : null,
        Fixes =
        [
            .. Enumerable.Range(0, random.Next(7)).Select(n => new ReleaseFix($"gitlab-org/gitlab#{n}", null, random.Next(3) == 0 ? null : random.Next(4) == 0 ? "https://gitlab.com/cve/1" : $"CVE-2026-{1000 + n}", default)
            {
                Severity = Severities(random), Title = random.Next(2) == 0 ? null : Word(random),
            }),
        ],
        Links = new(Link(random), Link(random), Link(random), Link(random), Link(random)),
    };

    private static Severity? Severities(Random random) => random.Next(5) == 0 ? null : Enum.GetValues<Severity>()[random.Next(Enum.GetValues<Severity>().Length)];

    private static string? Link(Random random) => random.Next(2) == 0 ? null : $"https://gitlab.com/x?a=<1>&b={random.Next(99)}_{random.Next(9)}_";

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string TemplateName(string path) => Path.GetFileName(path).Split('.')[0];

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed record Facts : TextFacts
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public Facts(TextFacts facts)
            : base(facts)
        {
        }

        public string Tweet { get; init; } = "";
    }
}
