using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace SecurityReleaseChatOps.Text;

/// <summary>What changed in a text, line by line.</summary>
internal static class LineDifference
{
    /// <summary>Removed (<c>- </c>) and added (<c>+ </c>) lines, with some unchanged ones around them; empty when the texts are the same.</summary>
    /// <param name="around">How many unchanged lines to show before and after.</param>
    public static IReadOnlyList<string> Of(string before, string after, int around = 1)
    {
        var lines = InlineDiffBuilder.Diff(before, after).Lines;
        var changed = Enumerable.Range(0, lines.Count).Where(i => lines[i].Type is ChangeType.Inserted or ChangeType.Deleted).ToList();
        var shown = new SortedSet<int>(changed.SelectMany(i => Enumerable.Range(i - around, 2 * around + 1)).Where(i => i >= 0 && i < lines.Count));
        return [.. shown.Select(i => Mark(lines[i].Type) + lines[i].Text)];
    }

    private static string Mark(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
