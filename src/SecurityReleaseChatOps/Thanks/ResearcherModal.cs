using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The modal <b>Thank researchers</b>: texts to copy.</summary>
internal static class ResearcherModal
{
    public static ModalViewDefinition Render(Release release, IReadOnlyList<ResearcherText> researchers) => CopyModal.Render(
        "Thank researchers",
        [new($"{release.Named()}: what is said to and of those who reported what it fixes. {Waiting(release)}".TrimEnd())],
        [
            .. researchers.SelectMany(researcher => Parts($"Email to {researcher.Name}", [researcher.Email])),
            .. Parts("For the Security Researcher Acknowledgments list", researchers.Select(researcher => researcher.Acknowledgement)),
            .. Parts("For the CHANGELOG", researchers.Select(researcher => researcher.Changelog)),
        ]);

    private static IEnumerable<(string Label, string Text)> Parts(string label, IEnumerable<string> lines) =>
        CopyModal.Pieces(string.Join('\n', lines)).Select((piece, i) => (i == 0 ? label : label + ", continued", piece));

    private static string Waiting(Release release) => release.Fixes.Any(fix => fix.Reporter is not null && fix.CveNumber is null)
        ? "Where a CVE has no number yet, the post and the CHANGELOG are updated when it comes."
        : "";
}
