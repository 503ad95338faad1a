using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Finds the step that a person typed.</summary>
public static class StepFinder
{
    /// <summary>The step of that key, or the only one whose key or title starts with the text; else null.</summary>
    public static Step? Find(Board board, string typed)
    {
        var text = typed.Trim();
        if (text.Length == 0)
            return null;
        if (board[text] is { } exact)
            return exact;
        var matches = board.Steps.Where(step =>
            step.Key.StartsWith(text, StringComparison.OrdinalIgnoreCase) || step.Title.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    /// <summary>Says that there is no such step, with the nearest ones; mrkdwn.</summary>
    public static string NotFound(Board board, string typed)
    {
        var near = board.Steps
            .Select(step => (step.Key, Distance: Distance(typed.ToLowerInvariant(), step.Key.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= 2 || candidate.Key.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(candidate => candidate.Distance)
            .Take(3)
            .Select(candidate => $"`{Mrkdwn.Escape(candidate.Key)}`")
            .ToList();
        var said = $"This checklist has no step `{Mrkdwn.Escape(Shown(typed))}`.";
        return near.Count == 0 ? said : $"{said} Did you mean {string.Join(" or ", near)}?";
    }

    private static string Shown(string typed) => (typed.Length > 60 ? typed[..60] + "…" : typed).Replace('`', '\'').ReplaceLineEndings(" ");

    /// <summary>Levenshtein's distance; texts longer than 80 characters are far from everything.</summary>
    internal static int Distance(string one, string other)
    {
        if (one.Length > 80 || other.Length > 80)
            return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[^1];
    }
}
