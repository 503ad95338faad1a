using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

public sealed class BoardTests
{
    private static ChecklistDefinition PerSubject { get; } = Define("""
          - id: one
            title: One
            items:
              - { id: aa, title: A }
              - { id: ca, title: CA, per: cve, after: aa }
              - { id: cb, title: CB, per: cve, after: ca }
              - { id: ff, title: F, per: fix, after: cb }
              - { id: crit, title: Crit, after: ff, when: { severity: critical } }
              - { id: zz, title: Z, after: crit }
        """);

    [Fact]
    public void Repeats_an_item_for_each_fix_and_cve_and_keeps_those_of_one_together() =>
        Start(PerSubject).Steps.Select(step => step.Key).ShouldBe(
            ["aa", "ca:CVE-2026-1", "cb:CVE-2026-1", "ca:CVE-2026-2", "cb:CVE-2026-2", "ff:f1", "ff:f2", "zz"]);

    [Theory]
    [InlineData("ca:CVE-2026-2", "aa")]
    [InlineData("cb:CVE-2026-2", "ca:CVE-2026-2")]
    [InlineData("ff:f2", "cb:CVE-2026-2")]
    [InlineData("zz", "ff:f1 ff:f2")]
    public void Waits_for_its_own_fix_and_cve_and_past_what_does_not_apply(string key, string expected)
    {
        var board = Start(PerSubject);
        string.Join(' ', board.Blockers(board[key]!).Select(step => step.Key)).ShouldBe(expected);
    }

    [Fact]
    public void A_fix_without_a_linked_cve_waits_for_all()
    {
        var board = Start(PerSubject, R7 with { Fixes = [.. R7.Fixes, Fix("f9")] });
        board.Blockers(board["ff:f9"]!).Select(step => step.Subject).ShouldBe(["CVE-2026-1", "CVE-2026-2"]);
    }

    [Fact]
    public void Without_any_cve_what_comes_after_waits_for_what_came_before()
    {
        var board = Start(PerSubject, R7 with { Fixes = [] });
        board.Steps.Select(step => step.Key).ShouldBe(["aa", "zz"]);
        board.Blockers(board["zz"]!).Single().Key.ShouldBe("aa");
    }

    [Fact]
    public void A_step_that_is_not_needed_still_holds_back_with_its_own_predecessors()
    {
        var board = Line().Then(b => Presses.NotNeeded(b, "bb", Ana, "no beta today", Now)).Then(b => Presses.NotNeeded(b, "cc", Ana, "nor gamma", Now))
            .Then(b => Presses.NotNeeded(b, "cc", Bo, "agreed", Now));
        board.Blockers(board["dd"]!).Single().Key.ShouldBe("aa");
    }

    [Fact]
    public void A_cve_that_is_added_later_brings_its_steps_and_marks_what_it_overtook()
    {
        var before = Start(PerSubject, R7 with { Fixes = [R7.Fixes[0]] }).Done(Ana, "aa", "ca:CVE-2026-1", "cb:CVE-2026-1", "ff:f1", "zz");
        before.Overtaken.ShouldBeEmpty();
        var after = new Board(before.Checklist, PerSubject, R7, []);
        after.Steps.Count.ShouldBe(before.Steps.Count + 3);
        after.Overtaken.Single().Key.ShouldBe("zz");
        // It does not block further presses.
        after.Done(Ana, "ca:CVE-2026-2");
    }

    [Fact]
    public void A_fix_that_is_dropped_and_comes_back_finds_its_steps_as_they_were()
    {
        var board = Start(PerSubject).Done(Ana, "aa", "ca:CVE-2026-1");
        new Board(board.Checklist, PerSubject, R7 with { Fixes = [] }, [])["ca:CVE-2026-1"].ShouldBeNull();
        new Board(board.Checklist, PerSubject, R7, [])["ca:CVE-2026-1"]!.Open.ShouldBeFalse();
    }

    [Theory]
    [InlineData("aa", "aa")]
    [InlineData("CA:cve-2026-2", "ca:CVE-2026-2")]
    [InlineData(" zz ", "zz")]
    [InlineData("cve-2026-1: cb", "cb:CVE-2026-1")]
    [InlineData("“cve-2026-1: cb”", "cb:CVE-2026-1")]
    [InlineData("`aa`:", "aa")]
    [InlineData("ca", null)]
    [InlineData("", null)]
    public void Finds_what_was_typed(string typed, string? expected) => StepFinder.Find(Start(PerSubject), typed)?.Key.ShouldBe(expected);

    [Fact]
    public void An_item_names_its_only_step_even_where_another_begins_the_same()
    {
        var definition = Define("""
              - id: one
                title: One
                items:
                  - { id: validate, title: Validate }
                  - { id: valid, title: It is valid, per: cve }
            """);
        StepFinder.Find(Start(definition, R7 with { Fixes = [R7.Fixes[0]] }), "valid")?.Key.ShouldBe("valid:CVE-2026-1");
        StepFinder.Find(Start(definition), "valid").ShouldBeNull("there are two, and a third step begins with it");
    }

    [Fact]
    public void Names_the_nearest_steps_when_there_is_none() =>
        StepFinder.NotFound(Start(PerSubject), "zx<!channel>").ShouldNotContain("<!channel>");

    [Fact]
    public void Says_where_the_words_are_when_it_suggests_nothing() => StepFinder.NotFound(Start(PerSubject), "q")
        .ShouldBe("This checklist has no step `q`. Each step's word stands in its *How to*.");

    [Fact]
    public void Suggests_a_step_for_a_slip() => StepFinder.NotFound(Start(PerSubject), "zzz").ShouldBe("This checklist has no step `zzz`. Did you mean `zz`?");
}
