using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>All checks of a post (rows F1 to F3).</summary>
internal static class PostChecks
{
    private const string Date = "date";

    // These only point at what a person has to judge: whatever they find, the step stays theirs.
    private static readonly string[] judged = ["style", "vague"];

    // An advisory of the oldest process has no front matter, table or entries.
    private static readonly string[] ofAdvisory = ["versions", "todo", "style"];

    public static IReadOnlyList<PostCheck> All { get; } =
    [
        new("fixes", FixChecks.Missing),
        new("fixes", FixChecks.TooMany),
        new("fixes", FixChecks.NotIn),
        new("fixes", FixChecks.Twice),
        new("fixes", FixChecks.WithoutRow),
        new("fixes", FixChecks.OtherIssue),
        new("fixes", FixChecks.WithoutIssue),
        new("versions", VersionChecks.Title),
        new("versions", VersionChecks.Opening),
        new("versions", VersionChecks.Also),
        new("versions", VersionChecks.Placeholders),
        new("versions", VersionChecks.Affected),
        new("versions", VersionChecks.Fixed),
        new("versions", VersionChecks.Including),
        new("versions", VersionChecks.All),
        new("versions", VersionChecks.BugFixes),
        new("scores", ScoreChecks.Prefix),
        new("scores", ScoreChecks.Vector),
        new("scores", ScoreChecks.Score),
        new("scores", ScoreChecks.InTable),
        new("scores", ScoreChecks.InText),
        new("order", OrderChecks.Severity),
        new("order", OrderChecks.LikeTable),
        new("order", OrderChecks.Score),
        new("links", LinkChecks.Table),
        new("links", LinkChecks.Titles),
        new("links", LinkChecks.Anchors),
        new("links", LinkChecks.Cves),
        new("todo", TodoChecks.Left),
        new("style", StyleChecks.Acronyms),
        new("style", StyleChecks.Doubled),
        new("text", StyleChecks.Edition),
        new("text", StyleChecks.OtherCve),
        new("text", StyleChecks.Credit),
        new("text", StyleChecks.TitleForm),
        new("vague", StyleChecks.Identifiers),
        new("style", TypographyChecks.Blanks),
        new("style", TypographyChecks.Ends),
        new("author", HeadChecks.Author),
        new("address", HeadChecks.Address),
        new("head", HeadChecks.Critical),
        new("head", HeadChecks.Fields),
        new("head", HeadChecks.Notifications),
        new(Date, HeadChecks.Date),
        new("updates", UpdateChecks.Missing),
        new("updates", UpdateChecks.Last),
        new("updates", UpdateChecks.InTable),
        new("updates", UpdateChecks.TheirCves),
        new("updates", UpdateChecks.HeadingLevel),
        new("updates", UpdateChecks.Bugs),
    ];

    /// <summary>Every kind of fact a check may make, each once.</summary>
    public static IReadOnlyList<string> Facts { get; } = [.. All.Select(check => check.Fact).Distinct()];

    /// <summary>What is right, given the findings.</summary>
    public static IReadOnlyList<string> Clean(PostComparison compared, IEnumerable<(string Fact, Finding Finding)> found) =>
        [.. Of(compared).Select(check => check.Fact).Distinct()
            .Except(found.Where(one => one.Finding.Level == Level.Error || judged.Contains(one.Fact)).Select(one => one.Fact))
            .Where(fact => fact != Date || HeadChecks.IsDated(compared.FileName))];

    /// <summary>Their findings, the gravest first.</summary>
    public static IReadOnlyList<(string Fact, Finding Finding)> Run(PostComparison compared) =>
        [.. Of(compared).SelectMany(check => check.Find(compared).Select(finding => (check.Fact, finding))).OrderBy(found => found.finding.Level)];

    private static IEnumerable<PostCheck> Of(PostComparison compared) =>
        compared.Release.Form == PostForm.Advisory ? All.Where(check => ofAdvisory.Contains(check.Fact)) : All;
}
