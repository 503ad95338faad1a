using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>What may be sent, to whom and when.</summary>
public sealed class PingRulesTests
{
    private static readonly Gallery Day = Gallery.Monday();
    private static readonly Instant Now = Day.Now;

    [Theory]
    [InlineData(-6, "past")]
    [InlineData(60 * 24 * 60 + 1, "60 days")]
    public void A_time_that_cannot_be_meant_is_refused(int minutes, string why) =>
        Write("Words", Now.AddMinutes(minutes)).Errors[PingFields.At].ShouldContain(why);

    [Theory]
    [InlineData(null)]
    [InlineData(-5)]
    [InlineData(0)]
    public void Now_is_now_also_for_one_who_wrote_for_minutes(int? minutes)
    {
        var ping = Write("Words", minutes is { } m ? Now.AddMinutes(m) : null).Value!.Single();
        (ping.SentAt, ping.SendAt, ping.Posted).ShouldBe((Now, null, true));
    }

    [Fact]
    public void Later_waits()
    {
        var ping = Write("Words", Now.AddMinutes(1)).Value!.Single();
        (ping.SentAt, ping.SendAt, ping.Posted).ShouldBe((null, Now.AddMinutes(1), false));
    }

    [Theory]
    [InlineData(null, "Write what")]
    [InlineData(" \n", "Write what")]
    public void Nothing_is_not_sent(string? text, string why) => Write(text).Errors.Values.Single().ShouldContain(why);

    [Fact]
    public void More_than_fits_is_refused_with_the_limit() =>
        Write(new string('x', 3001)).Errors.Values.Single().ShouldBe("This has 3,001 characters: at most 3,000 fit.");

    [Fact]
    public void A_message_of_the_matrix_has_one_id_and_own_words_count_up()
    {
        Write("Words").Value!.Single().Id.ShouldBe("R1/corporate-comms");
        var own = Write(Now, new(Audience.Legal, null, "a"), new(Audience.Support, null, "b"));
        own.Value!.Select(ping => ping.Id).ShouldBe(["R1/own-2", "R1/own-3"]); // R1/own-1 is there
    }

    [Fact]
    public void Nobody_is_told_of_a_cancelled_release() =>
        PingModal.Open.Refuse(Day.Release with { State = ReleaseState.Cancelled }).ShouldNotBeNull().ShouldContain("nobody is told any more");

    [Fact]
    public void What_belongs_into_an_issue_is_not_posted()
    {
        var commsSnapshot = File();
        commsSnapshot = commsSnapshot with { ReleaseRead = new("R1", commsSnapshot.Release with { Kind = ReleaseKind.Critical }, 1) };
        PingRules.Write(commsSnapshot, [new(Audience.ReleaseManagers, "critical-issue", "a")], to => CommsGallery.To(commsSnapshot, to), null, "U03", Now)
            .Errors.Values.Single().ShouldContain("Told elsewhere");
    }

    [Theory]
    [InlineData("see https://gitlab.com/a_b/_c_.", "see <https://gitlab.com/a_b/_c_|https://gitlab.com/a_b/ˍcˍ>.")]
    [InlineData("<!channel> *now*", "&lt;!channel&gt; ∗now∗")]
    public void Typed_words_page_nobody_and_keep_their_links(string typed, string mrkdwn) => CommsText.Typed(typed).ShouldBe(mrkdwn);

    private static CommsSnapshot File() => CommsGallery.Told(Day.Release, Day.Roster, "Words", Now);

    private static Decision<IReadOnlyList<Ping>> Write(string? text, Instant? at = null) =>
        Write(at, new PingDraft(Audience.CorporateCommunications, "corporate-comms", text));

    private static Decision<IReadOnlyList<Ping>> Write(Instant? at, params IReadOnlyList<PingDraft> drafts)
    {
        var snapshot = File();
        return PingRules.Write(snapshot, drafts, to => CommsGallery.To(snapshot, to), at, "U03", Now);
    }
}
