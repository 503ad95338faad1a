using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Finds the step a person typed.</summary>
public static class StepFinder
{
    /// <summary>The step with that key, the only one of that item, or the only one whose key or title starts with the text; else null.</summary>
    public static Step? Find(Board board, Typed typed)
    {
        if (typed.IsEmpty)
            return null;
        if (board[typed.Folded] is { } exact)
            return exact;
        // A title may itself contain quotes, so the text is tried as typed first.
        return Beginning(board, typed.Folded) ?? (typed.Bare is { Length: > 0 } bare && bare != typed.Folded ? board[bare] ?? Beginning(board, bare) : null);
    }

    private static Step? Beginning(Board board, string text)
    {
        return Only(step => step.Item.Id.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? Only(step => Begins(step.Key) || Begins(step.Title));

        Step? Only(Func<Step, bool> isMeant) => board.Steps.Where(isMeant).Take(2).ToList() is [var only] ? only : null;

        bool Begins(Typed name) => name.Folded.StartsWith(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The step named by key or by the longest run of first words; and the words after it.</summary>
    public static (Step? Step, Typed Words) Split(Board board, Typed typed) => typed.Cuts()
        .SkipWhile(cut => cut.Beginning.Sent.Length > 2 * ChecklistText.MaxTitle)
        .OrderBy(cut => board[cut.Beginning.Folded] is null) // a key with the first word of the reason may begin another step's title
        .Select(cut => (Step: Find(board, cut.Beginning), Words: cut.After))
        .FirstOrDefault(cut => cut.Step is not null, (null, typed));

    /// <summary>The keys of steps separated by commas; empty unless every part names one.</summary>
    public static IReadOnlyList<string> Several(Board board, Typed typed)
    {
        var named = typed.Folded.Split(',').Select(part => Find(board, part)?.Key).ToList();
        return named.Contains(null) ? [] : [.. named.OfType<string>()];
    }

    /// <summary>mrkdwn: where the words are that steps go by.</summary>
    public const string WhereWordsStand = "Each step's word stands in its *How to*.";

    /// <summary>mrkdwn: says that there is no such step, with the nearest ones, or where the words are.</summary>
    public static string NotFound(Board board, Typed typed)
    {
        var text = typed.Folded;
        var near = board.Steps
            .Select(step => (step.Key, Distance: CommandRouter.Slips(text.ToLowerInvariant(), step.Key.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Min(2, text.Length - 1) || candidate.Key.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(candidate => candidate.Distance)
            .Take(3)
            .Select(candidate => $"`{Mrkdwn.Escape(candidate.Key)}`")
            .ToList();
        var shown = Text.PlainText.Cut(typed.Own, 60).Replace('`', '\'').ReplaceLineEndings(" ");
        var said = $"This checklist has no step `{Mrkdwn.Escape(shown)}`.";
        return $"{said} {(near.Count == 0 ? WhereWordsStand : $"Did you mean {string.Join(" or ", near)}?")}";
    }
}
