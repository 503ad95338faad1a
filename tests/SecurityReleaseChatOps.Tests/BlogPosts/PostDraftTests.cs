using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Cves;

namespace SecurityReleaseChatOps.Tests.BlogPosts;

/// <summary>Drafts state what the release and its records say, and name whom to ask about the rest.</summary>
public sealed class PostDraftTests
{
    public static TheoryData<string> Releases => [.. Published.All.Select(cve => cve.Release).Distinct()];

    [Theory]
    [InlineData(nameof(PostForm.Patch))]
    [InlineData(nameof(PostForm.Security))]
    public void A_draft_of_which_all_is_known_has_nothing_wrong(string form)
    {
        var release = SamplePosts.Release(Enum.Parse<PostForm>(form));
        SamplePosts.Check(SamplePosts.Write(release), release).ShouldBeEmpty();
    }

    [Fact]
    public void It_has_todays_form()
    {
        var text = SamplePosts.Write(SamplePosts.Release());
        text.ShouldStartWith("---\ntitle: \"GitLab Patch Release: 18.6.1, 18.5.3\"\n");
        text.ShouldContain("author: Anna de Vries\nauthor_gitlab: anna\n");
        text.ShouldContain("canonical_path: /releases/patches/patch-release-gitlab-18-6-1-released/\n");
        text.ShouldContain("On November 25, 2026, we released versions 18.6.1, 18.5.3 for GitLab Community Edition (CE) and Enterprise Edition (EE).\n");
        text.ShouldContain("""
            ### Table of security fixes

            | Title | Severity |
            |-------|----------|
            | [Cross-site Scripting issue in notes impacts GitLab CE/EE](#cve-2026-1002---cross-site-scripting-issue-in-notes-impacts-gitlab-ceee) | High |
            | [Improper Input Validation issue in a filter impacts GitLab CE/EE](#cve-2026-1003---improper-input-validation-issue-in-a-filter-impacts-gitlab-ceee) | Medium |
            | [Improper Authorization issue in exports impacts GitLab CE/EE](#cve-2026-1001---improper-authorization-issue-in-exports-impacts-gitlab-ceee) | Medium |

            ### [CVE-2026-1002](https://www.cve.org/CVERecord?id=CVE-2026-1002) - Cross-site Scripting issue in notes impacts GitLab CE/EE

            <!-- https://gitlab.com/gitlab-org/security/gitlab/-/issues/2 -->

            GitLab has remediated an issue that could have allowed a user to reach part 2 of what is theirs.

            """.ReplaceLineEndings("\n") + "\n**Impacted Versions**: GitLab CE/EE: all versions from 17.2 before 18.5.3 and 18.6 before 18.6.1  \n"
            + "**CVSS**: 8.7 ([`CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N`](https://gitlab-com.gitlab.io/gl-security/product-security/appsec/cvss-calculator/explain#explain=CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N))\n\n"
            + "Thanks [bob_1](https://hackerone.com/bob_1) for reporting this vulnerability through our HackerOne bug bounty program.\n");
        text.ShouldContain(
            "\n### Update Mattermost\n\nMattermost has been updated to 10.11.4. This update includes a security fix for "
            + "[CVE-2025-5555](https://www.cve.org/CVERecord?id=CVE-2025-5555).\n\n## Bug fixes\n\n### 18.6.1\n\n* [Mend the "
                + "search](https://gitlab.com/gitlab-org/gitlab/-/merge_requests/1)\n\n### 18.5.3\n");
        text.ShouldContain("\n## Receive Patch Notifications\n");
        text.ShouldNotContain("\n\n\n");
    }

    [Fact]
    public void It_has_the_form_of_the_appsec_process()
    {
        var text = SamplePosts.Write(SamplePosts.Release(PostForm.Security) with { IsCritical = true });
        text.ShouldContain("title: \"GitLab Critical Security Release: 18.6.1 and 18.5.3\"");
        text.ShouldContain("image_title: /images/blogimages/security-cover-new.png\ntags: security\n");
        text.ShouldContain("Today we are releasing versions 18.6.1 and 18.5.3 for");
        text.ShouldContain("| [Cross-site Scripting issue in notes impacts GitLab CE/EE](#cross-site-scripting-issue-in-notes-impacts-gitlab-ceee) | high |");
        text.ShouldContain(
            "This is a high severity issue (`CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N`, 8.7).\nIt is now mitigated in the latest release and is "
            + "assigned [CVE-2026-1002](https://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2026-1002).");
        text.ShouldContain("## Receive Security Release Notifications");
        text.ShouldNotContain("\n\n\n");
    }

    [Fact]
    public void What_is_not_known_is_a_gap_that_says_whom_to_ask()
    {
        var release = SamplePosts.Release() with { Versions = [], Fixes = [new("gitlab-org/gitlab#9", null, null, null, null)], Notes = PostNotes.None };
        var text = SamplePosts.Draft.Write(release, null);
        text.ShouldContain("[release managers: versions]");
        text.ShouldContain("author_gitlab: [Anna de Vries: user name on GitLab]");
        foreach (var what in new[] { "CVE of gitlab-org/gitlab#9", "title of gitlab-org/gitlab#9", "severity of gitlab-org/gitlab#9",
            "CVSS vector of gitlab-org/gitlab#9", "score of gitlab-org/gitlab#9", "affected versions of gitlab-org/gitlab#9", "CE/EE or EE", "credit of gitlab-org/gitlab#9", "description of gitlab-org/gitlab#9" })
            text.ShouldContain($"[Anna de Vries: {what}]");
        text.ShouldNotContain("TODO");
        SamplePosts.Check(text, release, "/").Count(finding => finding.Why.EndsWith("is left to be filled in", StringComparison.Ordinal))
            .ShouldBeGreaterThan(8);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void A_draft_of_a_real_release_says_what_was_published(string release)
    {
        var records = Published.All.Where(cve => cve.Release == release).ToList();
        foreach (var form in new[] { PostForm.Patch, PostForm.Security })
        {
            var snapshot = SamplePosts.Real(release, form);
            var text = SamplePosts.Write(snapshot);
            var post = SamplePosts.Read(text);
            post.Rows.Count.ShouldBe(records.Count);
            foreach (var cve in records)
            {
                var entry = post.Own.Single(one => one.Cve == cve.Number);
                if (cve.Title is not null)
                    entry.Title.ShouldBe(cve.Title);
                entry.Score.ShouldBe(cve.Score);
                entry.Vectors.Select(vector => vector.Text).ShouldBe([cve.Record.Impact!]);
                post.Rows.Single(row => row.Anchor == entry.Anchor).Severity.ShouldBe(
                    SecurityReleaseChatOps.Cves.Cvss31.SeverityOf(cve.Score).ToString(), StringCompareShould.IgnoreCase);
                entry.Ranges.Select(range => range.Range).Distinct()
                    .Order(Comparer<SecurityReleaseChatOps.Cves.VersionRange>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString())))
                    .ShouldBe(new PostFix("", null, null, null, cve.Record).Affected().OrderBy(range => range.ToString(), StringComparer.Ordinal));
                if (cve.Record.Credit is { } credit)
                    entry.Body.Markdown.ShouldContain(credit.TrimEnd('.'));
            }
            // Four records lack an edition and one a credit: the draft asks for these.
            SamplePosts.Check(text, snapshot)
                .Where(finding =>
                    finding.Level == SecurityReleaseChatOps.Cves.Level.Error && !finding.Why.Contains("CE/EE or EE]", StringComparison.Ordinal)
                        && !finding.Why.Contains("credit of CVE-2025-13611]", StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    /// <summary>The current format states versions separately: the rest of a description names all of its ranges, when it needs them, or none.</summary>
    [Fact]
    public void Of_the_versions_in_a_description_none_is_left_alone()
    {
        foreach (var cve in Published.All)
        {
            var release = SamplePosts.Real(cve.Release);
            var text = EntryText.Of(release.Fixes.Single(fix => fix.Cve == cve.Number), PostForm.Patch, new(release)).Description;
            var said = SecurityReleaseChatOps.Cves.VersionRanges.InWords(text).Count;
            said.ShouldBeOneOf([0, SecurityReleaseChatOps.Cves.VersionRanges.InWords(cve.Record.Description!).Count], text);
            text.ShouldNotContain("discovered version");
        }
    }

    /// <summary>The Runner has no editions, neither in its own release nor in GitLab's.</summary>
    [Theory]
    [InlineData(Products.GitLab)]
    [InlineData(Products.Runner)]
    public void A_fix_of_the_runner_is_of_the_runner(string product)
    {
        var release = SamplePosts.Release();
        var record = release.Fixes[0].Record! with
        {
            Product = new("gitlab-org/gitlab-runner", "GitLab", "GitLab Runner", ["cpe:2.3:a:gitlab:runner:*:*:*:*:*:*:*:*"]),
            Description = "GitLab has remediated an issue in GitLab Runner affecting all versions from 17.1 before 18.5.3, and 18.6 before 18.6.1 that "
                + "could have allowed a user to act.",
        };
        release = release with { Product = product, Fixes = [release.Fixes[0] with { Title = "Missing Authorization issue in jobs", Record = record }] };
        var text = SamplePosts.Write(release);
        text.ShouldContain("\n**Impacted Versions**: GitLab Runner: all versions from 17.1 before 18.5.3 and 18.6 before 18.6.1");
        SamplePosts.Check(text, release).Select(finding => finding.Row).ShouldBe(["E9"]);
    }

    /// <summary>Published posts are ordered by severity; within one usually by score. 16.7.2 was not: it had 7.3 before 7.6.</summary>
    [Theory]
    [InlineData("17.0.1", "")]
    [InlineData("17.1.1", "")]
    [InlineData("18.10.1", "")]
    [InlineData("16.7.2", "CVE-2023-4812")]
    public void It_is_ordered_as_published(string release, string moved)
    {
        var drafted = SamplePosts.Read(SamplePosts.Write(SamplePosts.Real(release))).Own.Select(entry => entry.Cve!).ToList();
        drafted.Where(cve => cve != moved).ShouldBe(Published.All.Where(cve => cve.Release == release && cve.Number != moved).Select(cve => cve.Number));
    }

    [Fact]
    public void What_people_wrote_breaks_nothing()
    {
        const string wild = "a | b [c](javascript:x) <script>alert(1)</script> *d* `x | y` \\ # e";
        var release = SamplePosts.Release();
        release = release
            with
        {
            Fixes =
                [release.Fixes[0]
                    with { Title = wild, Record = release.Fixes[0].Record! with { Description = wild, Credit = wild + " [ok](https://hackerone.com/ok)" } }]
        };
        var text = SamplePosts.Write(release);
        text.ShouldNotContain("<script>");
        text.ShouldNotContain("[c](javascript:");
        text.ShouldContain("[ok](https://hackerone.com/ok)");
        var post = SamplePosts.Read(text);
        post.Rows.ShouldHaveSingleItem().Anchor.ShouldBe(post.Own.Single().Anchor);
    }

    [Fact]
    public void The_oldest_process_has_its_advisory()
    {
        var release = SamplePosts.Release(PostForm.Advisory);
        SamplePosts.Draft.Write(release, null).ShouldContain("allows [Anna de Vries: what the vulnerability allows].");
        var text = SamplePosts.Draft.Write(
            release
                with
            {
                Notes =
                    new() { Advisory = new("remote code execution", false, true, "18.6.0", "An attacker can run code", "XXX", "Jane Doe of Example") }
            }, null);
        text.ShouldContain("allows remote code execution. All users should update GitLab and gitlab-shell immediately. We haven't heard of");
        text.ShouldStartWith("18.6.1 and 18.5.3 Security Advisory for GitLab\n");
        text.ShouldContain("GitLab Community Edition 18.6.0 and lower");
        text.ShouldContain("An attacker can run code. This attack can be performed by authenticated users.");
        text.ShouldContain("We want to thank Jane Doe of Example for the responsible disclosure");
    }

    [Fact]
    public void Three_hundred_fixes_are_drafted_and_checked_in_the_time_of_a_few()
    {
        var release = SamplePosts.Release();
        release = release
            with
        {
            Fixes =
                [.. Enumerable.Range(0, 300)
                    .Select(i =>
                        release.Fixes[i % 3]
                            with { Fix = FormattableString.Invariant($"a/b#{i}"), Cve = FormattableString.Invariant($"CVE-2026-{20000 + i}") })]
        };
        var text = SamplePosts.Write(release);
        SamplePosts.Read(text).Own.Count().ShouldBe(300);
        SamplePosts.Check(text, release).ShouldBeEmpty();
    }
}
