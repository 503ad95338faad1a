using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class ReleaseFixesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 9, 0);

    private static readonly Dictionary<string, Member> People = new[]
    {
        new Member("U03", "anna", "Anna de Vries", null, IsBot: false, Deleted: false),
        new Member("U04", "oliver", "Oliver Hughes", null, IsBot: false, Deleted: true),
        new Member("U05", "maria", "María", null, IsBot: false, Deleted: false),
        new Member("U06", "maria2", "María", null, IsBot: false, Deleted: false),
    }.ToDictionary(member => member.Id);

    [Fact]
    public void References_and_links_are_read_with_their_cves()
    {
        ReleaseFixes.TryParse(
            """
            gitlab-org/gitlab#123 cve-2026-1234

            gitlab-org/security/gitlab!45, gitlab-org/cves#7
            <https://gitlab.com/gitlab-org/gitlab/-/merge_requests/9?tab=1|MR> CVE-2026-12345
            """, [], Now, People, out var fixes, out _).ShouldBeTrue();
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
        IReadOnlyList<ReleaseFix> before = [new("gitlab-org/gitlab#1", null, null, Now),
            new("gitlab-org/gitlab#2", "https://gitlab.com/gitlab-org/gitlab/-/issues/2", "CVE-2026-1000", Now)];
        ReleaseFixes.TryParse(ReleaseFixes.Write(before, People), before, Now.AddDays(1), People, out var fixes, out _).ShouldBeTrue();
        fixes.ShouldBe(before);
    }

    [Fact]
    public void A_paste_loses_nothing_of_what_was_said_in_the_form_of_a_fix()
    {
        IReadOnlyList<ReleaseFix> before =
        [
            new("gitlab-org/gitlab#1", null, null, Now)
            {
                Product = "Gitaly",
                From = new("R2", ["18.6.2"]),
                In = new Dictionary<string, FixIn> { ["18.6.1"] = new(FixState.Merged, "U03", Now), ["18.5.3"] = new(FixState.NotIn, "U03", Now) },
            },
        ];
        ReleaseFixes.TryParse("GITLAB-ORG/gitlab#1 high | Stored XSS", before, Now.AddDays(1), People, out var fixes, out _).ShouldBeTrue();
        fixes.Single().ShouldBe(before[0] with { Id = "GITLAB-ORG/gitlab#1", Severity = Severity.High, Title = "Stored XSS" });
    }

    [Theory]
    [InlineData("gitlab-org/gitlab", "Line 1")]
    [InlineData("a#1\nb#2 CVE-26-1", "Line 2")]
    [InlineData("a#1 CVE-2026-1234 CVE-2026-1235", "Line 1")]
    [InlineData("https://gitlab.com/gitlab-org/gitlab", "Line 1")]
    [InlineData("a#1\nA#1", "A#1 is there twice")]
    [InlineData("a#1 high low", "Line 1")]
    [InlineData("a#1 hihg", "Line 1")]
    [InlineData("a#1\n\n| Only a title", "Line 3")]
    [InlineData("a#1 | One title | Another", "“title” is there twice")]
    [InlineData("a#1 | by @anna | by @maria", "“by” is there twice")]
    [InlineData("a#1 | reported by", "nothing stands after “reported by”")]
    public void What_is_not_understood_is_named(string text, string says)
    {
        ReleaseFixes.TryParse(text, [], Now, People, out _, out var error).ShouldBeFalse();
        error.ShouldContain(says);
    }

    [Fact]
    public void A_line_may_say_how_severe_what_who_wrote_it_and_who_reported_it()
    {
        ReleaseFixes.TryParse(
            """
            gitlab-org/gitlab#1 CVE-2026-1234 high | Stored XSS in notes | by @Anna, Jane Doe, <@U05>, @dev, <@U03|anna> | reported by alice
            gitlab-org/gitlab#2 CRITICAL | reported by: <@U05> | by: @Anna de Vries, @María | title: By default all is open
            <https://gitlab.com/gitlab-org/gitlab/-/issues/3|#3> low gitlab-org/cves#7||Bypass of  2FA
            """, [], Now, People, out var fixes, out var error).ShouldBeTrue(error);
        fixes.ShouldBe(
        [
            new("gitlab-org/gitlab#1", null, "CVE-2026-1234", Now) { Severity = Severity.High, Title = "Stored XSS in notes",
                Authors = ["U03", "Jane Doe", "U05", "@dev"], Reporter = "alice" },
            new("gitlab-org/gitlab#2", null, null, Now) { Severity = Severity.Critical, Title = "By default all is open", Authors = ["U03", "@María"],
                Reporter = "María" },
            new("gitlab-org/gitlab#3", "https://gitlab.com/gitlab-org/gitlab/-/issues/3", "gitlab-org/cves#7", Now) { Severity = Severity.Low,
                Title = "Bypass of 2FA" },
        ]);
        ReleaseFixes.Write([fixes[0]], People)
            .ShouldBe("gitlab-org/gitlab#1 CVE-2026-1234 high | Stored XSS in notes | by @anna, Jane Doe, @maria, @dev | reported by alice");
    }

    [Fact]
    public void A_line_that_is_too_long_is_named()
    {
        ReleaseFixes.TryParse($"a#1\nb#2 | {new string('x', ReleaseFixes.LongestLine)}", [], Now, People, out _, out var error).ShouldBeFalse();
        error.ShouldContain("Line 2 is too long");
    }

    [Fact]
    public void Whatever_is_read_is_written_so_that_it_is_read_the_same() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(
            "a#1", "b!2", " ", "|", ",", "<", ">", "@", "high", "NONE", "CVE-2026-1234", "c/d#7", "by ", "by:", "reported by ", "title: ", "@anna", "@María",
            "<@U05>", "<@U05|x>",
            "<@UNKNOWN>", "Jane Doe", "\n", "\t", "\r", "x", "https://gitlab.com/a/-/issues/3", "\u200b", "ſ")).ToArbitrary(), words =>
        {
            var text = "a#9 " + string.Concat(words);
            if (!ReleaseFixes.TryParse(text, [], Now, People, out var fixes, out var error))
                return error is { Length: > 10 and < 400 };
            var written = ReleaseFixes.Write(fixes, People);
            return ReleaseFixes.TryParse(written, fixes, Now.AddDays(1), People, out var again, out _) && again.SequenceEqual(fixes)
                && ReleaseFixes.Write(again, People) == written;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
