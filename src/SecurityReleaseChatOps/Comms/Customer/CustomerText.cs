using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What customers are told about a release by email, and in the oldest process also by a tweet; and who did what about it.</summary>
public sealed record CustomerText
{
    /// <summary>Placeholder in the text for the address of the post, which is known last.</summary>
    public const string LinkMark = "{link}";

    public required string Release { get; init; }

    /// <summary>Plain text, as typed.</summary>
    public required string Email { get; init; }

    /// <summary>Plain text; null when the process has no tweet.</summary>
    public string? Tweet { get; init; }

    /// <summary>Address of the published post; null until somebody gives it.</summary>
    public string? Link { get; init; }

    /// <summary>1 at first, one more after each change of the words.</summary>
    public required int Revision { get; init; }

    /// <summary>Everyone who wrote or edited the words, each once: they cannot approve them.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>Who changed the words last, and when.</summary>
    public required Did Edited { get; init; }

    /// <summary>Who said that it can go out as it is; null while it is a draft.</summary>
    public Did? Ready { get; init; }

    /// <summary>Communications' approval of exactly these words.</summary>
    public Did? Approved { get; init; }

    /// <summary>The changes that Communications asked for; null for none, and once it was edited.</summary>
    public ChangesAsked? Changes { get; init; }

    /// <summary>Who asked for the test email.</summary>
    public Did? Tested { get; init; }

    /// <summary>Whether a test email, or sending, was requested before with other words or another link: asking again is then not a repetition.</summary>
    public bool TestedBefore { get; init; }

    /// <summary>The checks of the test email that passed.</summary>
    public IReadOnlyList<Checked> Checks { get; init; } = [];

    /// <summary>Who asked Communications to send the email to all.</summary>
    public Did? SendAsked { get; init; }

    /// <summary>Who said that it is out.</summary>
    public Did? Sent { get; init; }

    /// <summary>Whether Communications has seen it: from the first time it is ready, its message shows the current text.</summary>
    public bool Posted { get; init; }

    [JsonIgnore]
    public bool IsChecked => CustomerRules.AllChecks.All(check => Checks.Any(done => done.Check == check));

    /// <summary>The email with the address of the post filled in.</summary>
    [JsonIgnore]
    public string FullEmail => Full(Email);

    /// <summary>The tweet with the address of the post filled in.</summary>
    [JsonIgnore]
    public string? FullTweet => Tweet is null ? null : Full(Tweet);

    private string Full(string text) => Link is null ? text : text.Replace(LinkMark, Link, StringComparison.OrdinalIgnoreCase);
}

public sealed record ChangesAsked(string By, Instant At, string Why);

public sealed record Checked(EmailCheck Check, string By, Instant At);

/// <summary>What is checked in the test email before the email goes to all (row G4).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmailCheck>))]
public enum EmailCheck
{
    Links,
    Versions,
    Mark,
}

public enum CustomerState
{
    Draft,

    /// <summary>Waiting for approval by Communications.</summary>
    Waiting,

    /// <summary>Approved, or ready when no approval is needed.</summary>
    Approved,

    TestSent,
    Checked,

    /// <summary>Communications was asked to send it to all.</summary>
    SendAsked,

    Sent,
}

/// <summary>The result of one automatic check of a text.</summary>
/// <param name="Input">The input it is about: see <see cref="CustomerFields"/>.</param>
/// <param name="Words">What was found, in plain text.</param>
public sealed record TextFinding(string Input, bool Right, string Words);

public static class CustomerFields
{
    public const string Email = "email";
    public const string Tweet = "tweet";
    public const string Link = "link";
}

/// <summary>The automatic checks of a customer text: versions, parts left to fill in, the link, the Critical mark.</summary>
public static partial class TextChecks
{
    /// <summary>All results, right or wrong.</summary>
    /// <param name="link">Address of the post; null until it is known.</param>
    public static IReadOnlyList<TextFinding> Of(Release release, string email, string? tweet, string? link) =>
    [
        Versions(release, CustomerFields.Email, email, CustomerRules.HasTest(release)),
        LeftOver(CustomerFields.Email, email),
        Links(CustomerFields.Email, email, link),
        .. Mark(release, email),
        .. tweet is null ? [] : (IEnumerable<TextFinding>)
        [
            Versions(release, CustomerFields.Tweet, tweet, all: false),
            LeftOver(CustomerFields.Tweet, tweet),
            Links(CustomerFields.Tweet, tweet, link),
        ],
    ];

    private static TextFinding Versions(Release release, string input, string text, bool all)
    {
        var named = Version().Matches(text).Select(match => match.Value).Distinct().ToList();
        var wrong = named.Except(release.Versions).ToList();
        var missing = all ? release.Versions.Except(named).ToList() : [];
        return wrong.Count > 0
            ? new(
                input, false, $"{Listed(wrong)} {(wrong.Count == 1 ? "is not a version" : "are not versions")} of {release.Id}: it has {Listed(release.Versions)}")
            : missing.Count > 0
            ? new(input, false, $"{Listed(missing)} {(missing.Count == 1 ? "is" : "are")} missing: {release.Id} has {Listed(release.Versions)}")
            : new(input, true, all ? $"The versions are {Listed(release.Versions)}" : "No wrong version is named");
    }

    private static TextFinding LeftOver(string input, string text) => Text.Unfilled.In(text) is [var left, ..]
        ? new(input, false, $"{Text.PlainText.Quote(text.Substring(left.Index, left.Length))} is left to fill in")
        : new(input, true, "Nothing is left to fill in");

    private static TextFinding Links(string input, string text, string? link)
    {
        var marked = text.Contains(CustomerText.LinkMark, StringComparison.OrdinalIgnoreCase);
        return link is null
            ? new(input, true, marked ? $"The link to the post comes in for {CustomerText.LinkMark} once it is given" : "The link to the post is not known yet")
            : marked || text.Contains(link, StringComparison.OrdinalIgnoreCase)
                ? new(input, true, "The link to the post is in it")
                : new(input, false, $"The link to the post is missing: write {CustomerText.LinkMark} where it belongs");
    }

    private static IEnumerable<TextFinding> Mark(Release release, string email) => !CustomerRules.HasTest(release) ? [] :
    [
        (release.WorstSeverity, CriticalWord().IsMatch(email)) switch
        {
            (null, _) => new(CustomerFields.Email, false, "Its severity is not known yet: set it with /release severity"),
            (Severity.Critical, false) => new(CustomerFields.Email, false, $"{release.Id} is critical, and the word Critical is not in it"),
            (not Severity.Critical, true) => new(CustomerFields.Email, false, $"{release.Id} is {release.WorstSeverity.Name()}: leave the word Critical out"),
            (_, true) => new(CustomerFields.Email, true, "It is marked Critical, as it should be"),
            _ => new(CustomerFields.Email, true, "It is not marked Critical, as it should be"),
        },
    ];

    private static string Listed(IReadOnlyList<string> versions) =>
        Text.PlainText.Some(versions, 10, version => version);

    // Three or more numbers: a score such as 9.8 is not a version.
    [GeneratedRegex(@"(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?:\.[0-9]+)*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Version();

    [GeneratedRegex(@"\bcritical\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex CriticalWord();
}
