using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.BlogPosts;

namespace SecurityReleaseChatOps.Tests.BlogPosts;

/// <summary>Posts of all three generations are read; anything else is quickly refused with an explanation.</summary>
public sealed class PostReaderTests
{
    /// <summary>Headings and links of published posts.</summary>
    [Theory]
    [InlineData("Stored Cross-site Scripting issue in notes impacts GitLab CE/EE", "stored-cross-site-scripting-issue-in-notes-impacts-gitlab-ceee")]
    [InlineData("Redos on wiki render API/Page", "redos-on-wiki-render-apipage")]
    [InlineData("A DOS vulnerability in the ‘description’ field of the runner", "a-dos-vulnerability-in-the-description-field-of-the-runner")]
    [InlineData("CVE-2026-2370 - Improper Handling", "cve-2026-2370---improper-handling")]
    [InlineData("create a new pipeline when SHA and pipeline_id did not match", "create-a-new-pipeline-when-sha-and-pipeline_id-did-not-match")]
    [InlineData("Cross-site scripting in \"Maximum page reached\" page", "cross-site-scripting-in-maximum-page-reached-page")]
    [InlineData("1-click account takeover via XSS leveraging the VS code editor (Web IDE)", "1-click-account-takeover-via-xss-leveraging-the-vs-code-editor-web-ide")]
    public void An_anchor_is_made_as_the_site_makes_it(string heading, string anchor) => PostAnchor.Of(heading).ShouldBe(anchor);

    [Fact]
    public void A_post_of_the_second_generation_is_read()
    {
        var post = SamplePosts.Read("""
            # GitLab Patch Release: 17.0.1, 16.11.3, 16.10.6

            On May 22, 2024, we released versions 17.0.1, 16.11.3, 16.10.6 for GitLab Community Edition (CE) and Enterprise Edition (EE).

            ## Security fixes

            ### Table of security fixes

            | Title | Severity |
            | ----- | -------- |
            | [Using pipeline_id with `code`](https://docs.gitlab.com/releases/patches/x/#using-pipeline_id-with-code) | High |
            | [CSRF via K8s cluster-integration](#csrf-via-k8s-cluster-integration) | Medium |

            ### Using pipeline_id with `code`

            An issue has been discovered in GitLab CE/EE affecting all versions before 16.10.6, version 16.11 before 16.11.3, and 17.0 before 17.0.1.
            This is a high severity issue (`CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:H/A:N`, 8.0)
            It is now mitigated in the latest release and is assigned [CVE-2024-4835](https://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2024-4835).

            ### CSRF via K8s cluster-integration

            An issue in GitLab CE/EE affecting all versions starting from 16.3 before 16.10.6. This is a medium severity issue (`AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N`, 5.4).
            It is now mitigated in the latest release and is assigned [CVE-2023-7045](https://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2023-7045).

            ### Stored XSS via PDFjs

            PDFjs has been updated.

            ## Bug fixes

            ### 17.0.1

            * [Mend it](https://gitlab.com/gitlab-org/gitlab/-/merge_requests/1)

            ## Updating

            ### CVE-2024-9999 - not an entry
            """);
        post.Rows.Select(row => (row.Anchor, row.Severity)).ShouldBe([("using-pipeline_id-with-code", "High"), ("csrf-via-k8s-cluster-integration", "Medium")]);
        post.Entries.Select(entry => (entry.Cve, entry.IsThirdParty, entry.Score))
            .ShouldBe([("CVE-2024-4835", false, 8.0m), ("CVE-2023-7045", false, 5.4m), ((string?)null, true, (decimal?)null)]);
        post.Entries[0].Title.ShouldBe("Using pipeline_id with code");
        post.Entries[0].Ranges.Select(range => range.Range.ToString()).ShouldBe(["<16.10.6", ">=16.11, <16.11.3", ">=17.0, <17.0.1"]);
        post.Entries[1].Vectors.ShouldHaveSingleItem().HasPrefix.ShouldBeFalse();
        post.Bugs.ShouldHaveSingleItem().Fixes.ShouldBe([("Mend it", "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/1")]);
    }

    [Fact]
    public void A_post_of_the_first_generation_is_read()
    {
        var post = SamplePosts.Read(Published15101.Text);
        post.Title.ShouldBe("GitLab Security Release: 15.10.1, 15.9.4, and 15.8.5");
        post.Head["author_gitlab"].ShouldBe("truegreg");
        post.Rows.Count.ShouldBe(16);
        post.Own.Count().ShouldBe(16);
        post.Own.Select(entry => entry.Cve).ShouldBe(Published15101.Release.Fixes.Select(fix => fix.Cve));
        post.Entries.Where(entry => entry.IsThirdParty).Select(entry => entry.Title)
            .ShouldBe(["Update Mattermost", "Update curl", "Update redis", "Update OpenSSL"]);
        post.Own.First().Issues.ShouldBe(["gitlab-org/security/gitlab#849"]);
        post.Bugs.Select(bugs => (bugs.Version, bugs.Fixes.Count)).ShouldBe([("15.10.1", 4), ("15.9.4", 1)]);
    }

    public static TheoryData<string> Strange =>
    [
        "", " \n\n", "---", "---\n", "---\ntitle: x", "# ", "|", "| Title | Severity |\n|--|--|\n", "| Title | Severity |\n|--|--|\n| a |\n|||||\n", "<!--",
        "<!-- ", "[", "[[[[", "### \n### \n", "\uFEFF---\r\ntitle: x\r\n---\r\n",
        "---\ntitle: \"\n---\n", "| Title | Severity |\n|--|--|\n| [](#) | |\n\n## \n\n## a\n", "## CVE-2026-1 -\n",
    ];

    [Theory]
    [MemberData(nameof(Strange))]
    public void What_looks_like_no_post_is_read_or_refused_in_words(string text) => Answers(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void What_is_no_text_is_refused()
    {
        Refusal([0xFF, 0xFE, 0x41, 0x00]).ShouldBe("the file is not UTF-8 text");
        Refusal(Encoding.UTF8.GetBytes("a\0b")).ShouldBe("the file is not UTF-8 text");
        Refusal(new byte[10 * 1024 * 1024]).ShouldBe("the file is too large: at most 512 KB fit");
        Refusal([]).ShouldBe("the file is empty");
        Refusal(Encoding.UTF8.GetBytes(new string('a', 9000))).ShouldBe("line 1 is too long: at most 8,000 characters fit");
        Refusal(Encoding.UTF8.GetBytes(new string('\n', 30_000) + "a")).ShouldBe("the file has 30,001 lines: at most 20,000 fit");
    }

    public static TheoryData<string, int> Tangles => new()
    {
        { "> ", 3000 }, { "- ",
            3000 }, { "[",
                7000 }, { "![",
                    3900 }, { "*a **a ",
                        1000 }, { "`a``b",
                            1500 }, { "<a ", 2500 }, { "|", 7900 }, { "[a](", 1900 }, { "_a__b", 1500 }, { "&#", 3900 }, { "\\[", 3900 }, { "<!--", 1900 },
    };

    /// <summary>Deep nesting and other slow Markdown, on one line and on as many lines as fit.</summary>
    [Theory]
    [MemberData(nameof(Tangles))]
    public void A_tangle_is_answered_at_once(string piece, int times)
    {
        var line = string.Concat(Enumerable.Repeat(piece, times));
        Answers(Encoding.UTF8.GetBytes(line));
        var lines = string.Join('\n', Enumerable.Repeat(line, Math.Max(1, PostReader.MostBytes / (line.Length + 1) - 1)));
        Answers(Encoding.UTF8.GetBytes(lines));
        Answers(Encoding.UTF8.GetBytes(
            "| Title | Severity |\n|--|--|\n" + string.Join('\n', Enumerable.Repeat($"| {line[..Math.Min(line.Length, 2000)]} | High |", 200))));
    }

    [Fact]
    public void Any_post_that_is_torn_is_read_or_refused_and_checked()
    {
        var text = SamplePosts.Write(SamplePosts.Release());
        Prop.ForAll(Gen.Choose(0, text.Length).ArrayOf().Resize(6).ToArbitrary(), cuts =>
        {
            var torn = new StringBuilder(text);
            foreach (var at in cuts)
                torn.Insert(Math.Min(at, torn.Length), (at % 7) switch { 0 => "\n", 1 => "|", 2 => "#", 3 => "[", 4 => "```", 5 => "\n---\n", _ => "<!--" });
            if (cuts.Length > 1)
                torn.Remove(0, cuts[0] % torn.Length);
            if (PostReader.TryRead(torn.ToString(), out var post, out var error))
                PostChecks.Run(new(post, SamplePosts.Release(), null, "x.md", SamplePosts.Acronyms));
            else
                error.ShouldNotBeEmpty();
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Reads and checks it with little work: quadratic time would take far longer.</summary>
    private static void Answers(byte[] file)
    {
        var before = Worked();
        if (PostReader.TryRead(file, out var post, out var error))
            PostChecks.Run(new(post, SamplePosts.Release(), null, null, SamplePosts.Acronyms));
        else
            error.ShouldNotBeEmpty();
        (Worked() - before).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    /// <summary>This thread's processor time, which does not depend on what else runs; nothing where the system does not tell it.</summary>
    private static TimeSpan Worked() => File.Exists("/proc/thread-self/schedstat")
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : TimeSpan.Zero;

    private static string Refusal(byte[] file)
    {
        PostReader.TryRead(file, out _, out var error).ShouldBeFalse();
        return error!;
    }
}
