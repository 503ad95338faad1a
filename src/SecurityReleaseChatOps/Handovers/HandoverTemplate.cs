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
    public const string Notes = "Other notes";
    public const string Items = "Threads";

    /// <summary>The template of the PSIRT team.</summary>
    public static HandoverTemplate Psirt { get; } = new("Patch release handover to ", "@", "Links");

    /// <summary>The template of the AppSec team, 2023.</summary>
    public static HandoverTemplate AppSec { get; } = new("Security release appsec handover to ", "", null);

    /// <summary>The 2023 template for its process, the present one for all others.</summary>
    public static HandoverTemplate For(ReleaseKind kind) => kind == ReleaseKind.AppSec ? AppSec : Psirt;

    /// <summary>The five labels with their addresses; null where there is none yet.</summary>
    public static IReadOnlyList<(string Label, string? Url)> LinksOf(Handover handover) =>
        [.. ReleaseLinks.All.Select(link => (ReleaseLinks.Label(link, handover.Kind), handover.Links[link]))];

    /// <summary>The whole message as plain text.</summary>
    /// <param name="nameOf">A person's name for a user id.</param>
    public static string Text(Handover handover, Func<string, string> nameOf)
    {
        var template = For(handover.Kind);
        return string.Join('\n', Lines());

        IEnumerable<string> Lines()
        {
            yield return $"{template.Heading}{template.At}{nameOf(handover.To)}";
            yield return $"{Status}: {handover.Status}";
            yield return $"{Next}: {handover.Next}";
            if (template.LinksHeading is { } heading)
            {
                yield return heading;
            }

            foreach (var (label, url) in LinksOf(handover))
            {
                yield return $"- {label}: {url}".TrimEnd();
            }

            if (handover.Items.Count > 0)
            {
                yield return Items;
            }

            foreach (var item in handover.Items)
            {
                yield return $"- {nameOf(item.Author)}: {item.Text} {item.Permalink}".TrimEnd();
            }

            if (handover.Notes is { } notes)
            {
                yield return $"{Notes}: {notes}";
            }
        }
    }
}
