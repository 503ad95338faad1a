using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class CveRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 8, 0);

    [Fact]
    public void Number_title_and_severity_stand_in_the_fix_alone()
    {
        var all = Put(None(), Given("CVE-2026-1001", 5));
        var fix = all.Release.Fixes.ShouldHaveSingleItem();
        (fix.Id, fix.Cve, fix.Title, fix.Severity).ShouldBe(("gitlab-org/gitlab#5", "CVE-2026-1001", "T", Severity.High));
        all.Cves.ShouldHaveSingleItem().Known!.TextAuthors.ShouldBe(["U1"]);
    }

    [Fact]
    public void Two_fixes_of_one_cve_have_its_title_and_severity_both()
    {
        var all = Put(None(new("a#1", null, "CVE-2026-1001", Now), new("a#2", null, "CVE-2026-1001", Now)), Given("CVE-2026-1001", 5));
        all.Release.Fixes.Select(fix => (fix.Id, fix.Title, fix.Severity)).ShouldBe([("a#1", "T", Severity.High), ("a#2", "T", Severity.High)]);
    }

    [Fact]
    public void The_number_that_comes_for_a_requested_one_keeps_what_is_known()
    {
        var requested = Put(None(), Given(null, 5));
        var numbered = Put(requested, Given("CVE-2026-1001", 5));
        var cve = numbered.Cves.ShouldHaveSingleItem();
        (cve.Id, cve.Number).ShouldBe(("gitlab-org/gitlab#5", "CVE-2026-1001"));
        cve.Known.ShouldNotBeNull();
        // The edit form keeps its identity too, even when the first number was wrong.
        var edited = numbered.After(CveRules.Edit(numbered, cve, new("CVE-2026-1002", null, cve.Known!.Yaml, cve.Record), "U1", Now).Value!);
        (edited.Cves[0].Id, edited.Cves[0].Number).ShouldBe(("gitlab-org/gitlab#5", "CVE-2026-1002"));
    }

    [Fact]
    public void A_wrong_number_is_put_right_and_what_is_known_stays()
    {
        var all = Put(None(), Given("CVE-2026-1001", 5));
        var edited = all.After(CveRules.Edit(all, all.Cves[0], new("CVE-2026-1002", null, all.Cves[0].Known!.Yaml, all.Cves[0].Record), "U1", Now).Value!);
        (edited.Cves[0].Number, edited.Cves[0].Known!.Yaml).ShouldBe(("CVE-2026-1002", all.Cves[0].Known!.Yaml));
    }

    [Fact]
    public void An_issue_with_another_cve_and_a_number_of_another_are_refused()
    {
        var all = Put(None(), Given("CVE-2026-1001", 5));
        CveRules.Put(all, Given("CVE-2026-1002", 5), "U1", Now).Words!.ShouldContain("has CVE-2026-1001 already");
        all = Put(all, Given("CVE-2026-1002", 6));
        CveRules.Edit(all, all.Cves[0], Given("CVE-2026-1002", 5), "U1", Now).Words!.ShouldContain("is another CVE");
    }

    [Fact]
    public void Without_a_number_and_an_issue_it_is_nothing() => CveRules.Put(None(), new(null, "T", "", null), "U1", Now).Refused.ShouldBeTrue();

    [Fact]
    public void With_a_number_alone_it_is_a_fix_that_is_known_by_it() =>
        Put(None(), new("CVE-2026-1001", "T", "", null)).Release.Fixes.ShouldHaveSingleItem().Id.ShouldBe("CVE-2026-1001");

    [Theory]
    [InlineData("U1", "You wrote its title or description")]
    [InlineData("U2", null)]
    public void Who_wrote_it_does_not_validate_it(string by, string? words)
    {
        var all = Put(None(), Given("CVE-2026-1001", 5));
        var decided = CveRules.Validate(all, all.Cves[0], by, Now);
        if (words is null)
            all.After(decided.Value!).Cves[0].IsValidated.ShouldBeTrue();
        else
            decided.Words!.ShouldStartWith(words);
    }

    [Fact]
    public void Another_text_is_not_the_one_that_was_validated_and_its_old_authors_may_validate_that()
    {
        var all = Put(None(), Given("CVE-2026-1001", 5));
        all = all.After(CveRules.Validate(all, all.Cves[0], "U2", Now).Value!);
        all = all.After(CveRules.Edit(all, all.Cves[0], new(null, "Another", all.Cves[0].Known!.Yaml, all.Cves[0].Record), "U3", Now.AddHours(1)).Value!);
        all = all.After(CveRules.Edit(all, all.Cves[0], new(null, "T", all.Cves[0].Known!.Yaml, all.Cves[0].Record), "U3", Now.AddHours(2)).Value!);
        all.Cves[0].IsValidated.ShouldBeFalse();
        CveRules.Validate(all, all.Cves[0], "U3", Now).Refused.ShouldBeTrue();
        CveRules.Validate(all, all.Cves[0], "U1", Now).Refused.ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_of_its_text_leaves_it_validated()
    {
        var all = Put(None(), Given("CVE-2026-1001", 5));
        all = all.After(CveRules.Validate(all, all.Cves[0], "U2", Now).Value!);
        var record = all.Cves[0].Record! with { Credit = "alice" };
        all.After(CveRules.Edit(all, all.Cves[0], new(null, null, CveYaml.Write(record), record), "U1", Now).Value!).Cves[0].IsValidated.ShouldBeTrue();
    }

    [Fact]
    public void Taken_out_and_brought_back_it_is_as_it_was()
    {
        var all = Put(None(), Given(null, 5));
        all = Put(all, Given("CVE-2026-1001", 5));
        var removed = all.After(CveRules.Remove(all, all.Cves[0], "U1", Now));
        removed.Cves.ShouldBeEmpty();
        var back = removed.After(CveRules.Restore(removed, all.Cves[0].Id, "U1", Now).Value!);
        back.Release.Fixes.ShouldBe(all.Release.Fixes);
        back.Cves[0].Known!.Yaml.ShouldBe(all.Cves[0].Known!.Yaml);
        CveRules.Restore(Put(removed, Given("CVE-2026-1003", 5)), all.Cves[0].Id, "U1", Now).Words!.ShouldContain("cannot be undone");
    }

    private static GivenCve Given(string? number, int issue)
    {
        var yaml = CveSample.Yaml(["18.6.1"], issue);
        return new(number, "T", yaml, CveYaml.TryRead(yaml, out var record, out _) ? record : throw new ShouldAssertException("The sample should be read."));
    }

    private static ReleaseCvesSnapshot None(params IReadOnlyList<ReleaseFix> fixes) =>
        ReleaseCvesSnapshot.Of(new Doc<Release>("R1", SampleReleases.R1 with { Fixes = fixes }, 1), []);

    private static ReleaseCvesSnapshot Put(ReleaseCvesSnapshot all, GivenCve given) => all.After(CveRules.Put(all, given, "U1", Now).Value!);
}
