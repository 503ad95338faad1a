namespace SecurityReleaseChatOps.CloseOut;

/// <summary>Names of a close-out's parts, and the fact that each becomes.</summary>
internal static class PartText
{
    /// <summary>The fact that somebody agreed to the dry run.</summary>
    public const string Agreed = "close-out.approved";

    public static IReadOnlyList<string> Facts { get; } = [Agreed, .. Enum.GetValues<Part>().Select(Fact)];

    /// <summary>Plain text.</summary>
    public static string Title(Part part) => part switch
    {
        Part.Issues => "Close canonical issues",
        Part.Cves => "Publish CVEs",
        Part.Reports => "Tell HackerOne engineers",
        Part.Records => "CVE records are public",
        _ => "Reports resolved and rewarded",
    };

    /// <summary>Plain text: what ticking a piece states.</summary>
    public static string Asked(Part part) => part switch
    {
        Part.Issues => "Closed",
        Part.Cves => "Publish Immediately is ticked",
        Part.Reports => "Told",
        Part.Records => "Public",
        _ => "Resolved and rewarded",
    };

    public static string Fact(Part part) => part switch
    {
        Part.Issues => "issues-closed",
        Part.Cves => "cves-published",
        Part.Reports => "engineers-told",
        Part.Records => "records-public",
        _ => "reports-rewarded",
    };

    public static bool IsFact(string kind) => Facts.Contains(kind);
}
