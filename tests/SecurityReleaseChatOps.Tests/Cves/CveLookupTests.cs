using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class CveLookupTests
{
    private static readonly Release Release = SampleReleases.R1 with
    {
        Fixes = [new("g/g#1", null, "CVE-2026-1001", default), new("g/g#2", null, "g/cves#2", default), new("g/g#3", null, null, default),
            new("g/g#4", null, "CVE-2026-1004", default) { CveKey = "g/cves#4" }],
    };

    private static readonly ReleaseCvesSnapshot All = ReleaseCvesSnapshot.Of(new Doc<Release>(Release.Id, Release, 1), []);

    [Theory]
    [InlineData("CVE-2026-1001", "CVE-2026-1001", "")]
    [InlineData("cve-2026-1001 the bot says no", "CVE-2026-1001", "the bot says no")]
    [InlineData("the bot says no CVE–2026–1001.", "CVE-2026-1001", "the bot says no")]
    [InlineData("https://www.cve.org/CVERecord?id=CVE-2026-1001", "CVE-2026-1001", "")]
    [InlineData("g/cves#2", "g/cves#2", "")]
    [InlineData("1001 the bot says no", "1001", "the bot says no")]
    [InlineData("since 2026", null, "since 2026")]
    [InlineData("everything", null, "everything")]
    [InlineData("", null, "")]
    public void The_word_that_names_one_is_told_from_the_others(string typed, string? name, string rest)
    {
        var (found, words) = CveLookup.Split(typed);
        (found, words.Own).ShouldBe((name, rest));
    }

    [Theory]
    [InlineData("CVE-2026-1001", "CVE-2026-1001")]
    [InlineData("cve-2026-1001", "CVE-2026-1001")]
    [InlineData("1001", "CVE-2026-1001")]
    [InlineData("1004", "g/cves#4")]
    [InlineData("g/cves#4", "g/cves#4")]
    [InlineData("CVE-2026-1004", "g/cves#4")]
    [InlineData("g/g#2", "g/cves#2")]
    public void It_is_found_by_any_of_its_names(string name, string id) => CveLookup.Find(All, name, out _)!.Id.ShouldBe(id);

    [Theory]
    [InlineData("CVE-2026-9999", "R1 has no CVE \"CVE-2026-9999\": /cve list shows all")]
    [InlineData("2026", "R1 has no CVE \"2026\": /cve list shows all")]
    [InlineData("g/g#3", "R1 has no CVE \"g/g#3\": /cve list shows all")]
    [InlineData(null, "R1 has 3 CVEs: name the one, such as CVE-2026-1001")]
    public void Else_it_is_said_why(string? name, string words)
    {
        CveLookup.Find(All, name, out var why).ShouldBeNull();
        why.ShouldBe(words);
    }
}
