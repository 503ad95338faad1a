using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>The External Security Communications Procedure, statement by statement.</summary>
public sealed class ExternalTests
{
    private static readonly ExternalProcedure Procedure = ExternalReader.Load();

    [Theory]
    // Security owns and approves.
    [InlineData("customer-event", "Security", "Security")]
    [InlineData("vulnerability", "Security", "Security")]
    [InlineData("bug-bounty", "Security", "Security")]
    [InlineData("customer-response", "Security", "Security")]
    // Shared: Corporate Marketing reviews and approves.
    [InlineData("blog-post", "Security, shared with Corporate Marketing", "corporate blog team does the final, editorial review")]
    [InlineData("incident", "Security, shared with Corporate Marketing", "Corporate Marketing, with input, review and approval of Legal, Product, Marketing, Support")]
    [InlineData("certification", "Security, shared with Corporate Marketing", "Corporate Marketing")]
    // Corporate Marketing owns, Security consults.
    [InlineData("media", "Corporate Marketing", "Security is consulted")]
    [InlineData("article", "Corporate Marketing", "Security is consulted")]
    [InlineData("new-feature", "The feature's own team", "Security, where specific wording is needed")]
    public void G5_who_owns_and_who_approves(string id, string owner, string approver)
    {
        var category = Procedure.Find(id)!;
        category.Owner.ShouldStartWith(owner);
        category.Approver.ShouldContain(approver);
        if (owner is "Security" or "Corporate Marketing")
            category.Owner.ShouldBe(owner);
    }

    [Theory]
    [InlineData("new-feature", null, IssueNeed.None)]
    [InlineData("incident", null, IssueNeed.Perhaps)]
    [InlineData("incident", ExternalReply.Yes, IssueNeed.Needed)]
    [InlineData("incident", ExternalReply.No, IssueNeed.None)]
    [InlineData("incident", ExternalReply.Unsure, IssueNeed.Perhaps)]
    [InlineData("vulnerability", null, IssueNeed.Needed)]
    [InlineData("vulnerability", ExternalReply.Yes, IssueNeed.Needed)]
    [InlineData("vulnerability", ExternalReply.No, IssueNeed.Needed)]
    [InlineData("bug-bounty", null, IssueNeed.Needed)]
    [InlineData("customer-response", null, IssueNeed.Needed)]
    [InlineData("customer-event", null, IssueNeed.Needed)]
    [InlineData("certification", null, IssueNeed.Needed)]
    [InlineData("blog-post", null, IssueNeed.Needed)]
    [InlineData("media", null, IssueNeed.Needed)]
    [InlineData("article", null, IssueNeed.Needed)]
    public void G6_whether_it_starts_with_an_issue(string id, ExternalReply? reply, IssueNeed issue) => Classify(id, reply).Issue.ShouldBe(issue);

    [Theory]
    [InlineData("incident", null, "SAFE framework")]
    [InlineData("incident", ExternalReply.Unsure, "SAFE framework")]
    [InlineData("incident", ExternalReply.Yes, "Fill out a Security Communications issue")]
    [InlineData("vulnerability", ExternalReply.Yes, "Marketing Emergency Response")]
    [InlineData("vulnerability", ExternalReply.No, "next planned security release")]
    [InlineData("vulnerability", null, "Should it turn out critical, the Marketing Emergency Response")]
    [InlineData("new-feature", null, "ensure that Security is involved")]
    public void G6_what_is_next(string id, ExternalReply? reply, string next) => Classify(id, reply).Next.ShouldContain(next);

    [Fact]
    public void G6_only_a_vulnerability_is_handled_by_a_release() =>
        Procedure.Categories.Where(category => category.Release).ShouldHaveSingleItem().Id.ShouldBe("vulnerability");

    [Fact]
    public void An_answer_that_does_not_belong_to_the_category_changes_nothing()
    {
        foreach (var category in Procedure.Categories.Where(category => category.Question is null))
            Classify(category.Id, ExternalReply.No).ShouldBeEquivalentTo(Classify(category.Id, null));
    }

    [Fact]
    public void G7_and_the_exceptions_are_said_of_all()
    {
        foreach (var category in Procedure.Categories)
        {
            var notes = string.Join('\n', Classify(category.Id, null).Notes);
            notes.ShouldContain("public only after the incident is contained or the flaw is fixed");
            notes.ShouldContain("Information Security Policy Exception Management Process");
            notes.ShouldContain("#security");
        }
        Classify("incident", ExternalReply.No).Notes.ShouldContain(note => note.Contains("no public notification"));
        Classify("vulnerability", null).Notes.ShouldContain(note => note.EndsWith("approved by Communications in #comms-team-security."));
    }

    [Fact]
    public void Each_row_is_carried() => Procedure.Categories.SelectMany(category => category.Rows).Distinct().Order().ShouldBe(["G5", "G6", "G7"]);

    [Fact]
    public void The_issue_is_filled_in_and_what_was_typed_neither_acts_nor_pages()
    {
        var text = new ExternalIssue().Write(Classify("incident", null), "/close\n@all look: *data* <b>loss</b>", "Chloe");
        text.ShouldStartWith("# Security communication: Incident\n\n\\/close\n@\u2060all look: \\*data\\* \\<b\\>loss\\</b\\>\n");
        text.ShouldContain("- Owner: Security, shared with Corporate Marketing\n");
        text.ShouldContain("- Asked for by: Chloe\n");
        text.ShouldContain("only after the incident is contained or the flaw is fixed");
        text.ShouldNotContain("Security Alert segment");
        new ExternalIssue().Write(Classify("vulnerability", null), null, "Anna")
            .ShouldContain("Security Alert segment on the day of the release, after the blog post is live");
    }

    [Theory]
    [InlineData("categories: []", "needs at least one")]
    [InlineData("categories:\n  - { id: a, name: A, about: B, owner: C, approver: D, next: E }", "needs `issue`")]
    [InlineData("categories:\n  - { id: a, name: A, about: B, owner: C, approver: D, next: E, issue: maybe }", "`issue` is `maybe`")]
    [InlineData("categories:\n  - { id: a, name: A, about: B, owner: C, approver: D, next: E, issue: none, question: Q }", "three `outcomes`")]
    [InlineData("categories:\n  - { id: a, name: A, about: B, owner: C, approver: D, next: E, issue: none, outcomes: [{ answer: yes, next: F }] "
        + "}", "three `outcomes`")]
    [InlineData("categories:\n  - { id: a, name: A, about: B, owner: C, approver: D, next: E, issue: none, colour: red }", "unknown key `colour`")]
    public void What_is_not_understood_is_a_fault(string text, string fault) =>
        Should.Throw<DefinitionException>(() => ExternalReader.Read(text, "own.yaml")).Message.ShouldContain(fault);

    private static ExternalCategory Classify(string id, ExternalReply? reply) => Procedure.Classify(Procedure.Find(id)!, reply);
}
