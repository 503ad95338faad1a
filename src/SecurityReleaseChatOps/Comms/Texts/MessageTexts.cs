using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The texts of communications: plain text for an input, where people can edit it.</summary>
public sealed class MessageTexts(TemplateFolder templates)
{
    /// <summary>The limit of Slack's inputs, in characters.</summary>
    public const int Longest = 3000;

    // Marks the fixes in a text that is rendered only to see what it mentions.
    private const string OfFixes = "marksfixes";

    private static readonly TextFacts looked = TextFacts.Sample(ReleaseKind.Planned) with
    {
        HasFixes = true,
        HasCves = true,
        HasCommunications = true,
        Fixes = OfFixes,
        FixList = OfFixes,
        Cves = OfFixes,
        Issue = Mark(ReleaseLink.Issue),
        Checklist = Mark(ReleaseLink.Checklist),
        DraftBlogPost = Mark(ReleaseLink.DraftBlogPost),
        BlogPost = Mark(ReleaseLink.BlogPost),
        Communications = Mark(ReleaseLink.Communications),
        Post = Mark(ReleaseLink.BlogPost),
    };

    public bool Has(string name) => templates.Names.Contains(name);

    /// <summary>The proposed text for a message of the matrix.</summary>
    /// <exception cref="TemplateException">An operator's template names what there is not.</exception>
    public string Render(CommsMessage message, TextFacts facts) => Render(message.Template, facts);

    /// <summary>Subject and body of the email to the Security Alerts subscribers.</summary>
    /// <exception cref="TemplateException">An operator's template names what there is not.</exception>
    public (string Subject, string Body) CustomerEmail(TextFacts facts) => (Of(CustomerTexts.EmailSubject, facts), Of(CustomerTexts.Email, facts));

    /// <summary>Any text by its template's name: those of messages, and <see cref="CustomerTexts"/>.</summary>
    /// <exception cref="TemplateException">An operator's template names what there is not.</exception>
    public string Render(string name, TextFacts facts) =>
        Text.PlainText.Cut(templates[name].Render(new MessageValues(facts) { Tweet = Of(CustomerTexts.Tweet, facts) }), Longest);

    /// <summary>What a message mentions besides versions, severity and due time, which all do: whether the fixes, and which links.</summary>
    public (bool Fixes, IReadOnlyList<ReleaseLink> Links) SpeaksOf(CommsMessage message)
    {
        var text = Render(message, looked);
        return (text.Contains(OfFixes, StringComparison.Ordinal), [.. ReleaseLinks.All.Where(link => text.Contains(Mark(link), StringComparison.Ordinal))]);
    }

    private static string Mark(ReleaseLink link) => $"marks{link}s".ToLowerInvariant();

    private string Of(string name, TextFacts facts) => templates[name].Render(facts);

    /// <summary>The facts, and what else a message may quote.</summary>
    private sealed record MessageValues : TextFacts
    {
        public MessageValues(TextFacts facts)
            : base(facts)
        {
        }

        public string Tweet { get; init; } = "";
    }
}

/// <summary>Names of the templates that customers and the public read: they contain only what the post says.</summary>
public static class CustomerTexts
{
    public const string EmailSubject = "email-subject";

    /// <summary>To the Security Alerts subscribers, in the words of source S1.</summary>
    public const string Email = "customer-email";

    /// <summary>To the community mailing list, in the words of source S0.</summary>
    public const string AdvisoryEmail = "advisory-email";

    /// <summary>From @gitlabhq, in the words of source S0.</summary>
    public const string Tweet = "tweet";

    public static IReadOnlyList<string> All { get; } = [EmailSubject, Email, AdvisoryEmail, Tweet];
}

/// <summary>The default texts of the matrix's messages.</summary>
internal sealed class PingTexts(MessageTexts texts, SlackDirectory directory)
{
    /// <summary>For Slack, with <see cref="TextMarks"/>.</summary>
    /// <returns>Plain text.</returns>
    public string ForSlack(CommsSnapshot snapshot, CommsMessage message) => texts.Render(message, TextMarks.In(Facts(snapshot)));

    /// <summary>To copy elsewhere, all in words; if somebody edited a scheduled message, with their words.</summary>
    /// <returns>Plain text.</returns>
    public string Of(CommsSnapshot snapshot, CommsMessage message) => snapshot.Newest(message.Id) is { SentAt: null, IsTemplate: false } scheduled
        ? TextMarks.InWords(scheduled.Text, Facts(snapshot))
        : texts.Render(message, Facts(snapshot));

    private TextFacts Facts(CommsSnapshot snapshot) => new(snapshot.Release, snapshot.Roster, directory.NameOf);
}

/// <summary>Placeholders in a message's text for what Slack shows in its own way: a time in each reader's zone, a person as a mention.</summary>
internal static class TextMarks
{
    private const string Due = "{due}";
    private const string Primary = "{primary}";
    private const string Secondary = "{secondary}";

    /// <summary>The facts with marks, for a text shown in Slack.</summary>
    public static TextFacts In(TextFacts facts) => facts with { Due = Due, Primary = Primary, Secondary = Secondary };

    /// <summary>mrkdwn: a mrkdwn text with its marks filled in for Slack.</summary>
    public static string Shown(string mrkdwn, Release release) =>
        mrkdwn.Replace(Due, release.Due()).Replace(Primary, Mrkdwn.User(release.Primary)).Replace(Secondary, Mrkdwn.User(release.Secondary));

    /// <summary>Plain text: a text with its marks replaced by words, for use outside Slack.</summary>
    public static string InWords(string text, TextFacts facts) =>
        text.Replace(Due, facts.Due).Replace(Primary, facts.Primary).Replace(Secondary, facts.Secondary);

    public static bool IsIn(string? text) => text is not null && new[] { Due, Primary, Secondary }.Any(text.Contains);
}

/// <summary>What a text still lacks: facts that were not known yet when it was rendered, and what only a person can fill in.</summary>
internal static partial class MissingFacts
{
    private static readonly (string Words, string Named)[] known =
    [
        (TextFacts.NotNamed, "its fixes"),
        (TextFacts.ToBeAnnounced, "its versions"),
        (TextFacts.NotKnown, "its severity"),
        ("(say when)", "when the fix is ready"),
        ("(Put its link here.)", "a link"),
    ];

    /// <summary>Plain text: what is missing, each once; empty when nothing is.</summary>
    public static IReadOnlyList<string> In(string? text) => text is null ? [] :
    [
        .. Link().Matches(text).Select(found => found.Groups["what"] is { Length: > 0 } what ? $"the link to the {what.Value}" : "a link")
            .Concat(known.Where(one => text.Contains(one.Words, StringComparison.OrdinalIgnoreCase)).Select(one => one.Named))
            .Distinct(),
    ];

    // Texts written before the links had names say "(link follows)".
    [GeneratedRegex(@"\(link (to the (?<what>[a-z ]{1,40}) )?follows\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
        | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
