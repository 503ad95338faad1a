using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Tests.BlogPosts;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Tests.Text;

/// <summary>Placeholders are recognised alike in a CVE's record, a post and a customer email.</summary>
public sealed class UnfilledTests
{
    [Theory]
    [InlineData("TODO")]
    [InlineData("todo: whom")]
    [InlineData("TBD")]
    [InlineData("tbc")]
    [InlineData("FIXME")]
    [InlineData("XXX")]
    [InlineData("xxxx")]
    [InlineData("PICKSOMETHING")]
    [InlineData("16.X.X")]
    [InlineData("X.Y")]
    [InlineData("18.5.x3")]
    [InlineData("[ATTACKER]")]
    [InlineData("<TEAM MEMBER NAME>")]
    [InlineData("${COMPONENT}")]
    [InlineData("[have|haven't]")]
    [InlineData("[PSIRT: whom]")]
    [InlineData("[María López: whom]")]
    public void It_is_found_everywhere(string left)
    {
        Unfilled.In($"It allowed {left} to do so").ShouldHaveSingleItem();
        CveChecks.OfRelease([new("CVE-2026-1001") { Record = CveRecord.Empty with { Description = $"It allowed {left} to do so" } }]).Single().Value
            .ShouldContain(found => found.Check == "placeholder" || found.Check == "gap");
        var post = SamplePosts.Write(SamplePosts.Release()).Replace("a user to reach part 2", $"It allowed {left} to do so");
        SamplePosts.Check(post, SamplePosts.Release()).ShouldContain(found => found.Level == Level.Error && found.Where.StartsWith("line"));
        SecurityReleaseChatOps.Comms.TextChecks.Of(SampleReleases.R1, $"It allowed {left} to do so", null, null)
            .ShouldContain(found => !found.Right && found.Words.EndsWith("is left to fill in"));
    }

    [Theory]
    [InlineData("to see the todos and a todo of someone else's")]
    [InlineData("to see X.509 certificates")]
    [InlineData("GitLab 18.6.1, CVSS 9.8, CVE-2026-1001")]
    [InlineData("[CRITICAL] GitLab Patch Release")]
    [InlineData("[CVE-2026-1001](https://www.cve.org/CVERecord?id=CVE-2026-1001)")]
    [InlineData("[Runner: updates](https://docs.gitlab.com/runner/)")]
    [InlineData("| [Improper access in notes](#improper) | High |")]
    [InlineData("[GITLAB](https://gitlab.com)")]
    public void What_is_written_is_not_left(string text) => Unfilled.In(text).ShouldBeEmpty();
}
