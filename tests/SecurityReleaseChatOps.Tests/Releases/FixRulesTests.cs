using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class FixRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 9, 0);

    private static readonly Release Release = SampleReleases.R1 with
    {
        Versions = ["18.6.1", "18.5.3"],
        Fixes =
        [
            new("gitlab-org/gitlab#1", null, "CVE-2026-1234", Now) { Title = "Stored XSS in notes", Authors = ["U03", "Jane Doe"] },
            new("gitlab-org/gitlab#11", null, null, Now) { Title = "Stored XSS in labels" },
            new("gitlab-org/security/gitaly!2", null, null, Now),
        ],
    };

    [Theory]
    [InlineData("gitlab-org/gitlab#1", 0)]
    [InlineData("#1", 0)]
    [InlineData("1", 0)]
    [InlineData("cve–2026–1234", 0)]
    [InlineData("LABELS", 1)]
    [InlineData("!2", 2)]
    [InlineData("Stored XSS", null)]
    [InlineData("#3", null)]
    [InlineData("", null)]
    public void A_fix_is_found_by_what_people_call_it(string typed, int? at) =>
        FixRules.Find(Release, typed).ShouldBe(at is { } index ? Release.Fixes[index] : null);

    [Theory]
    [InlineData("gitlab-org/gitlab#1", "GitLab")]
    [InlineData("gitlab-org/security/gitlab-runner!1", "GitLab Runner")]
    [InlineData("gitlab-org/gitlab-pages#1", "GitLab Pages")]
    [InlineData("gitlab-org/omnibus-gitlab#1", "Omnibus GitLab")]
    [InlineData("somebody/else#1", "GitLab")]
    public void A_fix_mends_the_product_of_its_project_unless_someone_says_another(string reference, string product)
    {
        new ReleaseFix(reference, null, null, Now).Product.ShouldBe(product);
        (new ReleaseFix(reference, null, null, Now) { Product = "Gitaly" }).Product.ShouldBe("Gitaly");
    }

    [Fact]
    public void What_is_said_of_a_version_keeps_who_said_it_first_and_can_be_taken_back()
    {
        var fix = FixRules.Say(Release.Fixes[0], "18.6.1", FixState.Merged, "U03", Now);
        FixRules.Say(fix, "18.6.1", FixState.Merged, "U05", Now.AddHours(1)).In["18.6.1"].ShouldBe(new(FixState.Merged, "U03", Now));
        FixRules.Say(fix, "18.6.1", FixState.NotIn, "U05", Now.AddHours(1)).In["18.6.1"].ShouldBe(new(FixState.NotIn, "U05", Now.AddHours(1)));
        FixRules.Say(fix, "18.6.1", FixState.Unknown, "U05", Now.AddHours(1)).ShouldBe(Release.Fixes[0]);
    }

    [Fact]
    public void What_is_not_merged_everywhere_is_missing_and_named_with_who_wrote_it()
    {
        FixRules.Missing(Release, author => author).Select(one => $"{one.Words} – {one.Who}").ShouldBe(
            ["Nobody has said that *gitlab-org/gitlab#1*, *gitlab-org/gitlab#11*, *gitlab-org/security/gitaly!2* are in 18.6.1, 18.5.3 – U03, Jane Doe"]);
        var said = Release with { Fixes = [FixRules.Say(Release.Fixes[0], "18.5.3", FixState.NotIn, "U03", Now), Release.Fixes[1]] };
        FixRules.Missing(said, author => author).Select(one => $"{one.Words} – {one.Who}").ShouldBe(
        [
            "*gitlab-org/gitlab#1* is not in 18.5.3 – U03, Jane Doe",
            "Nobody has said that *gitlab-org/gitlab#1* is in 18.6.1 – U03, Jane Doe",
            "Nobody has said that *gitlab-org/gitlab#11* is in 18.6.1, 18.5.3 – the pair",
        ]);
        var merged = FixRules.MergeAll(said, "U07", Now).Value!;
        FixRules.Missing(merged, author => author).ShouldHaveSingleItem().Words.ShouldBe("*gitlab-org/gitlab#1* is not in 18.5.3");
        FixRules.MergeAll(merged, "U07", Now).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Another_version_of_the_release_is_unknown_again()
    {
        var merged = FixRules.MergeAll(Release, "U07", Now).Value!;
        FixRules.Missing(merged, author => author).ShouldBeEmpty();
        FixRules.Missing(merged with { Versions = ["18.6.2", "18.5.3"] }, author => author).ShouldHaveSingleItem().Words.ShouldContain("18.6.2");
    }

    [Fact]
    public void Where_a_fix_is_merged_changes_nothing_of_what_was_agreed_on()
    {
        ReleasePart.Between(Release, FixRules.MergeAll(Release, "U07", Now).Value!, "U07", Now).ShouldBeEmpty();
        ReleasePart.Between(Release, Release with { Fixes = [Release.Fixes[0] with { Product = "Gitaly" }, .. Release.Fixes.Skip(1)] }, "U07", Now)
            .ShouldHaveSingleItem().Part.ShouldBe("fixes");
    }
}
