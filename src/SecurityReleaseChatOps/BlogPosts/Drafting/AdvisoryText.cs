namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The values of the template of the oldest process's advisory (row F4), all Markdown already.</summary>
internal sealed record AdvisoryText(
    string Product, string Allows, string Exploited, string Affected, string Fixed, string Impact, string Attacker, string Workaround,
        string Credit)
{
    public static AdvisoryText Of(PostFacts snapshot)
    {
        var gaps = new Gaps(snapshot);
        var said = snapshot.Notes.Advisory;
        var fixedIn = snapshot.Versions.Count == 0 ? gaps.Versions : Text.PlainText.Series(snapshot.Versions);
        return new(
            snapshot.Product,
            Said(said?.Allows) ?? gaps.Ask("what the vulnerability allows"),
            said?.Exploited switch { true => "have", false => "haven't", null => gaps.Ask("have or haven't") },
            Said(said?.Affected) ?? gaps.Ask("last affected version"),
            fixedIn,
            Said(said?.Impact) is { } impact ? PostMarkdown.Stopped(impact) : gaps.Ask("impact"),
            said?.Authenticated switch { true => "authenticated", false => "unauthenticated", null => gaps.Ask("authenticated or unauthenticated") },
            Said(said?.Workaround) is { } patch ? $"If you are unable to upgrade you should apply the following patch and restart GitLab.\n\n{patch}"
                : gaps.Ask("workaround"),
            Said(said?.Credit) ?? gaps.Ask("whom to thank"));
    }

    private static string? Said(string? words) => string.IsNullOrWhiteSpace(words) ? null : PostMarkdown.Line(words);
}
