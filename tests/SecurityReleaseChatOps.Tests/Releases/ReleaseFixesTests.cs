using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseFixesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void References_and_links_are_read_with_their_cves()
    {
        ReleaseFixes.TryParse(
            """
            gitlab-org/gitlab#123 cve-2026-1234

            gitlab-org/security/gitlab!45, gitlab-org/cves#7
            <https://gitlab.com/gitlab-org/gitlab/-/merge_requests/9?tab=1|MR> CVE-2026-12345
            """, [], Now, out var fixes, out _).ShouldBeTrue();
        fixes.ShouldBe(
        [
            new("gitlab-org/gitlab#123", null, "CVE-2026-1234", Now),
            new("gitlab-org/security/gitlab!45", null, "gitlab-org/cves#7", Now),
            new("gitlab-org/gitlab!9", "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/9?tab=1", "CVE-2026-12345", Now),
        ]);
    }

    [Fact]
    public void What_is_written_is_read_again_and_what_was_there_keeps_its_time()
    {
        IReadOnlyList<ReleaseFix> before = [new("gitlab-org/gitlab#1", null, null, Now), new("gitlab-org/gitlab#2", "https://gitlab.com/gitlab-org/gitlab/-/issues/2", "CVE-2026-1000", Now)];
        ReleaseFixes.TryParse(ReleaseFixes.Write(before), before, Now.AddDays(1), out var fixes, out _).ShouldBeTrue();
        fixes.ShouldBe(before);
    }

    [Theory]
    [InlineData("gitlab-org/gitlab", "Line 1")]
    [InlineData("a#1\nb#2 CVE-26-1", "Line 2")]
    [InlineData("a#1 CVE-2026-1234 CVE-2026-1235", "Line 1")]
    [InlineData("https://gitlab.com/gitlab-org/gitlab", "Line 1")]
    [InlineData("a#1\nA#1", "A#1 is there twice")]
    public void What_is_not_understood_is_named(string text, string says)
    {
        ReleaseFixes.TryParse(text, [], Now, out _, out var error).ShouldBeFalse();
        error.ShouldContain(says);
    }
}
