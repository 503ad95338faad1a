using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Takes the last press back: the steps are then exactly as they were before it.</summary>
public static class Undoing
{
    /// <param name="key">The step whose last change is taken back; null: the person's own last press.</param>
    public static ChecklistDecision Undo(Board board, string? key, string person, DateTimeOffset now)
    {
        var checklist = board.Checklist;
        key = key is null ? null : board[key]?.Key ?? key;
        var change = checklist.Recent.LastOrDefault(change => key is null ? change.By == person : Touches(change, key));
        if (change is null)
            return ChecklistDecision.Refuse(
                board, key is null
                    ? "There is no recent change of yours to undo."
                    : board[key] is { } step ? $"Nothing was changed on {ChecklistText.Name(step)} lately." : StepFinder.NotFound(board, key));
        var later = checklist.Recent.SkipWhile(other => other != change).Skip(1).LastOrDefault(other => Keys(change).Any(touched => Touches(other, touched)));
        if (later is not null)
            return ChecklistDecision.Refuse(board, $"{ChecklistText.Person(later.By)} changed it after that, {ChecklistText.Time(later.At)}. Undo that first.");
        if (checklist.Added.FirstOrDefault(added => change.Added is { } gone && added.Item.After.Contains(gone)) is { } waiting)
            return ChecklistDecision.Refuse(board, $"*{Mrkdwn.Plain(waiting.Item.Title)}* comes after it. Undo that first.");

        var next = checklist with
        {
            Steps = Recording.Put(checklist.Steps, change.Before.Select(pair => (pair.Key, pair.Value))),
            Added = [.. checklist.Added.Where(added => added.Item.Id != change.Added)],
            Recent = [.. checklist.Recent.Where(other => other != change)],
        };
        var after = board.With(next);
        if (Recording.Guard(board, after) is { } refusal)
            return ChecklistDecision.Refuse(board, refusal);
        return new()
        {
            Checklist = next,
            Events = [.. Keys(change).Select(touched => Event(board, after, touched, person, now)), .. Recording.CompletedStages(board, after, person, now)],
        };
    }

    private static bool Touches(Change change, string key) => change.Before.ContainsKey(key) || change.Added == key;

    private static IEnumerable<string> Keys(Change change) => change.Added is { } added ? change.Before.Keys.Append(added) : change.Before.Keys;

    private static ChecklistEvent Event(Board before, Board after, string key, string person, DateTimeOffset now) => new(
        Happening.Undone, key, (before[key] ?? after[key])?.Title ?? key, person, now, Status(before[key]), Status(after[key]));

    private static string Status(Step? step) => step is null ? "none" : ChecklistText.Status(step.State);
}
