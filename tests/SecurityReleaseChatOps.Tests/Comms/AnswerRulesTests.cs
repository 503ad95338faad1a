using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Who may answer what, until when, and what counts.</summary>
public sealed class AnswerRulesTests
{
    private const string Anna = "U03"; // sent it, the Primary
    private const string Maria = "U05"; // the Secondary
    private const string Grace = "U07"; // of PSIRT, not of the audience
    private const string Hana = "U12"; // of the audience
    private const string Bob = "U13"; // of the audience

    private static readonly Gallery Day = Gallery.Monday();
    private static readonly Instant Now = Day.Now;

    private static readonly Dictionary<Asks, string> Messages = new()
    {
        [Asks.Nothing] = "cut",
        [Asks.Acknowledge] = "field-security",
        [Asks.Answer] = "merge-time",
        [Asks.Approval] = "legal-review",
        [Asks.Impact] = "impact-sirt",
    };

    private static readonly Dictionary<AnswerKind, Answer> Answers = new()
    {
        [AnswerKind.Acknowledged] = new(AnswerKind.Acknowledged, Hana, Now),
        [AnswerKind.Yes] = new(AnswerKind.Yes, Hana, Now),
        [AnswerKind.No] = new(AnswerKind.No, Hana, Now),
        [AnswerKind.Date] = new(AnswerKind.Date, Hana, Now) { Date = new(2026, 12, 2) },
        [AnswerKind.Approved] = new(AnswerKind.Approved, Hana, Now),
        [AnswerKind.Changes] = new(AnswerKind.Changes, Hana, Now) { Words = "Name nobody" },
        [AnswerKind.Impact] = new(AnswerKind.Impact, Hana, Now) { Single = "None" },
    };

    public static TheoryData<string, string?> People => new()
    {
        { Anna, "You sent this: someone of" },
        { Maria, "You run R1" },
        { Grace, "This is for" },
        { Hana, null },
    };

    [Fact]
    public void The_table_has_every_ask_and_answer()
    {
        Messages.Keys.ShouldBe(Enum.GetValues<Asks>(), ignoreOrder: true);
        Messages.ShouldAllBe(pair => CommsGallery.Matrix.Find(pair.Value)!.Asks == pair.Key);
        Answers.Keys.ShouldBe(Enum.GetValues<AnswerKind>().Where(what => what != AnswerKind.TakenBack), ignoreOrder: true);
    }

    /// <summary>Every ask, person, state and answer.</summary>
    [Theory]
    [MemberData(nameof(People))]
    public void Only_what_is_asked_of_those_whom_it_is_for_while_it_is_asked(string by, string? refusal)
    {
        foreach (var (asks, id) in Messages)
        {
            foreach (var state in Enum.GetValues<ReleaseState>())
            {
                var (snapshot, ping) = Sent(id, state);
                foreach (var said in Answers.Values)
                {
                    var where = $"{asks}, {state}, {said.What}";
                    var decided = AnswerRules.Give(snapshot, ping, said with { By = by }, [Hana, Bob], name => name);
                    if (asks == Asks.Nothing || state is not ReleaseState.Preparing)
                        (decided.Refused, decided.Changed).ShouldBe((false, false), where);
                    else if (refusal is not null)
                        decided.Words!.ShouldStartWith(refusal, Case.Sensitive, where);
                    else if (!AnswerRules.Of(asks).Contains(said.What))
                        decided.Words.ShouldBe("This message does not ask that", where);
                    else
                        decided.Value!.Answered.ShouldBe(said with { By = by }, where);
                    AnswerRules.IsAsked(snapshot, ping).ShouldBe(asks != Asks.Nothing && state == ReleaseState.Preparing, where);
                }
            }
        }
    }

    [Fact]
    public void Where_nobody_knows_them_the_pair_takes_it_down()
    {
        var (commsSnapshot, ping) = Sent("legal-review");
        AnswerRules.Give(commsSnapshot, ping, Answers[AnswerKind.Approved], [], name => name).Words.ShouldBe(
            "I do not know who belongs to Legal. Tell PSIRT: they can note your answer in /comms R1");
        var noted =
            PingRules.Elsewhere(
                commsSnapshot, CommsGallery.Matrix.Find("legal-review")!, ping, "", "in their issue",
                Answers[AnswerKind.Approved] with { By = Anna, Who = Hana }, Anna, name => name, Now).Value!;
        noted.Answered.ShouldBe(new(AnswerKind.Approved, Anna, Now) { Elsewhere = "in their issue", Who = Hana });
        PingMessage.Answered(commsSnapshot, noted)!.ShouldStartWith(
            ":white_check_mark: Approved elsewhere by Hana Kovář (in their issue), noted by Anna de Vries");
    }

    [Theory]
    [InlineData("legal-review", AnswerKind.Changes, " ", null, "Say in a few words what has to change")]
    [InlineData("merge-time", AnswerKind.Date, null, null, "Pick the date")]
    [InlineData("merge-time", AnswerKind.Date, null, "2026-11-22", "This date is past: pick a later one")]
    [InlineData("merge-time", AnswerKind.Date, null, "2026-11-23", null)]
    [InlineData("impact-sirt", AnswerKind.Impact, null, null, "Say the impact on one of them at least")]
    [InlineData("merge-time", AnswerKind.Yes, "1001", null, "This has 1,001 characters: at most 1,000 fit")]
    public void What_is_said_must_say_something(string id, AnswerKind what, string? words, string? date, string? refusal)
    {
        var (snapshot, ping) = Sent(id);
        words = words == "1001" ? new string('x', 1001) : words;
        var said = new Answer(what, Hana, Now)
        {
            Words = words,
            Date = date is null ? null : DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)
        };
        AnswerRules.Give(snapshot, ping, said, [Hana], name => name).Words.ShouldBe(refusal);
    }

    [Theory]
    [InlineData("field-security", AnswerKind.Acknowledged, "You have acknowledged it already", "Hana has acknowledged it already")]
    [InlineData("merge-time", AnswerKind.Yes, "You have said that already", "Hana has said that already")]
    [InlineData("merge-time", AnswerKind.No, "You have said that already", null)]
    [InlineData("legal-review", AnswerKind.Approved, "You have approved it already", "Hana has approved it already")]
    [InlineData("legal-review", AnswerKind.Changes, "You have said that already", null)]
    [InlineData("impact-sirt", AnswerKind.Impact, "You have said that already", null)]
    public void Nobody_says_the_same_twice(string id, AnswerKind what, string mine, string? others)
    {
        var (snapshot, ping) = Sent(id);
        ping = AnswerRules.Give(snapshot, ping, Answers[what], [Hana, Bob], _ => "Hana").Value!;
        AnswerRules.Give(snapshot, ping, Answers[what] with { At = Now.AddMinutes(1) }, [Hana, Bob], _ => "Hana").Words.ShouldBe(mine);
        AnswerRules.Give(snapshot, ping, Answers[what] with { By = Bob, At = Now.AddMinutes(1) }, [Hana, Bob], _ => "Hana").Words.ShouldBe(others);
    }

    [Fact]
    public void The_newest_answer_counts_and_is_taken_back_by_who_gave_it()
    {
        var (snapshot, ping) = Sent("legal-review");
        ping = Give(snapshot, ping, Answers[AnswerKind.Approved]);
        ping = Give(snapshot, ping, Answers[AnswerKind.Changes] with { By = Bob, At = Now.AddMinutes(1) });
        ping.Answered!.What.ShouldBe(AnswerKind.Changes);
        AnswerRules.IsAsked(snapshot, ping).ShouldBeTrue("more is to be said");
        AnswerRules.Waits(snapshot, ping).ShouldBeFalse("they answered");
        ping = Give(snapshot, ping, Answers[AnswerKind.Approved] with { At = Now.AddMinutes(2) });
        ping.Answered!.What.ShouldBe(AnswerKind.Approved);
        AnswerRules.IsAsked(snapshot, ping).ShouldBeFalse();

        AnswerRules.TakeBack(ping, Anna, Now.AddMinutes(3)).Refused.ShouldBeTrue();
        ping = AnswerRules.TakeBack(ping, Hana, Now.AddMinutes(3)).Value!;
        ping.Answered!.By.ShouldBe(Bob, "both of hers are gone");
        ping = AnswerRules.TakeBack(ping, Bob, Now.AddMinutes(4)).Value!;
        ping.Answered.ShouldBeNull();
        AnswerRules.Waits(snapshot, ping).ShouldBeTrue();
        AnswerRules.TakeBack(ping, Bob, Now.AddMinutes(5)).Words.ShouldBe("It is not answered");
    }

    [Fact]
    public void An_approval_that_fell_is_asked_for_again()
    {
        var (snapshot, ping) = Sent("legal-review");
        ping = Give(snapshot, ping, Answers[AnswerKind.Approved]);
        var edited = Day.Release with { Edits = [new Edit(ReleasePart.Fixes, Anna, Now.AddMinutes(5))] };
        snapshot = CommsGallery.Told(edited, Day.Roster, "Words", Now, ping);
        (AnswerRules.IsAsked(snapshot, ping), AnswerRules.Waits(snapshot, ping)).ShouldBe((true, true));
        Asking.Waits(snapshot.Checklist!.Board, snapshot.Checklist.Board["legal"]!).ShouldHaveSingleItem().ShouldEndWith(", to be asked again");
        var again = Give(snapshot, ping, Answers[AnswerKind.Approved] with { At = Now.AddMinutes(6) });
        (AnswerRules.IsAsked(snapshot, again), AnswerRules.Waits(snapshot, again)).ShouldBe((false, false));
    }

    [Fact]
    public void Of_a_step_for_two_each_reviewer_approves()
    {
        var (snapshot, ping) = Sent("final-review");
        ping = Give(snapshot, ping, Answers[AnswerKind.Approved]);
        snapshot = CommsGallery.Told(Day.Release, Day.Roster, "Words", Now, ping);
        snapshot.Checklist!.Board["reviewed"]!.State.Confirmations.ShouldHaveSingleItem().By.ShouldBe(Hana);
        AnswerRules.IsAsked(snapshot, ping).ShouldBeTrue("a second person is needed");
        AnswerRules.Give(snapshot, ping, Answers[AnswerKind.Approved], [Hana, Bob], name => name).Words.ShouldBe("You have approved it already");
        AnswerRules.Give(
            snapshot, ping, Answers[AnswerKind.Approved] with { By = Anna }, [Anna, Hana], name => name).Refused.ShouldBeTrue("who sent it presses Done");
        ping = Give(snapshot, ping, Answers[AnswerKind.Approved] with { By = Bob, At = Now.AddMinutes(1) });
        snapshot = CommsGallery.Told(Day.Release, Day.Roster, "Words", Now, ping);
        snapshot.Checklist!.Board["reviewed"]!.State.Status.ShouldBe(StepStatus.Done);
        AnswerRules.IsAsked(snapshot, ping).ShouldBeFalse();
        PingMessage.Answered(snapshot, ping)!.ShouldStartWith(":white_check_mark: Approved by Hana Kovář and U13");
    }

    [Fact]
    public void Told_elsewhere_they_may_have_answered_there()
    {
        var (snapshot, _) = Sent("cut");
        Ping Told(Answer? said) =>
            PingRules.Elsewhere(
                snapshot, CommsGallery.Matrix.Find("legal-review")!, null, "Words", "https://gitlab.com/1", said, Anna, name => name, Now).Value!;
        Told(null).Answered.ShouldBeNull();
        Told(Answers[AnswerKind.Changes] with { By = Anna }).Answered!.Words.ShouldBe("Name nobody");
        var sent = Sent("legal-review").Ping;
        PingRules.Elsewhere(
            snapshot, CommsGallery.Matrix.Find("legal-review")!, sent, "", "there", null, Anna, name => name, Now).Words.ShouldBe("Say what they answered");
        PingRules.Elsewhere(
            snapshot, CommsGallery.Matrix.Find("cut")!, Sent("cut").Ping, "", "there", Answers[AnswerKind.Yes], Anna, name => name, Now).Words.ShouldBe(
                "This message does not ask that");
    }

    /// <summary>What a step's row says of its messages.</summary>
    [Theory]
    [InlineData("legal", "legal-review", null, "waiting for Legal since ")]
    [InlineData("legal", "legal-review", AnswerKind.Approved, "Legal approved it ")]
    [InlineData("legal", "legal-review", AnswerKind.Changes, "Legal asked for changes ")]
    [InlineData("merge-time", "merge-time", null, "waiting for Release Managers since ")]
    [InlineData("merge-time", "merge-time", AnswerKind.No, "Release Managers said no ")]
    [InlineData("merge-time", "merge-time", AnswerKind.Date, "Release Managers asked for Wed 2 Dec ")]
    [InlineData("field-sec", "field-security", AnswerKind.Acknowledged, "Field Security acknowledged it ")]
    [InlineData("cut", "cut", null, "Release Managers told ")]
    public void Its_row_says_whom_it_waits_for_and_what_they_said(string step, string message, AnswerKind? what, string words)
    {
        var (snapshot, ping) = Sent(message);
        if (what is { } kind)
            snapshot = CommsGallery.Told(Day.Release, Day.Roster, "Words", Now, Give(snapshot, ping, Answers[kind]));
        snapshot.Checklist!.Board.Waits(snapshot.Checklist.Board[step]!).ShouldHaveSingleItem().ShouldStartWith(words);
    }

    private static Ping Give(CommsSnapshot snapshot, Ping ping, Answer said) => AnswerRules.Give(snapshot, ping, said, [Hana, Bob], name => name).Value!;

    private static (CommsSnapshot Snapshot, Ping Ping) Sent(string message, ReleaseState state = ReleaseState.Preparing)
    {
        var release = Day.Release with { State = state, PublishedAt = state is ReleaseState.Published or ReleaseState.Closed ? Now : null };
        var ping = CommsGallery.Ping(release, message, CommsGallery.Matrix.Find(message)!.To, "Words", Now.AddHours(-1))
            with
        { Posted = true, SentAt = Now.AddHours(-1) };
        return (CommsGallery.Told(release, Day.Roster, "Words", Now, ping), ping);
    }
}
