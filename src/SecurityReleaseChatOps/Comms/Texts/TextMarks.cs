using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

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
