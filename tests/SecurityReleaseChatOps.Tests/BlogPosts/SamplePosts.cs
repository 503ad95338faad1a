using System.Text.RegularExpressions;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Tests.Cves;

namespace SecurityReleaseChatOps.Tests.BlogPosts;

/// <summary>Sample posts for drafting, reading and checking.</summary>
internal static class SamplePosts
{
    public static PostDraft Draft { get; } = new(TemplateFolder.Load("BlogPosts/Texts/"));

    public static AcronymList Acronyms { get; } = AcronymList.Load(null);

    /// <summary>A release with three completely known fixes.</summary>
    public static PostFacts Release(PostForm form = PostForm.Patch) => new()
    {
        Form = form,
        Product = Products.GitLab,
        Versions = ["18.6.1", "18.5.3"],
        Date = new(2026, 11, 25),
        Engineers = ["Anna de Vries", "María López"],
        Fixes =
        [
            Fix(1, "CVE-2026-1001", "Improper Authorization issue in exports impacts GitLab CE/EE", "AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N", "alice"),
            Fix(2, "CVE-2026-1002", "Cross-site Scripting issue in notes impacts GitLab CE/EE", "AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N", "bob_1"),
            Fix(3, "CVE-2026-1003", "Improper Input Validation issue in a filter impacts GitLab CE/EE", "AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H", "carol"),
        ],
        Notes = new()
        {
            AuthorGitlab = "anna",
            Updates = [new("Mattermost", "10.11.4", ["CVE-2025-5555"])],
            Bugs = [new("18.6.1", "Mend the search", "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/1"),
                new("18.5.3", "Mend the search too", "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/2")],
        },
    };

    /// <summary>The releases with published records, as they were.</summary>
    public static PostFacts Real(string release, PostForm form = PostForm.Patch)
    {
        var records = Published.All.Where(cve => cve.Release == release).ToList();
        return Release(form) with
        {
            Versions = [.. records[0].Versions.OrderDescending().Select(version => version.ToString())],
            Fixes = [.. records.Select((cve, i) =>
                new PostFix(
                    FormattableString.Invariant($"gitlab-org/security/gitlab#{i + 1}"), cve.Number, cve.Title ?? $"Title of {cve.Number}", null, cve.Record))],
            Notes = new() { AuthorGitlab = "anna" },
        };
    }

    public static string PathOf(PostFacts release) => release.Form == PostForm.Security
        ? $"/releases/{release.Date:yyyy/MM/dd}/security-release-gitlab-{release.Versions[0].Replace('.', '-')}-released/"
        : $"/releases/patches/patch-release-gitlab-{release.Versions[0].Replace('.', '-')}-released/";

    public static string Write(PostFacts release) => Draft.Write(release, PathOf(release));

    public static ReadPost Read(string text) => PostReader.TryRead(text, out var post, out var error) ? post : throw new ShouldAssertException(error);

    public static IReadOnlyList<Finding> Check(string text, PostFacts release, string? path = null, string? file = null) =>
        [.. PostChecks.Run(new(Read(text), release, path ?? PathOf(release), file, Acronyms)).Select(found => found.Finding)];

    /// <summary>A draft with its gaps filled in by hand.</summary>
    public static string Filled(string draft) => Regex.Replace(draft, @"\[[^\[\]:\n]+: [^\[\]\n]+\]", "known", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static PostFix Fix(int number, string cve, string title, string vector, string reporter) => new(
        FormattableString.Invariant($"gitlab-org/security/gitlab#{number}"), cve, title, null, CveRecord.Empty with
        {
            Description =
                $"GitLab has remediated an issue in GitLab CE/EE affecting all versions from 17.{number} before 18.5.3, and 18.6 before 18.6.1 that "
                + $"could have allowed a user to reach part {number} of what is theirs.",
            AffectedVersions = [$">=17.{number}, <18.5.3", ">=18.6, <18.6.1"],
            FixedVersions = ["18.5.3", "18.6.1"],
            Impact = vector,
            Credit = $"Thanks [{reporter}](https://hackerone.com/{reporter}) for reporting this vulnerability through our HackerOne bug bounty program",
        });
}
