using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

/// <summary>Each fault, planted alone in a clean CVE, is found by its own check only.</summary>
public sealed class PlantedFaultTests
{
    private static readonly CveSnapshot Clean = new("C1")
    {
        Number = "CVE-2026-1001",
        Title = "Missing Authorization issue in Merge Requests impacts GitLab CE/EE",
        Record = new(
            "GitLab has remediated an issue in GitLab CE/EE affecting all versions from 17.10 before 18.4.5, 18.5 before 18.5.3, and 18.6 before 18.6.1 "
            + "that could have allowed "
                + "an authenticated user to view information of private merge requests due to missing authorization.",
            "CWE-862", new("gitlab-org/gitlab", "GitLab", "GitLab", ["cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*:*"]),
            [">=17.10, <18.4.5", ">=18.5, <18.5.3", ">=18.6, <18.6.1"], ["18.4.5", "18.5.3", "18.6.1"], "AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N",
            "Upgrade to versions 18.4.5, 18.5.3, 18.6.1 or above.",
            "Thanks [alice](https://hackerone.com/alice) for reporting this vulnerability through our HackerOne bug bounty program",
            ["https://gitlab.com/gitlab-org/gitlab/-/work_items/1001", "https://hackerone.com/reports/2001"]),
        EeOnly = false,
        FirstAffected = "17.10",
        Council = new(4.3m, "AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N"),
        Report = "2001",
        Fixes = [new(
            "gitlab-org/gitlab#1001", null, "CVE-2026-1001", default) { Severity = Severity.Medium,
                In = CveSnapshots.In(FixState.Merged, "18.6.1", "18.5.3", "18.4.5", "18.7.1") }],
        Versions = [new(18, 6, 1), new(18, 5, 3), new(18, 4, 5)],
    };

    private static readonly (string Check, string Fault, CveSnapshot Cve)[] Faults =
    [
        ("missing", "no YAML", Clean with { Record = null }),
        ("missing", "no description", Of(r => r with { Description = null })),
        ("missing", "TODO", Of(r => r with { Description = "TODO" })),
        ("missing", "no CWE", Of(r => r with { Cwe = null })),
        ("missing", "no product", Of(r => r with { Product = new(null, null, null, r.Product!.Cpes) })),
        ("missing", "no CPE", Of(r => r with { Product = r.Product! with { Cpes = [] } })),
        ("missing", "no affected versions", Of(r => r with { AffectedVersions = [] })),
        ("missing", "affected versions of the template", Of(r => r with { AffectedVersions = [">=1X.X, <16.X.X"] })),
        ("missing", "no fixed versions", Of(r => r with { FixedVersions = [] })),
        ("missing", "no vector", Of(r => r with { Impact = null })),
        ("missing", "no solution", Of(r => r with { Solution = null })),
        ("missing", "no credit", Of(r => r with { Credit = null })),
        ("missing", "the template's credit",
            Of(r => r with { Credit = "Thanks [example](https://hackerone.com/) for reporting this vulnerability through our HackerOne bug bounty program" })),
        ("placeholder", "TODO in a text", Says("merge requests", "TODO")),
        ("placeholder", "[COMPONENT]", Says("merge requests", "[COMPONENT]")),
        ("placeholder", "a name",
            Of(r => r with { Credit = "This vulnerability has been discovered internally by GitLab team member <TEAM MEMBER NAME>",
                References = [r.References[0]] }) with { Report = null }),
        ("placeholder", "in the title", Clean with { Title = "Missing Authorization issue in TODO impacts GitLab CE/EE" }),
        ("gap", "a gap of a first description", Says("merge requests", "[PSIRT: which part]")),
        ("edition-missing", "no edition", Says("GitLab CE/EE", "GitLab")),
        ("edition-details", "another edition in the details", Clean with { EeOnly = true }),
        ("details-edition", "no edition in the details", Clean with { EeOnly = null }),
        ("range-form", "a range that is none", Of(r => r with { AffectedVersions = [">=17.10 to 18.4.5", .. r.AffectedVersions.Skip(1)] })),
        ("range-form", "a range that ends before it begins", Of(r => r with { AffectedVersions = [">=18.4.5, <17.10", .. r.AffectedVersions.Skip(1)] })),
        ("range-order", "the newest first", Of(r => r with { AffectedVersions = [.. r.AffectedVersions.Reverse()] })),
        ("range-overlap", "two that overlap",
            Versions([">=17.10, <18.4.5", ">=18.4.1, <18.5.3", ">=18.6, <18.6.1"], "17.10 before 18.4.5, 18.4.1 before 18.5.3, and 18.6 before 18.6.1")),
        ("range-overlap", "one in another",
            Versions([">=17.10, <18.5.3", ">=18.4, <18.4.5", ">=18.6, <18.6.1"], "17.10 before 18.5.3, 18.4 before 18.4.5, and 18.6 before 18.6.1")),
        ("fixed-form", "a fixed version that is none", Of(r => r with { FixedVersions = ["18.4.5", "18.5.3", "18.6.one"] })),
        ("description-ranges", "another first version", Says("17.10 before", "17.9 before")),
        ("description-ranges", "another fixed version", Says("before 18.5.3", "before 18.5.2")),
        ("description-ranges", "one range less", Says(", 18.5 before 18.5.3,", "")),
        ("description-versions", "no versions", Says("all versions from 17.10 before 18.4.5, 18.5 before 18.5.3, and 18.6 before 18.6.1", "some versions")),
        ("solution-versions", "another version", Of(r => r with { Solution = "Upgrade to versions 18.4.5, 18.5.3, 18.6.2 or above." })),
        ("solution-versions", "one version less", Of(r => r with { Solution = "Upgrade to versions 18.4.5, 18.6.1 or above." })),
        ("solution-versions", "no version", Of(r => r with { Solution = "Upgrade as soon as you can." })),
        ("first-affected", "another version in the details", Clean with { FirstAffected = "17.9" }),
        ("first-affected", "a version in the details, and none here",
            Versions(["<18.4.5", ">=18.5, <18.5.3", ">=18.6, <18.6.1"], "before 18.4.5, 18.5 before 18.5.3, and 18.6 before 18.6.1")),
        ("details-version", "no version in the details", Clean with { FirstAffected = null }),
        ("details-version", "words in the details", Clean with { FirstAffected = "all of them" }),
        ("release-newest", "a newer version of the release", Clean with { Versions = [new(18, 7, 1), .. Clean.Versions] }),
        ("fixed-elsewhere", "an older minor", Clean with { Versions = [new(18, 6, 1), new(18, 5, 3)] }),
        ("release-left-out", "a version of the release between them", Fixed(">=17.10, <18.4.5", ">=18.6, <18.6.1")),
        ("fix-not-in", "a version without the fix",
            Clean with { Fixes = [Clean.Fixes[0] with { In = CveSnapshots.In(FixState.NotIn, "18.5.3").With("18.6.1", "18.4.5") }] }),
        ("fix-unknown", "a version of which nobody has said",
            Clean with { Fixes = [Clean.Fixes[0] with { In = CveSnapshots.In(FixState.Merged, "18.6.1", "18.4.5") }] }),
        ("one-cve-two-fixes", "two fixes", Clean with { Fixes = [Clean.Fixes[0], Clean.Fixes[0] with { Id = "gitlab-org/gitlab#1002" }] }),
        ("cwe-unknown", "no such CWE", Of(r => r with { Cwe = "CWE-99999" })),
        ("cwe-unknown", "no CWE at all", Of(r => r with { Cwe = "cwe 862" })),
        ("cwe-prohibited", "a category", Of(r => r with { Cwe = "CWE-16" }) with { Title = "Configuration issue in Merge Requests impacts GitLab CE/EE" }),
        ("cwe-discouraged", "one that says too little",
            Of(r => r with { Cwe = "CWE-284" }) with { Title = "Improper Access Control issue in Merge Requests impacts GitLab CE/EE" }),
        ("cpe-form", "no CPE", Cpe("cpe:/a:gitlab:gitlab")),
        ("cpe-form", "a part too few", Cpe("cpe:2.3:a:gitlab:gitlab:*:*:*:*:*:*:*")),
        ("cpe-unknown", "another vendor", Cpe("cpe:2.3:a:iterm2:iterm2:*:*:*:*:*:*:*:*")),
        ("cpe-product", "another product", Cpe("cpe:2.3:a:gitlab:runner:*:*:*:*:*:*:*:*")),
        ("vector-form", "another version of CVSS", Of(r => r with { Impact = "CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N" })),
        ("vector-form", "a metric too few", Of(r => r with { Impact = "AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N" })),
        ("vector-prefix", "the prefix", Of(r => r with { Impact = "CVSS:3.1/" + r.Impact })),
        ("council-score", "another score", Clean with { Council = new(5.3m, null) }),
        ("council-vector", "another vector of the same score", Clean with { Council = new(4.3m, "AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N") }),
        ("council-missing", "no score", Clean with { Council = null }),
        ("fix-severity", "another severity of the fix", Clean with { Fixes = [Clean.Fixes[0] with { Severity = Severity.High }] }),
        ("words-privileges", "unauthenticated", Says("an authenticated", "an unauthenticated")),
        ("words-privileges", "authenticated", Scored("AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N", 5.3m)),
        ("words-privileges", "a role", Scored("AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N", 5.3m, "an authenticated user", "a Guest user")),
        ("words-interaction", "user interaction", Says("due to", "with user interaction due to")),
        ("words-interaction", "no user interaction", Scored("AV:N/AC:L/PR:L/UI:R/S:U/C:L/I:N/A:N", 3.5m, "due to", "without user interaction due to")),
        ("words-confidentiality", "to view", Scored("AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N", 4.3m)),
        ("words-integrity", "to modify", Says("to view information of", "to modify")),
        ("words-availability", "denial of service", Says("due to", "and cause a denial of service due to")),
        ("words-availability", "only availability",
            Scored("AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:L", 4.3m, "to view information of private merge requests", "to see merge requests")),
        ("credit-report", "no report", Of(r => r with { References = [r.References[0]] }) with { Report = null }),
        ("report-credit", "nobody of HackerOne",
            Of(r => r with { Credit = "This vulnerability has been discovered internally by GitLab team member Jane Doe" })),
        ("credit-link", "another profile", Of(r => r with { Credit = r.Credit!.Replace("com/alice", "com/bob") })),
        ("credit-link", "no profile", Of(r => r with { Credit = r.Credit!.Replace("com/alice", "com") })),
        ("credit-form", "other words", Of(r => r with { Credit = "Jane Doe", References = [r.References[0]] }) with { Report = null }),
        ("reference-form", "no address", Of(r => r with { References = [.. r.References, "gitlab-org/gitlab#1"] })),
        ("reference-form", "not https", Of(r => r with { References = [.. r.References, "http://example.com/"] })),
        ("reference-twice", "the same twice", Of(r => r with { References = [.. r.References, r.References[0]] })),
        ("reference-issue", "no issue", Of(r => r with { References = [r.References[1]] })),
        ("reference-mirror", "the mirror", Of(r => r with { References = [.. r.References, "https://gitlab.com/gitlab-org/security/gitlab/-/issues/1"] })),
        ("reference-report", "another report", Clean with { Report = "https://hackerone.com/reports/2002" }),
        ("reference-post", "another release's post",
            Of(r => r with { References = [.. r.References, "https://about.gitlab.com/releases/2026/03/25/patch-release-gitlab-18-10-1-released/"] })),
        ("title-missing", "no title", Clean with { Title = null }),
        ("title-form", "another form", Clean with { Title = "Guests can read merge requests" }),
        ("title-weakness", "another weakness", Clean with { Title = "Denial of Service issue in Merge Requests impacts GitLab CE/EE" }),
        ("title-edition", "another edition", Clean with { Title = "Missing Authorization issue in Merge Requests impacts GitLab EE" }),
        ("doubled-words", "one word", Says("due to", "due due to")),
        ("doubled-words", "two words", Says("could have", "could have could have")),
        ("doubled-words", "a number of words", Says("affecting all versions", "affecting all versions affecting all versions")),
        ("doubled-words", "prior before", Says("17.10 before", "17.10 prior before")),
        ("doubled-words", "in the title", Clean with { Title = "Missing Authorization issue issue in Merge Requests impacts GitLab CE/EE" }),
        ("overshare", "an endpoint", Says("due to", "through /api/v4/projects/:id/merge_requests due to")),
        ("overshare", "an address", Says("due to", "at https://gitlab.example.com/x due to")),
        ("overshare", "a parameter", Says("due to", "with state=all due to")),
        ("overshare", "a payload", Says("due to", "with <script> due to")),
        ("overshare", "a name from the code", Says("due to", "in MergeRequestsFinder due to")),
        ("overshare", "a path of the code", Says("due to", "in app/finders/merge_requests_finder.rb due to")),
        ("overshare", "steps", Says("due to", "as in the steps to reproduce due to")),
        ("overshare", "in the title", Clean with { Title = "Missing Authorization issue in GraphQL runnerUpdate mutation impacts GitLab CE/EE" }),
        ("sensational", "easily", Says("to view information", "to view, easily, information")),
    ];

    /// <summary>Findings in a CVE that also breaks another rule, because a record's versions depend on each other.</summary>
    private static readonly (string Check, string[] Also, CveSnapshot Cve)[] Chains =
    [
        ("fixed-ranges", ["solution-versions", "release-left-out", "fixed-not-released"], Of(r => r with { FixedVersions = ["18.4.5", "18.5.3", "18.6.2"] })),
        ("release-affected", ["fixed-not-released"], Versions(
            [">=17.10, <18.4.5", ">=18.5, <18.5.4", ">=18.6, <18.6.1"], "17.10 before 18.4.5, 18.5 before 18.5.4, and 18.6 before 18.6.1")
            .With(r => r with { FixedVersions = ["18.4.5", "18.5.4", "18.6.1"], Solution = "Upgrade to versions 18.4.5, 18.5.4, 18.6.1 or above." })),
        ("fixed-not-released", ["release-affected"], Fixed(">=17.10, <18.4.5", ">=18.5, <18.5.3", ">=18.6, <18.7.0")),
    ];

    public static TheoryData<string> All => [.. Faults.Select(one => $"{one.Check}: {one.Fault}")];

    public static TheoryData<string> Hanging => [.. Chains.Select(one => one.Check)];

    [Fact]
    public void In_a_clean_one_nothing_is_found() => Found(Clean).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void A_planted_fault_is_found_by_its_own_check(string name)
    {
        var (check, _, cve) = Faults.Single(one => $"{one.Check}: {one.Fault}" == name);
        Checks(cve).ShouldBe([check], Said(cve));
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public void A_wrong_version_is_found_wherever_it_is_wrong(string check)
    {
        var (_, also, cve) = Chains.Single(one => one.Check == check);
        Checks(cve).ShouldBe([.. also, check], ignoreOrder: true, Said(cve));
    }

    [Fact]
    public void Each_check_has_a_planted_fault() =>
        CveChecks.All.Select(check => check.Id).Except([.. Faults.Select(one => one.Check), .. Chains.Select(one => one.Check)]).ShouldBeEmpty();

    [Theory]
    [InlineData("to see X.509 certificates of merge requests", "")]
    [InlineData("on behalf of an authenticated user, or when an authenticated user opens merge requests", "")]
    [InlineData("to see the GraphQL API, CI/CD configuration and WebAuthn settings", "")]
    [InlineData("by specially crafted requests containing malicious JSON payloads", "")]
    [InlineData("to see what the `Allowed to merge` permission hides", "")]
    [InlineData("to get access to merge requests and push rules", "")]
    [InlineData("as an administrator with user interaction", "words-interaction")]
    public void What_ordinary_texts_say_is_no_fault(string words, string found) =>
        string.Join(' ', Checks(Says("to view information of private merge requests", words))).ShouldBe(found);

    [Theory]
    [InlineData("in GitLab CE/EE affecting", "CE/EE")]
    [InlineData("in GitLab EE/CE from", "CE/EE")]
    [InlineData("only affects GitLab-EE.", "EE")]
    [InlineData("within GitLab EE in versions", "EE")]
    [InlineData("in GitLab Runner", null)]
    [InlineData("GitLab EEs", null)]
    public void An_edition_is_read_as_people_write_it(string text, string? edition) => Editions.In(text).ShouldBe(edition);

    [Fact]
    public void Each_check_has_a_name_of_its_own() => CveChecks.All.Select(check => check.Id).ShouldBeUnique();

    /// <summary>A finding with a fix button is fixed by it, without side effects.</summary>
    [Fact]
    public void What_has_a_fix_is_mended_by_it()
    {
        var mended = 0;
        foreach (var (check, fault, cve) in Faults)
        {
            foreach (var finding in Found(cve).Where(finding => finding.Fix is not null))
            {
                mended++;
                var fixedUp = cve with { Record = finding.Fix!(cve.Record!) };
                Found(fixedUp).Where(after => after.Check == check && after.Finding.Where == finding.Finding.Where)
                    .ShouldBeEmpty($"{check}: {fault}\n{Said(fixedUp)}");
            }
        }
        mended.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void The_words_that_are_meant_are_marked()
    {
        foreach (var (check, fault, cve) in Faults)
        {
            foreach (var finding in Found(cve))
            {
                var text = finding.Finding.Where == "title"
                    ? cve.Title
                    : finding.Finding.Where == "credit"
                    ? cve.Record?.Credit
                    : finding.Finding.Where == "solution" ? cve.Record?.Solution : cve.Record?.Description;
                finding.Marked.ShouldAllBe(
                    words => words.Index >= 0 && words.Length > 0 && words.Index + words.Length <= (text ?? "").Length, $"{check}: {fault}");
            }
        }
        var easily = Found(Faults.Single(one => one.Check == "sensational").Cve).Single();
        Faults.Single(one => one.Check == "sensational").Cve.Record!.Description!.Substring(easily.Marked[0].Index, easily.Marked[0].Length).ShouldBe("easily");
    }

    [Fact]
    public void What_its_issue_lacks_is_a_comment_to_paste()
    {
        CveChecks.Comment(Found(Clean)).ShouldBeNull();
        CveChecks.Comment(Found(Clean with { EeOnly = null, FirstAffected = null, Council = null })).ShouldBe("""
            For the upcoming patch release, this issue still lacks:

            - whether it is GitLab EE only, in the Details table
            - the first affected version, in the Details table
            - the score and the vector that the bug bounty council decided

            Could you add it? Thank you.
            """);
    }

    [Fact]
    public void Two_that_nothing_tells_apart_are_both_found()
    {
        var other = Clean with { Id = "C2", Number = "CVE-2026-1002", Title = Clean.Title!.ToUpperInvariant() };
        var third = new CveSnapshot("C3") { Title = "Missing Authorization issue in Wikis impacts GitLab CE/EE" };
        var found = CveChecks.OfRelease([Clean, other, third]);
        found["C1"].Select(finding => (finding.Check, finding.Finding.Why)).ShouldBe([
            ("same-title", "nothing tells it from that of CVE-2026-1002"), ("same-description", "nothing tells it from that of CVE-2026-1002")]);
        found["C2"].Select(finding => finding.Check).ShouldContain("same-title");
        found["C3"].Select(finding => finding.Check).ShouldNotContain("same-title");
    }

    [Fact]
    public void Three_hundred_are_looked_at_with_the_effort_of_three_hundred()
    {
        Effort(5);
        var (few, many) = (Effort(30), Effort(300));
        many.ShouldBeLessThan(15 * few);

        static long Effort(int count)
        {
            var cves = Enumerable.Range(0, count).Select(i => Clean with { Id = $"C{i}", Title = $"{Clean.Title} {i % 7}" }).ToList();
            var before = GC.GetAllocatedBytesForCurrentThread();
            CveChecks.OfRelease(cves).Count.ShouldBe(count);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static CveSnapshot Of(Func<CveRecord, CveRecord> change) => Clean.With(change);

    private static CveSnapshot Says(string words, string instead) => Clean.Replaced(words, instead);

    private static CveSnapshot Versions(string[] affected, string said) =>
        Of(r => r with { AffectedVersions = affected }).Replaced("17.10 before 18.4.5, 18.5 before 18.5.3, and 18.6 before 18.6.1", said);

    /// <summary>Replaces the list of ranges, in every place alike.</summary>
    private static CveSnapshot Fixed(params string[] affected)
    {
        var ranges = affected.Select(line => VersionRanges.TryRead(line, out var range) ? range : default).ToList();
        return Versions(affected, VersionRanges.Said(ranges)).With(r => r with
        {
            FixedVersions = [.. ranges.Select(range => range.Before.ToString()!)],
            Solution = CveFill.Solution([.. ranges.Select(range => range.Before!.Value)]),
        });
    }

    private static CveSnapshot Cpe(string cpe) => Of(r => r with { Product = r.Product! with { Cpes = [cpe] } });

    /// <summary>With another vector, on which the council decided too.</summary>
    private static CveSnapshot Scored(string vector, decimal score, string words = "", string instead = "") =>
        (words.Length == 0 ? Clean : Says(words, instead)).With(r => r with { Impact = vector })
            with
        { Council = new(score, vector), Fixes = [Clean.Fixes[0] with { Severity = Cvss31.SeverityOf(score) }] };

    private static IReadOnlyList<CveFinding> Found(CveSnapshot cve) => CveChecks.OfRelease([cve])[cve.Id];

    private static IEnumerable<string> Checks(CveSnapshot cve) => Found(cve).Select(finding => finding.Check).Distinct();

    private static string Said(CveSnapshot cve) => string.Join('\n', Found(cve).Select(finding => $"{finding.Check}: {finding.Finding}"));
}

internal static class CveSnapshots
{
    /// <summary>The state of a fix in some versions.</summary>
    public static IReadOnlyDictionary<string, FixIn> In(FixState state, params string[] versions) =>
        versions.ToDictionary(version => version, _ => new FixIn(state, "UANNA", default));

    /// <summary>Adds that it is merged in others.</summary>
    public static IReadOnlyDictionary<string, FixIn> With(this IReadOnlyDictionary<string, FixIn> said, params string[] versions) =>
        said.Concat(In(FixState.Merged, versions)).ToDictionary();

    public static CveSnapshot With(this CveSnapshot cve, Func<CveRecord, CveRecord> change) => cve with { Record = change(cve.Record!) };

    /// <summary>With changed words in its description.</summary>
    public static CveSnapshot Replaced(this CveSnapshot cve, string words, string instead)
    {
        cve.Record!.Description.ShouldNotBeNull().ShouldContain(words);
        return cve.With(record => record with { Description = record.Description!.Replace(words, instead) });
    }
}
