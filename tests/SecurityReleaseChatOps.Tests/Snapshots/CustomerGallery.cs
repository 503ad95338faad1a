using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Every message and view of the customer email and of readiness.</summary>
internal static class CustomerGallery
{
    private static readonly MessageTexts Texts = new(TemplateFolder.Load("Comms/Texts/", null));

    /// <summary>The texts of the email and the tweet, as shown.</summary>
    internal static IReadOnlyList<string> Typed(Release release)
    {
        var proposed = CustomerProposal.Of(release with { Severity = Severity.Critical, Kind = ReleaseKind.OutOfBand }, Texts, id => id);
        var email = CustomerProposal.Of(release with { Severity = Severity.Critical }, Texts, id => id).Email;
        return [.. new[] { email, proposed.Email, proposed.Tweet! }.Select(words =>
            Mrkdwn.Plain(words.Replace(CustomerText.LinkMark, release.Links.BlogPost, StringComparison.OrdinalIgnoreCase)))];
    }

    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        var wild = release.OverrideReason is { Length: > 0 } words
            ? string.Concat(Enumerable.Repeat(words, 20))[..Math.Min(words.Length * 20, CustomerRules.MaxLength)]
            : null;
        var reason = release.OverrideReason ?? "say sooner that it is critical";
        release = release with { Severity = Severity.Critical };
        var old = release with { Kind = ReleaseKind.OutOfBand };
        var proposed = CustomerProposal.Of(release, Texts, id => id);
        var tweeted = CustomerProposal.Of(old, Texts, id => id);
        var link = release.Links.BlogPost;
        var did = new Did("U03", now);
        var waiting = new CustomerText
        {
            Release = release.Id, Email = wild ?? proposed.Email, Link = link, Revision = 2, Authors = ["U03", "U05"], Edited = did, Ready = did, Posted = true,
        };
        var asked = waiting with { Ready = null, Changes = new("U09", now, reason) };
        var approved = waiting with { Approved = new("U09", now) };
        var tested = approved with { Tested = did, Checks = [new(EmailCheck.Links, "U05", now)] };
        var live = release with { State = ReleaseState.Published, PublishedAt = now };
        yield return ("customer email", Sent.Json(CustomerModal.Render(new(new(release.Id, release, 1), null, proposed), CommsGallery.Name)));
        yield return ("customer email again",
            Sent.Json(CustomerModal.Render(new(new(release.Id, release, 1), new(release.Id, asked, 2), proposed), CommsGallery.Name)));
        yield return ("customer email oldest process", Sent.Json(CustomerModal.Render(new(new(release.Id, old, 1), null, tweeted), CommsGallery.Name)));
        yield return ("customer email waiting", Sent.Json(CustomerCard.Render(waiting, release, CommsGallery.Name, mayWork: true, Mrkdwn.Group("S03"))));
        yield return ("customer email changes asked", Sent.Json(CustomerCard.Render(asked, release, CommsGallery.Name, mayWork: true)));
        yield return ("customer email live", Sent.Json(CustomerCard.Render(approved, live, CommsGallery.Name, mayWork: true)));
        yield return ("customer email tested", Sent.Json(CustomerCard.Render(tested, live, CommsGallery.Name, mayWork: true)));
        yield return ("customer email to be sent",
            Sent.Json(CustomerCard.Render(
                tested with { Checks = [.. CustomerRules.AllChecks.Select(check => new Checked(check, "U05", now))], SendAsked = did }, live,
                CommsGallery.Name, mayWork: true)));
        yield return ("customer email sent", Sent.Json(CustomerCard.Render(
            tested with
            {
                Tweet = wild ?? tweeted.Tweet,
                Checks = [.. CustomerRules.AllChecks.Select(check => new Checked(check, "U05", now))],
                SendAsked = did,
                Sent = new("U09", now)
            }, live, CommsGallery.Name, mayWork: false)));
        yield return ("test email", Sent.Json(CheckTest.Render(tested, live)));
        yield return ("changes needed", Sent.Json(AskForChanges.Render(release, 2)));

        IReadOnlyList<Missing> missing =
            [.. Enumerable.Range(1, wild is null ? 2 : 60).Select(i => new Missing($"k{i}", $"*Review {i}* {Mrkdwn.Plain(reason)}", "María López"))];
        var question = new Readiness { Release = release.Id, Asked = [new("U07", now), new("U08", now)] };
        var confirmed = question with { Confirmed = new("U11", now, ["k1"], [], reason) };
        var withdrawn = ReadinessRules.Withdraw(confirmed, "the fix gitlab-org/gitlab#2 was added", now);
        yield return ("is psirt ready", Sent.Json(ReadinessCard.Question(question, release, missing, ["U03"], CommsGallery.Name)));
        yield return ("psirt is ready", Sent.Json(ReadinessCard.Question(confirmed, release, [], ["U03", "U05"], CommsGallery.Name)));
        yield return ("psirt is not ready any more", Sent.Json(ReadinessCard.Question(withdrawn, release, null, ["U03"], CommsGallery.Name)));
        yield return ("is psirt ready answered", Sent.Json(ReadinessCard.Say(new(ReadinessCard.Answer(question, release, missing, link, CommsGallery.Name)))));
        yield return ("is psirt ready for the pair", Sent.Json(ReadinessCard.Say(ReadinessCard.Look(null, release, missing, CommsGallery.Name))));
        yield return ("confirm ready", Sent.Json(ConfirmReady.Render(release, missing)));
    }
}
