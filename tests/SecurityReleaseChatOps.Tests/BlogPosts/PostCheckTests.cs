using System.Globalization;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.BlogPosts;

/// <summary>Each fault of a published post, planted alone in a faultless post, is found by its own check.</summary>
public sealed class PostCheckTests
{
    private const string Xss = "Cross-site Scripting issue in notes impacts GitLab CE/EE";
    private const string XssAnchor = "cve-2026-1002---cross-site-scripting-issue-in-notes-impacts-gitlab-ceee";

    /// <summary>What is replaced by what, in which format, and the expected finding: level, place and reason.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        // Fixes (F1).
        { "P",
            "| [Improper Authorization issue in exports impacts GitLab CE/EE](#cve-2026-1001---improper-authorization-issue-in-exports-impacts-gitlab-ceee) | Medium |\n", "", "Error CVE-2026-1001: It has no row in the table" },
        { "P", "/issues/2 -->", "/issues/77 -->",
            "Error CVE-2026-1002: Its comment names gitlab-org/security/gitlab#77, and the fix is gitlab-org/security/gitlab#2" },
        { "S", "<!-- https://gitlab.com/gitlab-org/security/gitlab/-/issues/2 -->\n\n", "",
            "Note CVE-2026-1002: No comment under its heading names the issue of its fix, as others have it" },
        // Versions (F2).
        { "P", "title: \"GitLab Patch Release: 18.6.1, 18.5.3\"", "title: \"GitLab Patch Release: 18.6.2, 18.5.3\"",
            "Error title: It says 18.6.2 and 18.5.3, and the release has 18.6.1 and 18.5.3" },
        { "P", "released versions 18.6.1, 18.5.3", "released versions 18.5.3, 18.6.1", "Error opening: The versions do not stand newest first" },
        { "P", "from 17.2 before 18.5.3", "from X.Y before 18.X",
            "Error line: “X.Y” is not a version|Error CVE-2026-1002: The post leaves out 17.2 before 18.5.3" },
        { "P", "from 17.2 before 18.5.3", "from 17.2 before 18.5.x3",
            "Error line: “18.5.x3” is not a version|Error CVE-2026-1002: The post leaves out 17.2 before 18.5.3" },
        { "P", "from 17.2 before 18.5.3", "from 17.2 before 18.5.2",
            "Error CVE-2026-1002: The CVE's record does not have 17.2 before 18.5.2, and the post leaves out 17.2 before 18.5.3" },
        { "P", "from 17.2 before 18.5.3", "from 17.3 before 18.5.3",
            "Error CVE-2026-1002: The CVE's record does not have 17.3 before 18.5.3, and the post leaves out 17.2 before 18.5.3" },
        { "P", "from 17.2 before 18.5.3", "from 17.2 to 18.5.3", "Warning CVE-2026-1002: “to 18.5.3” reads as if 18.5.3 were affected" },
        { "P", "from 17.2 before 18.5.3", "from 17.2 up to 18.5.3", "Warning CVE-2026-1002: “up to 18.5.3” reads as if 18.5.3 were affected" },
        { "P", "### 18.5.3\n", "### 18.5.4\n", "Error line: 18.5.4 is not a version of the release|Warning 18.5.3: The bug fix “Mend the search too” is missing" },
        // Scores (F2).
        { "P", "8.7 ([`CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N`]", "8.7 ([`AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N`]",
            "Warning CVE-2026-1002: Its vector does not say of which CVSS it is" },
        { "P", "CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:N",
            "Error CVE-2026-1002: It states AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:N, and the record AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N|Error CVE-2026-1002: It states the score 8.7, and its vector makes 9.3" },
        { "P", "**CVSS**: 8.7", "**CVSS**: 7.8", "Error CVE-2026-1002: It states the score 7.8, and its vector makes 8.7" },
        { "S", "a high severity issue", "a critical severity issue", "Error CVE-2026-1002: It is called a critical severity issue, and high in the table" },
        { "P", $"(#{XssAnchor}) | High |", $"(#{XssAnchor}) | Critical |", "Error CVE-2026-1002: The table says critical, and it is high" },
        // Links (F2).
        { "P", $"](#{XssAnchor})", "](#cve-2026-1002)", "Error line: #cve-2026-1002 leads nowhere" },
        { "P", $"](#{XssAnchor})", "](#cve-2026-1003---improper-input-validation-issue-in-a-filter-impacts-gitlab-ceee)",
            $"Error line: “{Xss}” leads to another entry" },
        { "P", $"[{Xss}](#{XssAnchor})", Xss, $"Error line: “{Xss}” is not linked to its entry" },
        { "P", $"[{Xss}](#", "[Cross-site Scripting issue in note impacts GitLab CE/EE](#",
            $"Warning line: The table says “Cross-site Scripting issue in note impacts GitLab CE/EE”, and the heading “{Xss}”" },
        { "P", "CVERecord?id=CVE-2026-1002)", "CVERecord?id=CVE-2026-1003)", "Error CVE-2026-1002: The link of CVE-2026-1002 leads to CVE-2026-1003" },
        { "S", "name=CVE-2026-1002)", "name=CVE-2026-1002 )", "Warning CVE-2026-1002: A blank stands within the brackets of the link of CVE-2026-1002" },
        // Leftover placeholders (F2).
        { "P", "a user to reach part 2", "a user TODO reach part 2", "Error line: “TODO” is left to be filled in" },
        { "P", "a user to reach part 2", "[Anna: who] to reach part 2", "Error line: “[Anna: who]” is left to be filled in" },
        // Words (F2, E9).
        { "P", "a user to reach part 2", "a user to reach to reach part 2", "Warning CVE-2026-1002: “to reach” is there twice in a row" },
        { "S", "from 17.2 before 18.5.3", "from 17.2 prior to prior to 18.5.3", "Warning CVE-2026-1002: “prior to” is there twice in a row" },
        { "P", "a user to reach part 2", "a user by SSRF to reach part 2", "Note line: Not spelled out at first use: SSRF (server-side request forgery" },
        { "P", "**Impacted Versions**: GitLab CE/EE: all versions from 17.2", "**Impacted Versions**: GitLab EE: all versions from 17.2",
            "Error CVE-2026-1002: It says GitLab EE, and the record GitLab CE/EE" },
        { "P", "**Impacted Versions**: GitLab CE/EE: all versions from 17.2", "**Impacted Versions**: GitLab EE/CE: all versions from 17.2",
            "Note CVE-2026-1002: “GitLab EE/CE” stands for GitLab CE/EE" },
        { "P", "**Impacted Versions**: GitLab CE/EE: all versions from 17.2", "**Impacted Versions**: all versions from 17.2",
            "Note CVE-2026-1002: It does not say which edition is affected" },
        { "P", "a user to reach part 2", "a user, as with CVE-2022-4342, to reach part 2", "Note CVE-2026-1002: It also names CVE-2022-4342" },
        { "P", "[bob_1](https://hackerone.com/bob_1)", "[eve](https://hackerone.com/eve)",
            "Warning CVE-2026-1002: It does not thank bob_1, as the record does" },
        { "S", "8.7).\n", "8.7)).\n", "Note CVE-2026-1002: Two brackets close after the score" },
        { "S", "8.7).\n", "8.7)\n", "Note CVE-2026-1002: No full stop stands after the bracket of its score" },
        { "S", "name=CVE-2026-1002).", "name=CVE-2026-1002)", "Note CVE-2026-1002: No full stop stands after the link of its CVE" },
        { "P", "a user to reach part 2", "a user to  reach part 2", "Note CVE-2026-1002: Two blanks stand together" },
        { "P", "part 2 of what is theirs.\n", "part 2 of what is theirs. \n", "Note CVE-2026-1002: A line ends with a blank" },
        { "P", "\n### [CVE-2026-1003]", "\n\n### [CVE-2026-1003]",
            "Note line: Two empty lines stand before “CVE-2026-1003 - Improper Input Validation issue in a filter" },
        // Front matter, title and address (F2, F3).
        { "P", "author: Anna de Vries\n", "", "Error front matter: It names no author" },
        { "P", "author: Anna de Vries\n", "author: Someone Else\n",
            "Warning front matter: The author is Someone Else, and on rotation are Anna de Vries and María López" },
        { "P", "author_gitlab: anna\n", "author_gitlab:\n", "Error front matter: It names no author_gitlab" },
        { "P", "author_gitlab: anna\n", "author_gitlab: maria\n", "Warning front matter: author_gitlab is maria, and the author's user name is anna" },
        { "P", "title: \"GitLab Patch", "title: \"GitLab Critical Patch", "Error title: It calls the release critical, which it is not" },
        { "P", "canonical_path: /releases/patches/patch-release-gitlab-18-6-1-released/",
            "canonical_path: /releases/patches/patch-release-gitlab-18-6-0-released/", "Error front matter: canonical_path is /releases/patches/patch-release-gitlab-18-6-0-released/, which is not the address of this release" },
        { "S", "canonical_path: /releases/2026/11/25/", "canonical_path: /releases/2026/11/24/",
            "Error front matter: canonical_path is /releases/2026/11/24/security-release-gitlab-18-6-1-released/, which is not the address of this release" },
        { "S", "tags: security\n", "tags: other\n", "Error front matter: The tag security is missing" },
        { "S", "image_title: /images/blogimages/security-cover-new.png\n", "", "Error front matter: The image is missing" },
        { "S", "## Receive Security Release Notifications", "## See also", "Warning bottom: The section on notifications is missing" },
        // Third-party updates (F3).
        { "S", "## Update Mattermost", "# Update Mattermost", "Note Update Mattermost: Its heading has #, and the others have ##" },
        { "P", "### Update Mattermost", "### Update Nokogiri", "Error Mattermost: It was updated in this release and has no entry" },
        { "P", " This update includes a security fix for [CVE-2025-5555](https://www.cve.org/CVERecord?id=CVE-2025-5555).", "",
            "Error Update Mattermost: It does not name CVE-2025-5555" },
        { "P", "### Table of security fixes\n\n| Title | Severity |\n|-------|----------|\n",
            "### Table of security fixes\n\n| Title | Severity |\n|-------|----------|\n| [Update Mattermost](#update-mattermost) | Critical |\n", "Error line: “Update Mattermost” is a third-party update, which has no row in the table" },
        { "P", "### 18.5.3\n\n* [Mend the search too](https://gitlab.com/gitlab-org/gitlab/-/merge_requests/2)\n\n", "",
            "Warning 18.5.3: The bug fix “Mend the search too” is missing" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found_and_nothing_else(string form, string clean, string faulty, string found)
    {
        var release = SamplePosts.Release(form == "S" ? PostForm.Security : PostForm.Patch);
        var text = SamplePosts.Write(release);
        text.ShouldContain(clean);
        var findings = SamplePosts.Check(text.Replace(clean, faulty), release);
        var expected = found.Split('|');
        findings.Count.ShouldBe(expected.Length, string.Join('\n', findings));
        foreach (var one in expected)
        {
            var (level, rest) = (one.Split(' ')[0], one[(one.IndexOf(' ') + 1)..]);
            var (where, why) = (rest.Split(": ")[0], rest[(rest.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
            findings.ShouldContain(
                finding => finding.Level.ToString() == level && finding.Where.Contains(where)
                    && finding.Why.StartsWith(why, StringComparison.OrdinalIgnoreCase), string.Join('\n', findings));
        }
        findings.ShouldAllBe(finding => finding.Mend.Length > 0 && finding.Row.Length == 2);
    }

    [Fact]
    public void A_fix_that_is_missing_and_one_too_many_are_found()
    {
        var release = SamplePosts.Release();
        var other = release with { Fixes = [release.Fixes[0] with { Cve = "CVE-2026-1009" }, .. release.Fixes.Skip(1)] };
        SamplePosts.Check(SamplePosts.Write(release), other).Select(finding => finding.Why).ShouldBe(
            ["Improper Authorization issue in exports impacts GitLab CE/EE is fixed in this release and has no entry",
                "It is not among the fixes of the release"]);
    }

    /// <summary>CVE-2025-13611 was announced as fixed in 18.6.1, which was published without its fix.</summary>
    [Fact]
    public void A_fix_that_a_version_goes_out_without_is_found()
    {
        var release = SamplePosts.Real("18.6.1");
        var without = release with { Fixes = [.. release.Fixes.Select(fix => fix.Cve == "CVE-2025-13611" ? fix with { NotIn = release.Versions } : fix)] };
        var before = SamplePosts.Check(SamplePosts.Write(release), release);
        SamplePosts.Check(SamplePosts.Write(release), without).Except(before).ShouldHaveSingleItem().Why.ShouldBe(
            "It says that 18.6.1, 18.5.3, and 18.4.5 has the fix, and it is not in it");
    }

    /// <summary>Posts of the oldest process have no front matter, table or entries: only leftover template choices and versions are checked.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("18.6.1 and 18.5.3 Security Advisory", "18.6.2 Security Advisory", "It says 18.6.2, and the release has 18.6.1 and 18.5.3")]
    [InlineData("We haven't", "We [have|haven't|XXX|PICKSOMETHING|]", "left to be filled in")]
    [InlineData("performed by authenticated", "performed by [Anna de Vries: authenticated or unauthenticated]", "left to be filled in")]
    [InlineData("Jane Doe of Example", "XXX of XXX", "“XXX” is left to be filled in")]
    public void An_advisory_is_checked_as_one(string words, string others, string? finding)
    {
        var release = SamplePosts.Release(PostForm.Advisory);
        release = release with
        {
            Notes = new()
            {
                Advisory = new("remote code execution", false, true, "18.6.0", "An attacker can run code", "git apply a.patch", "Jane Doe of Example"),
            },
        };
        var text = SamplePosts.Draft.Write(release, null);
        if (finding is null)
            SamplePosts.Check(text, release).ShouldBeEmpty();
        else
            SamplePosts.Check(text.Replace(words, others), release).ShouldHaveSingleItem().Why.ShouldContain(finding);
    }

    /// <summary>The Runner's fixes are in the general post with their own versions (row A7).</summary>
    [Fact]
    public void A_fix_that_another_release_handed_over_stands_with_its_own_versions()
    {
        var release = SamplePosts.Release();
        var shared = release.Fixes[0] with { From = new("R2", Products.Runner, ["18.6.3"]) };
        var ofRunner = shared.Record! with
        {
            Description = "GitLab has remediated an issue in GitLab Runner affecting all versions from 17.1 before 18.6.3 that could have allowed a user to act.",
            AffectedVersions = [">=17.1, <18.6.3"],
        };
        release = release with { Fixes = [shared with { Record = ofRunner }, .. release.Fixes.Skip(1)] };
        var text = SamplePosts.Write(release);
        SamplePosts.Check(text, release).ShouldBeEmpty();
        text.ShouldContain("GitLab has remediated an issue that could have allowed a user to act.");
        SamplePosts.Check(text.Replace("We also released GitLab Runner 18.6.3.", "We also released more."), release).ShouldHaveSingleItem().Why.ShouldBe(
            "It does not name GitLab Runner 18.6.3, whose fixes it tells of");
        SamplePosts.Check(text.Replace("before 18.6.3", "before 18.6.4"), release with { Fixes = [shared with { Record = null }, .. release.Fixes.Skip(1)] })
            .ShouldContain(finding => finding.Why == "It says that 18.6.4 has the fix, which is not a version of the release" && finding.Mend.Contains("18.6.3"));
    }

    [Fact]
    public void Rows_and_entries_out_of_order_are_found()
    {
        var release = SamplePosts.Release();
        var text = SamplePosts.Write(release);
        var row = text.Split('\n').Single(line => line.StartsWith("| [Cross-site", StringComparison.Ordinal)) + "\n";
        var last = text.Split('\n').Single(line => line.StartsWith("| [Improper Authorization", StringComparison.Ordinal)) + "\n";
        var findings = SamplePosts.Check(text.Replace(row, "").Replace(last, last + row), release);
        findings.Select(finding => finding.Why).ShouldBe(
            [$"“{Xss}” is more severe than the row above it", "The entries stand in another order than the rows of the table"]);
    }

    [Fact]
    public void A_score_below_a_lower_one_is_a_note_since_published_posts_have_it()
    {
        var release = SamplePosts.Release();
        var fixes = release.Fixes.Select(fix => fix with { Severity = Severity.Medium }).ToList();
        var text = SamplePosts.Write(release with { Fixes = [fixes[0] with { Severity = Severity.High }, .. fixes.Skip(1)] });
        var findings = SamplePosts.Check(text.Replace("| High |", "| Medium |"), release with { Fixes = fixes });
        findings.ShouldHaveSingleItem().Level.ShouldBe(Level.Note);
        findings[0].Why.ShouldContain("CVE-2026-1002 stands below a lower one");
    }

    [Fact]
    public void Two_entries_that_one_link_would_reach_are_found()
    {
        var release = SamplePosts.Release(PostForm.Security);
        release = release with { Fixes = [release.Fixes[0], release.Fixes[1] with { Title = release.Fixes[0].Title }] };
        SamplePosts.Check(SamplePosts.Write(release), release)
            .ShouldContain(finding => finding.Level == Level.Error && finding.Why.Contains("so a link can reach only one of them"));
    }

    [Fact]
    public void An_entry_that_is_there_twice_is_found()
    {
        var release = SamplePosts.Release();
        var text = SamplePosts.Write(release);
        var start = text.IndexOf("### [CVE-2026-1003]", StringComparison.Ordinal);
        var entry = text[start..text.IndexOf("### [CVE-2026-1001]", StringComparison.Ordinal)];
        SamplePosts.Check(text.Insert(start, entry), release)
            .ShouldContain(finding => finding.Level == Level.Error && finding.Why.StartsWith("CVE-2026-1003 has an entry in line"));
    }

    [Fact]
    public void A_third_party_update_before_other_fixes_is_found()
    {
        var release = SamplePosts.Release();
        var text = SamplePosts.Write(release);
        var start = text.IndexOf("### Update Mattermost", StringComparison.Ordinal);
        var entry = text[start..text.IndexOf("## Bug fixes", StringComparison.Ordinal)];
        var moved = text.Replace(entry, "");
        moved = moved.Insert(moved.IndexOf("### [CVE-2026-1001]", StringComparison.Ordinal), entry);
        SamplePosts.Check(moved, release).ShouldHaveSingleItem().Why.ShouldBe("A third-party update stands before fixes of the release's own");
    }

    [Fact]
    public void A_critical_release_says_so()
    {
        var release = SamplePosts.Release() with { IsCritical = true };
        SamplePosts.Check(SamplePosts.Write(release), release).ShouldBeEmpty();
        SamplePosts.Check(SamplePosts.Write(release with { IsCritical = false }), release).ShouldHaveSingleItem().Why.ShouldBe(
            "It does not call the release critical, which it is");
    }

    [Theory]
    [InlineData("2026-11-25-patch-release-gitlab-18-6-1-released.html.md", false)]
    [InlineData("R1-blog-post-v3.md", false)]
    [InlineData("2026-11-24-patch-release-gitlab-18-6-1-released.html.md", true)]
    public void The_date_in_the_name_of_the_file_is_that_of_the_release(string name, bool isWrong)
    {
        var release = SamplePosts.Release();
        SamplePosts.Check(SamplePosts.Write(release), release, file: name)
            .Any(finding => finding.Why.StartsWith("The date in its name is 2026-11-24", StringComparison.Ordinal)).ShouldBe(isWrong);
    }

    [Fact]
    public void A_release_of_which_nothing_is_known_lets_nothing_pass()
    {
        var release = SamplePosts.Release();
        var findings = PostChecks.Run(
            new(SamplePosts.Read(SamplePosts.Write(release)), release
                with
            { Fixes = [], Versions = [], Notes = PostNotes.None }, null, null, SamplePosts.Acronyms));
        findings.Where(found => found.Finding.Level == Level.Error).Select(found => found.Fact).Distinct().ShouldBe(["fixes", "versions"], ignoreOrder: true);
    }

    [Fact]
    public void The_post_of_15_10_1_has_exactly_the_faults_that_it_was_published_with()
    {
        var findings = SamplePosts.Check(
            Published15101.Text, Published15101.Release, "/releases/2023/03/30/security-release-gitlab-15-10-1-released/",
            "2023-03-30-security-release-gitlab-15-10-1-released.html.md");
        findings.Where(finding => !finding.Why.StartsWith("Not spelled out", StringComparison.Ordinal))
            .Select(finding =>
                string.Create(CultureInfo.InvariantCulture, $"{finding.Level} {(finding.Where.Split(", ") is [_, var name] ? name : "post")}: {finding.Why}"))
            .Order(StringComparer.Ordinal).ShouldBe(Published15101.Faults.Order(StringComparer.Ordinal));
    }
}
