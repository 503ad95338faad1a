using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.BlogPosts;

/// <summary>
/// GitLab's security release of 2023-03-30 as facts: its post, rewritten in <c>15.10.1.md</c> from its statements, with the faults
/// it was published with but none of its prose; and its CVEs. Source: the published post.
/// </summary>
internal static class Published15101
{
    private static readonly string[] fixes =
    [
        "CVE-2022-3513 849 AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N 12.8 ryotak Cross-site scripting in \"Maximum page reached\" page",
        "CVE-2023-0485 838 AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N 13.11 shells3c Private project guests can read new changes using a fork",
        "CVE-2023-1098 834 AV:N/AC:H/PR:H/UI:N/S:C/C:H/I:N/A:N 11.5 tennox_ Mirror repository error reveals password in Settings UI",
        "CVE-2023-1733 861 AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:L 11.10 joaxcar DOS and high resource consumption of Prometheus server through abuse of "
        + "Prometheus integration proxy endpoint",
        "CVE-2023-0319 837 AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N 13.6 ashish_r_padelkar Unauthenticated users can view Environment names from public "
        + "projects limited to project members only",
        "CVE-2023-1708 858 AV:N/AC:L/PR:L/UI:R/S:U/C:N/I:H/A:N 1.0 st4nly0n Copying information to the clipboard could lead to the execution of "
        + "unexpected commands",
        "CVE-2023-0838 856 AV:N/AC:L/PR:H/UI:N/S:C/C:L/I:L/A:N 15.1 0xn3va Maintainer can leak masked webhook secrets by adding a new parameter to the "
        + "webhook URL",
        "CVE-2023-0523 840 AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N 15.6 cryptopone Arbitrary HTML injection possible when :soft_email_confirmation feature "
        + "flag is enabled in the latest release",
        "CVE-2023-0155 0 AV:N/AC:L/PR:L/UI:R/S:C/C:N/I:L/A:L 15.7 joaxcar Framing of arbitrary content (leading to open redirects) on any page allowing "
        + "user controlled markdown",
        "CVE-2023-1167 845 AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N 12.3.0 minac MR for security reports are available to everyone",
        "CVE-2023-1787 851 AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:L - - API timeout when searching for group issues",
        "CVE-2023-1417 857 AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N - cryptopone Unauthorised user can add child epics linked to victim's epic in an "
        + "unrelated group",
        "CVE-2023-1710 852 AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N 15.0 shells3c GitLab search allows to leak internal notes",
        "CVE-2023-0450 846 AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N 8.1 inspector-ambitious Ambiguous branch name exploitation in GitLab",
        "CVE-2023-1071 835 AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:L/A:N 15.5 - Improper permissions checks for moving an issue",
        "CVE-2022-3375 826 AV:N/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N 11.10 shells3c Private project branches names can be leaked through a fork",
    ];

    public static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BlogPosts", "15.10.1.md"));

    public static PostFacts Release { get; } = new()
    {
        Form = PostForm.Security,
        Product = Products.GitLab,
        Versions = ["15.10.1", "15.9.4", "15.8.5"],
        Date = new(2023, 3, 30),
        Engineers = ["Greg Alfaro"],
        Fixes = [.. fixes.Select(Fix)],
        Notes = new()
        {
            AuthorGitlab = "truegreg",
            Updates = [new("Mattermost", "7.8.2", []), new("curl", "8.0.1", []), new("redis", "6.2.11", []), new("OpenSSL", "OpenSSL_1_1_1t", [])],
        },
    };

    /// <summary>As published: thirteen entries do not name an edition, seven have two blanks, and so on.</summary>
    public static IReadOnlyList<string> Faults { get; } =
    [
        .. new[] { "CVE-2022-3513", "CVE-2023-0485", "CVE-2023-1733", "CVE-2023-0319", "CVE-2023-0838", "CVE-2023-0523", "CVE-2023-0155", "CVE-2023-1787",
            "CVE-2023-1417", "CVE-2023-1710", "CVE-2023-0450", "CVE-2023-1071", "CVE-2022-3375" }
            .Select(cve => $"Note {cve}: It does not say which edition is affected"),
        .. new[] { "CVE-2022-3513", "CVE-2023-0485", "CVE-2023-1098", "CVE-2023-0319", "CVE-2023-0155", "CVE-2023-1417", "CVE-2022-3375" }.Select(cve =>
            $"Note {cve}: Two blanks stand together"),
        "Note CVE-2022-3513: Two brackets close after the score",
        "Note CVE-2023-1098: “GitLab EE/CE” stands for GitLab CE/EE",
        "Warning CVE-2023-1733: “to 15.8.5” reads as if 15.8.5 were affected",
        "Warning CVE-2023-0450: “to 15.8.5” reads as if 15.8.5 were affected",
        "Note CVE-2023-0838: It also names CVE-2022-4342",
        "Note CVE-2023-0838: It says “versions”, and does not say all of them",
        "Note CVE-2023-0523: Its title names “:soft_email_confirmation”, which may tell more than the first disclosure needs",
        "Note CVE-2023-0155: No comment under its heading names the issue of its fix, as others have it",
        "Warning CVE-2023-0155: “all versions starting from” is there twice in a row",
        "Note post: Two empty lines stand before “GitLab search allows to leak internal notes”",
        "Note post: Within a severity the higher score comes first as a rule, and CVE-2023-0485, CVE-2023-1710 stand below a lower one",
        "Warning CVE-2023-1710: A blank stands within the brackets of the link of CVE-2023-1710",
        "Note CVE-2023-1710: No full stop stands after the link of its CVE",
        .. new[] { "Mattermost", "curl", "redis", "OpenSSL" }.SelectMany(name =>
            new[] { $"Note Update {name}: It names no CVE of the third party", $"Note Update {name}: A line ends with a blank" }),
    ];

    private static PostFix Fix(string line)
    {
        var words = line.Split(' ', 6);
        var first = words[3] == "-" ? (string[])[] : [$">={words[3]}, <15.8.5"];
        return new($"gitlab-org/security/gitlab#{words[1]}", words[0], words[5], null, CveRecord.Empty with
        {
            Impact = words[2],
            AffectedVersions = [.. first, ">=15.9, <15.9.4", ">=15.10, <15.10.1"],
            Credit = words[4] == "-" ? null : $"Thanks [{words[4]}](https://hackerone.com/{words[4]}) for reporting this vulnerability",
        });
    }
}
