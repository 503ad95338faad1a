using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The result of a press: a new state with its events, or a refusal.</summary>
public sealed record ChecklistDecision
{
    /// <summary>Including the press; unchanged when refused.</summary>
    public required Board Board { get; init; }

    /// <summary>The new state; unchanged when refused.</summary>
    public Checklist Checklist => Board.Checklist;

    /// <summary>For the audit and the thread; empty when nothing changed.</summary>
    public IReadOnlyList<ChecklistEvent> Events { get; init; } = [];

    /// <summary>Further notes for the person, in mrkdwn: steps a bulk press left open, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A question to confirm before saving, in mrkdwn; null for none.</summary>
    public string? Question { get; init; }

    /// <summary>Why nothing was changed, in mrkdwn; null when not refused.</summary>
    public string? Refusal { get; init; }

    internal static ChecklistDecision Refuse(Board board, string words) => new() { Board = board, Refusal = words };
}

[JsonConverter(typeof(JsonStringEnumConverter<Happening>))]
public enum Happening
{
    Started,
    Restored,
    Claimed,
    TakenOver,
    Unclaimed,
    Confirmed,
    Done,
    NotNeeded,
    Forced,
    Reopened,
    Commented,
    ToolFailed,
    Added,
    Imported,
    Undone,
    Moved,
    StageComplete,

    /// <summary>A fact settled a step before its turn.</summary>
    Early,
}

/// <summary>One thing that happened to a checklist.</summary>
/// <param name="Step">The step's key; a stage's id for <see cref="Happening.StageComplete"/>; null for the whole checklist.</param>
/// <param name="Title">The title, unescaped.</param>
/// <param name="Before">How the step stood, in a word or two.</param>
/// <param name="After">How it stands now.</param>
/// <param name="Detail">Reason, comment, error or link, unescaped; null for none.</param>
public sealed record ChecklistEvent(
    Happening What, string? Step, string Title, string By, DateTimeOffset At, string Before, string After, string? Detail = null)
{
    /// <summary>Whether it is posted in the thread under the progress message; a claim or done step shows in the message itself.</summary>
    [JsonIgnore]
    public bool IsNoteworthy => What is Happening.Started or Happening.Restored or Happening.NotNeeded or Happening.Forced or Happening.Reopened
        or Happening.ToolFailed or Happening.Added or Happening.Imported or Happening.Undone or Happening.Moved or Happening.StageComplete or Happening.Early;
}

/// <summary>The only way a press becomes a new state: every change is recorded, and no press breaks the order.</summary>
internal static class Recording
{
    /// <summary>One step changed by one press.</summary>
    internal readonly record struct Touched(Step Step, StepRecord Next, Happening What, string? Detail = null);

    /// <param name="pressed">The board including the press, if a caller already made it; null otherwise.</param>
    public static ChecklistDecision Apply(Board board, string by, DateTimeOffset now, IReadOnlyList<Touched> touched, Board? pressed = null)
    {
        if (touched.Count == 0)
            return new() { Board = board };
        pressed ??= board.With(board.Checklist with { Steps = Put(board.Checklist.Steps, touched.Select(t => (t.Step.Key, (StepRecord?)t.Next))) });
        var before = touched.ToDictionary(t => t.Step.Key, t => board.Checklist.Steps.GetValueOrDefault(t.Step.Key), StringComparer.Ordinal);
        var change = new Change(by, now, touched[0].What, before);
        var after = pressed.With(Push(pressed.Checklist, change));
        return Guard(board, after) is { } refusal
            ? ChecklistDecision.Refuse(board, refusal)
            : new()
            {
                Board = after,
                Events = [.. touched.Select(t => Event(t, after, by, now)), .. CompletedStages(board, after, by, now)],
            };
    }

    public static Checklist Push(Checklist checklist, Change change) =>
        checklist with { Recent = [.. checklist.Recent.TakeLast(Checklist.Undoable - 1), change] };

    /// <summary>The states with some replaced; null removes one.</summary>
    public static IReadOnlyDictionary<string, StepRecord> Put(
        IReadOnlyDictionary<string, StepRecord> states, IEnumerable<(string Key, StepRecord? State)> changes)
    {
        var next = new SortedDictionary<string, StepRecord>(StringComparer.Ordinal);
        foreach (var (key, state) in states)
            next[key] = state;
        foreach (var (key, state) in changes)
        {
            if (state is null)
                next.Remove(key);
            else
                next[key] = state;
        }
        return next;
    }

    /// <summary>Refuses a change after which a done step would newly come before an open predecessor.</summary>
    public static string? Guard(Board before, Board after)
    {
        var known = before.Overtaken.Select(step => step.Key).ToHashSet(StringComparer.Ordinal);
        var broken = after.Overtaken.Where(step => !known.Contains(step.Key)).ToList();
        return broken.Count == 0 ? null : $"What comes after it is done already: reopen that first.\n{ChecklistText.Listed(broken)}";
    }

    public static IEnumerable<ChecklistEvent> CompletedStages(Board before, Board after, string by, DateTimeOffset now) => after.Definition.Stages
        .Where(stage => IsOpen(before, stage) && !IsOpen(after, stage))
        .Select(stage => new ChecklistEvent(Happening.StageComplete, stage.Id, stage.Title, by, now, "open", "complete"));

    private static bool IsOpen(Board board, Stage stage) => board.Steps.Any(step => step.StageId == stage.Id && step.Blocks);

    /// <summary>
    /// Events that follow from facts: steps settled before their turn, each with what should have come first
    /// at that time; and stages that are now complete.
    /// </summary>
    public static IReadOnlyList<ChecklistEvent> Between(Board before, Board after, string by, DateTimeOffset now) =>
    [
        .. after.Steps
            .Where(step => step.State.Status == StepStatus.Done && step.State.Event is not null && before[step.Key]?.State.Settled != true)
            .Select(step => (Step: step, First: after.Blockers(step).Where(first => before[first.Key] is not null).ToList()))
            .Where(early => early.First.Count > 0)
            .Select(early => new ChecklistEvent(
                Happening.Early, early.Step.Key, early.Step.Title, by, now, "open", "done", string.Join(", ", early.First.Select(ChecklistText.PlainTitle)))),
        .. CompletedStages(before, after, by, now),
    ];

    private static ChecklistEvent Event(Touched t, Board after, string by, DateTimeOffset now) =>
        new(t.What, t.Step.Key, t.Step.Title, by, now, ChecklistText.Status(t.Step.State), ChecklistText.Status((after[t.Step.Key] ?? t.Step).State), t.Detail);
}

/// <summary>Takes back the last press: the steps are then exactly as before it.</summary>
public static class Undoing
{
    /// <param name="key">The step whose last change to take back; null: the person's own last press.</param>
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
            Board = after,
            Events = [.. Keys(change).Select(touched => Event(board, after, touched, person, now)), .. Recording.CompletedStages(board, after, person, now)],
        };
    }

    private static bool Touches(Change change, string key) => change.Before.ContainsKey(key) || change.Added == key;

    private static IEnumerable<string> Keys(Change change) => change.Added is { } added ? change.Before.Keys.Append(added) : change.Before.Keys;

    private static ChecklistEvent Event(Board before, Board after, string key, string person, DateTimeOffset now) => new(
        Happening.Undone, key, (before[key] ?? after[key])?.Title ?? key, person, now, Status(before[key]), Status(after[key]));

    private static string Status(Step? step) => step is null ? "none" : ChecklistText.Status(step.State);
}
