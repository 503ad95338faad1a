using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What stands in the text of a message for what each reader in Slack sees in their own way: a time in their zone, a person as a mention.</summary>
internal static class TextMarks
{
    private const string Due = "{due}";
    private const string Primary = "{primary}";
    private const string Secondary = "{secondary}";

    /// <summary>The facts with marks, for a text that Slack shows.</summary>
    public static TextFacts In(TextFacts facts) => facts with { Due = Due, Primary = Primary, Secondary = Secondary };

    /// <summary>mrkdwn: a text in it with what its marks stand for.</summary>
    public static string Shown(string mrkdwn, Release release) =>
        mrkdwn.Replace(Due, release.Due()).Replace(Primary, Mrkdwn.User(release.Primary)).Replace(Secondary, Mrkdwn.User(release.Secondary));

    /// <summary>Plain text: a text with what its marks stand for in words, for where Slack does not show it.</summary>
    public static string InWords(string text, TextFacts facts) =>
        text.Replace(Due, facts.Due).Replace(Primary, facts.Primary).Replace(Secondary, facts.Secondary);

    public static bool IsIn(string? text) => text is not null && new[] { Due, Primary, Secondary }.Any(text.Contains);
}
