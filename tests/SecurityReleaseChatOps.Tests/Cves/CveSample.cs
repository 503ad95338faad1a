namespace SecurityReleaseChatOps.Tests.Cves;

/// <summary>A CVE's request without findings, for any versions of its release.</summary>
internal static class CveSample
{
    public const string Title = "Cross-site Scripting issue in notes impacts GitLab CE/EE";

    /// <summary>The first version affected.</summary>
    public const string First = "15.4";

    /// <param name="versions">The release's versions, in any order.</param>
    /// <param name="issue">Number of its issue.</param>
    /// <param name="could">The part of the description that distinguishes it.</param>
    public static string Yaml(
        IReadOnlyList<string> versions, int issue = 123,
        string could = "could have allowed an authenticated user to run scripts in the browser of another user who reads a note")
    {
        var sorted = versions.OrderBy(version => new Version(version)).ToList();
        var ranges = sorted.Select((version, i) => (From: i == 0 ? First : version[..version.LastIndexOf('.')], Before: version)).ToList();
        var said = ranges.Select(range => $"{range.From} before {range.Before}").ToList();
        return $"""
            vulnerability:
              description: "GitLab has remediated an issue in GitLab CE/EE affecting all versions from {(said.Count < 2 ? said[0] : $"{string.Join(", ", said.SkipLast(1))}{(said.Count > 2 ? "," : "")} and {said[^1]}")} that {could} due to improper neutralization of input."
              cwe: "CWE-79"
              product:
                gitlab_path: "gitlab-org/gitlab"
                vendor: "GitLab"
                name: "GitLab"
                cpes:
                  - "cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*"
              affected_versions:
            {string.Join('\n', ranges.Select(range => $"    - \">={range.From}, <{range.Before}\""))}
              fixed_versions:
            {string.Join('\n', sorted.Select(version => $"    - \"{version}\""))}
              impact: "AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N"
              solution: "Upgrade to version{(sorted.Count == 1 ? "" : "s")} {string.Join(", ", sorted)} or above."
              credit: "Thanks [alice](https://hackerone.com/alice) for reporting this vulnerability through our HackerOne bug bounty program"
              references:
                - "https://gitlab.com/gitlab-org/gitlab/-/work_items/{issue}"
                - "https://hackerone.com/reports/{issue}000"
            """.ReplaceLineEndings("\n");
    }
}
