using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Thanks;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Snapshots;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;
using static SecurityReleaseChatOps.Thanks.ThanksGroup;

namespace SecurityReleaseChatOps.Tests.Thanks;

/// <summary>What counts as a contribution, and what does not.</summary>
public sealed class SourceTests
{
    private static readonly Instant At = SampleReleases.Created;

    [Fact]
    public void The_pair_and_who_handed_over_or_took_over_had_the_release()
    {
        var waiting = Gallery.Monday().Handover with { From = "U03", To = "U06", AcceptedAt = null };
        var taken = waiting with { From = "U04", To = "U05", AcceptedAt = At, AcceptedBy = "U07", WrittenAt = At };
        FromHandovers.Of(Gallery.Monday().Release, [waiting, taken]).ShouldBe(
        [
            new("U03", Carried, "Primary"), new("U05", Carried, "Secondary"), new("U04", Carried, "handed it over"), new("U07", Carried, "took it over"),
            new("U03", Carried, "handed it over"),
        ]);
    }

    [Fact]
    public void Steps_second_persons_claims_and_comments_are_counted()
    {
        var board = Start(Process)
            .Then(b => Presses.Claim(b, "later", Cy, Now))
            .Done(Ana, "alone", "both")
            .Done(Bo, "both")
            .Then(b => Presses.NotNeeded(b, "spare", Ana, "not this time", Now))
            .Then(b => Presses.Comment(b, "alone", Bo, "looks good", null, Now))
            .Then(b => StepsOfTheDay.Add(b, "Water the plants", Ana, Now));
        FromChecklist.Of(board, person => person == Cy ? Teams : Carried).ShouldBe(
        [
            new(Ana, Carried, "3 steps"), new(Bo, Reviewed, "1 step as the second person"), new(Cy, Teams, "1 claimed step"), new(Bo, Carried, "1 comment"),
            new(Ana, Carried, "1 step of the day"),
        ]);
    }

    [Fact]
    public void Who_told_answered_wrote_and_approved_counts_and_who_was_only_told_does_not()
    {
        Ping sent = new() { Id = "R1/legal", Release = "R1", Audience = Audience.Legal, Text = "words", By = "U03", WrittenAt = At, SentAt = At };
        FromComms.Of(
            [sent, sent with { Answers = [new(AnswerKind.Acknowledged, "U12", At)] }, sent with { SentAt = null }], audience => audience.ToString(),
            _ => Teams).ShouldBe(
            [new("U03", Teams, "told Legal"), new("U03", Teams, "told Legal"), new("U12", Teams, "answered for Legal")]);
        Answer noted = new(AnswerKind.Approved, "U03", At) { Elsewhere = "in a call" };
        FromComms.Of([sent with { Answers = [noted with { Who = "U15" }, noted] }], audience => audience.ToString(), _ => Teams).ShouldBe(
            [new("U03", Teams, "told Legal"), new("U15", Teams, "answered for Legal")], "who noted an answer gave none");
        CustomerText text = new()
        {
            Release = "R1", Email = "words", Revision = 2, Authors = ["U03", "U05"], Edited = new("U05", At), Ready = new("U05", At), Approved = new("U09", At),
            Checks = [new(EmailCheck.Links, "U04", At)], Sent = new("U13", At),
        };
        FromComms.Of(text, _ => Teams).Select(did => $"{did.Who} {did.What}").ShouldBe(
            ["U03 wrote the customer email", "U05 wrote the customer email", "U09 approved the customer email", "U04 checked the test email",
                "U13 sent the customer email"]);
    }

    [Fact]
    public void Authors_and_reporters_are_those_whom_the_fixes_name() =>
        FromFixes.Of(SampleReleases.R1 with
        {
            Fixes = [new("a#1", null, "CVE-2026-1000", At) { Authors = ["U04", "Jane Doe"], Reporter = "alice" }, new("a#2", null, null, At),
                new("a#3", null, null, At) { Reporter = "bob" }],
        }).ShouldBe(
            [new("U04", Wrote, "wrote a#1"), new("Jane Doe", Wrote, "wrote a#1"), new("alice", Reported, "reported CVE-2026-1000"),
                new("bob", Reported, "reported a#3")]);

    private static ChecklistDefinition Process => Define(
        """
          - id: st
            title: S
            items:
              - id: alone
                title: Alone
              - id: spare
                title: Spare
              - id: both
                title: Both
                needsSecondPerson: true
              - id: later
                title: Later
        """);
}
