using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The wording of the handover message in the process documents.</summary>
public static class HandoverTemplate
{
    public const string Status = "Status";
    public const string Next = "Next";
    public const string Notes = "Other notes";
    public const string Items = "Threads";
    public const string Links = "Links";

    /// <summary>The words before the receiver's name: those of 2023 for that process, today's for all others.</summary>
    public static string Heading(ReleaseKind kind) => kind == ReleaseKind.AppSec ? "Security release appsec handover to " : "Patch release handover to ";

    /// <summary>The five labels with their links; null where there is none yet.</summary>
    public static IReadOnlyList<(string Label, string? Url)> LinksOf(Handover handover) =>
        [.. ReleaseLinks.All.Select(link => (ReleaseLinks.Label(link, handover.Kind), handover.Links[link]))];
}
