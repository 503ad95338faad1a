using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The texts of communications: plain text for an input, where people edit it.</summary>
public sealed class MessageTexts
{
    /// <summary>What Slack's inputs take.</summary>
    public const int Longest = 3000;

    // Stands for the fixes in a text that is only looked at.
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

    private readonly TemplateFolder templates;

    public MessageTexts(TemplateFolder templates) => this.templates = templates;

    /// <summary>Whether there is such a template.</summary>
    public bool Has(string name) => templates.Names.Contains(name);

    /// <summary>What a message of the matrix proposes to say.</summary>
    /// <exception cref="TemplateException">An operator's template names what there is not.</exception>
    public string Render(CommsMessage message, TextFacts facts) => Render(message.Template, facts);

    /// <summary>Subject and body of the email to the Security Alerts subscribers.</summary>
    /// <exception cref="TemplateException">An operator's template names what there is not.</exception>
    public (string Subject, string Body) CustomerEmail(TextFacts facts) => (Of(CustomerTexts.EmailSubject, facts), Of(CustomerTexts.Email, facts));

    /// <summary>Any text by the name of its template: those of messages, and <see cref="CustomerTexts"/>.</summary>
    /// <exception cref="TemplateException">An operator's template names what there is not.</exception>
    public string Render(string name, TextFacts facts) =>
        Text.PlainText.Cut(templates[name].Render(new MessageValues(facts) { Tweet = Of(CustomerTexts.Tweet, facts) }), Longest);

    /// <summary>What a message speaks of beside what all do, which is versions, severity and due time: whether of the fixes, and of which links.</summary>
    public (bool Fixes, IReadOnlyList<ReleaseLink> Links) SpeaksOf(CommsMessage message)
    {
        var text = Render(message, looked);
        return (text.Contains(OfFixes, StringComparison.Ordinal), [.. ReleaseLinks.All.Where(link => text.Contains(Mark(link), StringComparison.Ordinal))]);
    }

    private static string Mark(ReleaseLink link) => $"marks{link}s".ToLowerInvariant();

    private string Of(string name, TextFacts facts) => templates[name].Render(facts);

    /// <summary>What a message may quote beside the facts.</summary>
    private sealed record MessageValues : TextFacts
    {
        public MessageValues(TextFacts facts)
            : base(facts)
        {
        }

        public string Tweet { get; init; } = "";
    }
}

/// <summary>Names of the templates of what customers and the public read: nothing in them but what the post holds.</summary>
public static class CustomerTexts
{
    public const string EmailSubject = "email-subject";

    /// <summary>To the Security Alerts subscribers, with S1's words.</summary>
    public const string Email = "customer-email";

    /// <summary>To the community mailing list, with S0's words.</summary>
    public const string AdvisoryEmail = "advisory-email";

    /// <summary>From @gitlabhq, with S0's words.</summary>
    public const string Tweet = "tweet";

    public static IReadOnlyList<string> All { get; } = [EmailSubject, Email, AdvisoryEmail, Tweet];
}

/// <summary>What a message of the matrix says unless someone changes it.</summary>
internal sealed class PingTexts(MessageTexts texts, SlackDirectory directory)
{
    /// <summary>As Slack shows it, with <see cref="TextMarks"/>.</summary>
    /// <returns>Plain text.</returns>
    public string ForSlack(CommsSnapshot snapshot, CommsMessage message) => texts.Render(message, TextMarks.In(Facts(snapshot)));

    /// <summary>To be taken elsewhere, all in words; what was scheduled for Slack as it was written.</summary>
    /// <returns>Plain text.</returns>
    public string Of(
        CommsSnapshot commsSnapshot,
        CommsMessage message) => commsSnapshot.Find($"{commsSnapshot.Release.Id}/{message.Id}")?.Value is { SentAt: null, IsTemplate: false } scheduled
        ? TextMarks.InWords(scheduled.Text, Facts(commsSnapshot))
        : texts.Render(message, Facts(commsSnapshot));

    private TextFacts Facts(CommsSnapshot snapshot) => new(snapshot.Release, snapshot.Roster, directory.NameOf);
}
