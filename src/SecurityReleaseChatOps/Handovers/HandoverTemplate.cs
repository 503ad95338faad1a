using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The handover message of the process documents.</summary>
/// <param name="Heading">Text before the receiver's name.</param>
/// <param name="At">What stands directly before the name when it is written as text.</param>
/// <param name="LinksHeading">Heading of the links; null when they follow without one.</param>
public sealed record HandoverTemplate(string Heading, string At, string? LinksHeading)
{
    public const string Status = "Status";
    public const string Next = "Next";

    /// <summary>The 2023 template for its process, the present one for all others.</summary>
    public static HandoverTemplate For(ReleaseKind kind) => throw new NotSupportedException();

    /// <summary>The five labels with their addresses; null where there is none yet.</summary>
    public static IReadOnlyList<(string Label, string? Url)> LinksOf(Handover handover) => throw new NotSupportedException();

    /// <summary>The whole message as plain text.</summary>
    /// <param name="nameOf">A person's name for a user id.</param>
    public static string Text(Handover handover, Func<string, string> nameOf) => throw new NotSupportedException();
}
