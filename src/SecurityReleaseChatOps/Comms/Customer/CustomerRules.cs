using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A submission of the modal <b>Customer email</b>.</summary>
/// <param name="Ready">Whether <b>Ready</b> was ticked.</param>
public sealed record CustomerInput(string? Email, string? Tweet, string? Link, bool Ready, string By);

/// <summary>What may happen to a customer text, and in which order: written, approved if critical, tested, checked, sent (rows G2, G4).</summary>
public static class CustomerRules
{
    public const int MaxLength = 3000;

    public static IReadOnlyList<EmailCheck> AllChecks { get; } = Enum.GetValues<EmailCheck>();

    /// <summary>Whether Communications must approve it.</summary>
    public static bool NeedsApproval(Release release) => release.WorstSeverity == Severity.Critical;

    /// <summary>Whether there is a test email, and the text names versions and the Critical mark; the oldest process has a tweet instead.</summary>
    public static bool HasTest(Release release) => release.Kind != ReleaseKind.OutOfBand;

    /// <summary>Why customers get no security email about this release, in plain text; null when they do.</summary>
    public static string? NoEmail(Release release) =>
        release.State == ReleaseState.Cancelled ? $"{release.Id} is cancelled: no email is sent"
        : release.Fixes.Count == 0 && release.WorstSeverity == Severity.None ? $"{release.Id} has no security fixes: no security email is sent"
        : null;

    public static CustomerState State(CustomerText? text, Release release) => text switch
    {
        null => CustomerState.Draft,
        { Sent: not null } => CustomerState.Sent,
        { Ready: null } => CustomerState.Draft,
        { Approved: null } when NeedsApproval(release) => CustomerState.Waiting,
        { SendAsked: not null } => CustomerState.SendAsked,
        { Tested: null } => CustomerState.Approved,
        { IsChecked: true } => CustomerState.Checked,
        _ => CustomerState.TestSent,
    };

    /// <summary>Writes or edits it. New words void the approval, test and checks of the old ones.</summary>
    public static Decision<CustomerText> Write(CustomerText? before, Release release, CustomerInput input, Instant now)
    {
        var email = (input.Email ?? "").ReplaceLineEndings("\n").Trim();
        var tweet = HasTest(release) ? null : (input.Tweet ?? "").ReplaceLineEndings("\n").Trim();
        var link = string.IsNullOrWhiteSpace(input.Link) ? null : input.Link.Trim();
        var errors = new Dictionary<string, string>();
        if (link is not null && !ReleaseLinks.TryParseUrl(link, out link, out var wrong))
            errors[CustomerFields.Link] = wrong;
        if ((NoEmail(release) ?? AlreadySent(before)) is { } no)
            errors[CustomerFields.Email] = no;
        else if (email.Length == 0)
            errors[CustomerFields.Email] = "Write the text";
        else if (tweet?.Length == 0)
            errors[CustomerFields.Tweet] = "Write the tweet";
        else if (input.Ready)
        {
            foreach (var found in TextChecks.Of(release, email, tweet, link).Where(found => !found.Right).Reverse())
                errors[found.Input] = found.Words;
        }
        if (errors.Count > 0)
            return Decision<CustomerText>.Refuse(errors);

        var known = before ?? new CustomerText { Release = release.Id, Email = "", Revision = 0, Authors = [], Edited = new(input.By, now) };
        var reworded = before is null || before.Email != email || before.Tweet != tweet;
        var ready = !input.Ready ? null : reworded ? new(input.By, now) : known.Ready ?? new Did(input.By, now);
        // Any test email contained the old words and the old link.
        var tested = reworded || known.Link != link || ready is null ? Untested(known) : known;
        return Decision<CustomerText>.New(reworded
            ? tested with
            {
                Email = email,
                Tweet = tweet,
                Link = link,
                Revision = known.Revision + 1,
                Authors = [.. known.Authors.Append(input.By).Distinct()],
                Edited = new(input.By, now),
                Ready = ready,
                Approved = null,
                Changes = null,
            }
            : tested with { Link = link, Ready = ready, Approved = ready is null ? null : known.Approved });
    }

    /// <summary>Approves the words that were seen, by somebody from Communications who neither wrote nor edited them.</summary>
    /// <param name="asSeen">Whether the words are still those shown beside Approve.</param>
    public static Decision<CustomerText> Approve(CustomerText text, Release release, string by, bool ofCommunications, bool asSeen, Instant now) =>
        Judged(text, release, ofCommunications, asSeen) is { } no ? Decision<CustomerText>.Refuse(no)
        : text.Approved is { } approved ? Decision<CustomerText>.Same(text, $"It was approved already at {At(approved)}")
        : text.Authors.Contains(by) ? Decision<CustomerText>.Refuse("You wrote or edited it: someone else of Communications approves it")
        : Wrong(text, release) is { } wrong ? Decision<CustomerText>.Refuse(wrong)
        : Decision<CustomerText>.New(text with { Approved = new(by, now) });

    /// <summary>Communications asks for other words, which turns it back into a draft.</summary>
    public static Decision<CustomerText> AskForChanges(
        CustomerText text, Release release, string by, bool ofCommunications, string? why, bool asSeen, Instant now) =>
        Judged(text, release, ofCommunications, asSeen) is { } no ? Decision<CustomerText>.Refuse(no)
        : string.IsNullOrWhiteSpace(why) ? Decision<CustomerText>.Refuse("Say in a few words what to change")
        : Decision<CustomerText>.New(Untested(text) with { Ready = null, Approved = null, Changes = new(by, now, why.Trim()) });

    /// <summary>Asks for the test email, once the post is live.</summary>
    public static Decision<CustomerText> Test(CustomerText text, Release release, string by, Instant now) =>
        !HasTest(release) ? Decision<CustomerText>.Refuse("This process has no test email: send it")
        : NotYet(text, release) is { } no ? Decision<CustomerText>.Refuse(no)
        : text.Tested is { } tested ? Decision<CustomerText>.Same(text, $"The test email was asked for already at {At(tested)}")
        : Decision<CustomerText>.New(text with { Tested = new(by, now) });

    /// <summary>Records which checks of the test email passed; those not ticked did not.</summary>
    public static Decision<CustomerText> Check(CustomerText text, Release release, IReadOnlyCollection<EmailCheck> right, string by, Instant now)
    {
        if (NotYet(text, release) is { } no)
            return Decision<CustomerText>.Refuse(no);
        if (text.Tested is null)
            return Decision<CustomerText>.Refuse("The test email comes first");
        if (text.SendAsked is { } asked)
            return Decision<CustomerText>.Refuse($"It was found right, and Communications was asked at {At(asked)} to send it");
        IReadOnlyList<Checked> checks =
            [.. AllChecks.Where(right.Contains).Select(check => text.Checks.FirstOrDefault(done => done.Check == check) ?? new(check, by, now))];
        return checks.SequenceEqual(text.Checks)
            ? Decision<CustomerText>.Same(text, "Nothing changed")
            : Decision<CustomerText>.New(text with { Checks = checks });
    }

    /// <summary>Asks Communications to send it to all.</summary>
    public static Decision<CustomerText> AskToSend(CustomerText text, Release release, string by, Instant now) =>
        NotSendable(text, release) is { } no ? no
        : text.SendAsked is { } asked ? Decision<CustomerText>.Same(text, $"Communications was asked already at {At(asked)}: who sends it presses Sent")
        : Decision<CustomerText>.New(text with { SendAsked = new(by, now) });

    /// <summary>Records, once, that it is out, by whoever sent it or saw it.</summary>
    public static Decision<CustomerText> Sent(CustomerText text, Release release, string by, Instant now) =>
        NotSendable(text, release) ?? Decision<CustomerText>.New(text with { Sent = new(by, now) });

    private static Decision<CustomerText>? NotSendable(CustomerText text, Release release) =>
        text.Sent is { } sent ? Decision<CustomerText>.Same(text, $"It was sent already at {At(sent)}")
        : NotYet(text, release) is { } no ? Decision<CustomerText>.Refuse(no)
        : HasTest(release) && State(text, release) < CustomerState.Checked
        ? Decision<CustomerText>.Refuse("The test email comes first, and its three checks: links, versions, Critical mark")
        : null;

    /// <summary>Voids the test, its checks and the request to send.</summary>
    private static CustomerText Untested(CustomerText text) => text with
    {
        Tested = null,
        TestedBefore = text.TestedBefore || text.Tested is not null || text.SendAsked is not null,
        Checks = [],
        SendAsked = null,
    };

    private static string? AlreadySent(CustomerText? before) => before?.Sent is { } sent ? $"It was sent at {At(sent)}: it cannot be changed any more" : null;

    private static string? Judged(CustomerText text, Release release, bool ofCommunications, bool asSeen) =>
        !ofCommunications ? "Only Communications can say that"
        : text.Sent is { } sent ? $"It was sent already at {At(sent)}"
        : !asSeen ? $"It changed at {At(text.Edited)}: look again"
        : text.Ready is null ? "It is a draft again: it comes back once it is ready"
        : !NeedsApproval(release) ? $"{release.Id} is not critical: nobody has to approve it"
        : null;

    private static string? NotYet(CustomerText text, Release release) =>
        NoEmail(release) ?? (release.PublishedAt is null ? $"{release.Id} is not published: the email goes out after that. See /release published"
        : text.Sent is { } sent ? $"It was sent already at {At(sent)}"
        : State(text, release) switch
        {
            CustomerState.Draft => "It is a draft: say first that it is ready",
            CustomerState.Waiting => "Communications must approve it first",
            _ => text.Link is null ? "The link to the post is missing: give it with Edit" : Wrong(text, release),
        });

    private static string? Wrong(CustomerText text, Release release) =>
        TextChecks.Of(release, text.Email, text.Tweet, text.Link).FirstOrDefault(found => !found.Right) is { } wrong
            ? $"It needs an edit: {wrong.Words}"
            : null;

    private static string At(Did did) => did.At.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
