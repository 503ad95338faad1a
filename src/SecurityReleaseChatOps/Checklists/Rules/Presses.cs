using System.Text.Json.Serialization;
using static SecurityReleaseChatOps.Checklists.ChecklistDecision;
using static SecurityReleaseChatOps.Checklists.Recording;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What a person does with one step. Each gives a new state with its events, or a refusal in words.</summary>
public static class Presses
{
    /// <param name="takeOver">Whether somebody else's claim is taken over instead of refused.</param>
    public static ChecklistDecision Claim(Board board, string key, string person, Instant now, bool takeOver = false) => OnOpen(board, key, step =>
    {
        if (step.State.ClaimedBy == person)
            return Refuse(board, $"You have claimed {ChecklistText.Name(step)} already.");
        if (step.State.ClaimedBy is not null && !takeOver)
            return Refuse(board, IsClaimed(step));
        var what = step.State.ClaimedBy is null ? Happening.Claimed : Happening.TakenOver;
        return Apply(board, person, now, [new(step, step.State.Record with { ClaimedBy = person, ClaimedAt = now }, what)]);
    });

    /// <summary>Allowed to whoever claimed it and to the pair, so that nothing waits for somebody who is away.</summary>
    public static ChecklistDecision Unclaim(Board board, string key, string person, Instant now) => OnOpen(board, key, step =>
        step.State.ClaimedBy is not { } claimant ? Refuse(board, $"Nobody has claimed {ChecklistText.Name(step)}.")
        : person == claimant || board.Release.Pair.Contains(person)
            ? Apply(board, person, now, [new(step, step.State.Record with { ClaimedBy = null, ClaimedAt = null }, Happening.Unclaimed)])
        : Refuse(board, $"{IsClaimed(step)} Only they, the Primary or the Secondary can release it."));

    /// <param name="way">For a step that facts settle: how else it was done, by whom and where. Null for a plain press.</param>
    public static ChecklistDecision Done(Board board, string key, string person, Instant now, string? way = null) => OnOpen(board, key, step =>
    {
        if (Alone(board, step) is { } no && (way is null || step.Item.IsGate))
            return Refuse(board, no);
        if (way is not null && ChecklistText.TextFault(way, "Say who did it, and where.") is { } fault)
            return Refuse(board, fault);
        var blockers = step.State.ForcedWhy is null ? board.Blockers(step) : [];
        return blockers.Count > 0
            ? Refuse(
                board,
                $"{ChecklistText.Name(step)} comes after:\n{ChecklistText.Listed(blockers)}{(board.MayForce(person) ? "\nYou can force it, with a reason." : "")}")
            : Settle(board, step, new(person, board.NotBefore(step, now), StepStatus.Done, way?.Trim()), step.State.Record);
    });

    /// <summary>Allowed before its turn: its own predecessors then block what comes after it.</summary>
    public static ChecklistDecision NotNeeded(Board board, string key, string person, string why, Instant now) => OnOpen(board, key, step =>
        step.Item.IsGate ? Refuse(board, $"{ChecklistText.Name(step)} is always needed.")
        : ChecklistText.TextFault(why, "Say in a few words why it is not needed.") is { } fault ? Refuse(board, fault)
        : Settle(board, step, new(person, now, StepStatus.NotNeeded, why.Trim()), step.State.Record));

    /// <summary>Marks it done before its predecessors. Never replaces the second person of a two-person step.</summary>
    public static ChecklistDecision Force(Board board, string key, string person, string why, Instant now) => OnOpen(board, key, step =>
    {
        if (!board.MayForce(person))
            return Refuse(board, $"Only the Primary, {Mrkdwn.User(board.Release.Primary)}, or who has the release can force a step.");
        if (step.Item.IsGate)
            return Refuse(board, Alone(board, step)!);
        if (ChecklistText.TextFault(why, "Say in a few words why it cannot wait. The reason stays visible.") is { } fault)
            return Refuse(board, fault);
        var blockers = board.Blockers(step);
        if (blockers.Count == 0 || step.State.ForcedWhy is not null)
            return Refuse(board, $"Nothing holds {ChecklistText.Name(step)} back: press Done.");
        var forced = new ForcedStep(step.Key, step.Title, person, now, why.Trim(), [.. blockers.Select(blocker => blocker.Title)]);
        var way = Alone(board, step) is null ? null : forced.Why;
        return Settle(board, step, new(person, board.NotBefore(step, now), StepStatus.Done, way), step.State.Record with { ForcedWhy = forced.Why }, forced);
    });

    public static ChecklistDecision Reopen(Board board, string key, string person, Instant now)
    {
        if (board[key] is not { } step)
            return Unknown(board, key);
        if (step.Item.IsGate)
            return Refuse(board, $"{ChecklistText.Name(step)} is opened by taking the event back: press Undo beside it.");
        if (step.Open && step.State.Confirmations.Count == 0)
            return Refuse(board, $"{ChecklistText.Name(step)} is open.");
        var open = step.State.Record with { Confirmations = [], ReopenedAt = now, ForcedWhy = null, ClaimedBy = null, ClaimedAt = null };
        return Apply(board, person, now, [new(step, open, Happening.Reopened)]);
    }

    /// <param name="text">May be blank when there is a link.</param>
    /// <param name="link">Evidence; http or https.</param>
    public static ChecklistDecision Comment(Board board, string key, string person, string text, string? link, Instant now)
    {
        if (board[key] is not { } step)
            return Unknown(board, key);
        link = string.IsNullOrWhiteSpace(link) ? null : link.Trim();
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            return Refuse(board, "The link must start with https:// or http://.");
        if (ChecklistText.TextFault(text + link, "Write a comment or give a link.") is { } fault)
            return Refuse(board, fault);
        var comment = new StepComment(person, now, text.Trim(), link);
        return Apply(
            board, person, now,
            [new(step, step.State.Record with { Comments = [.. step.State.Comments, comment] }, Happening.Commented, $"{comment.Text} {link}".Trim())]);
    }

    internal static ChecklistDecision Unknown(Board board, string key) => Refuse(board, StepFinder.NotFound(board, key));

    internal static string IsClaimed(Step step) =>
        $"{ChecklistText.Name(step)} is claimed by {Mrkdwn.User(step.State.ClaimedBy!)}, {Mrkdwn.Date(step.State.Record.ClaimedAt!.Value)}. "
        + $"Ask them, or take it over with Claim first.";

    /// <summary>Why a press alone does not settle a step; null when it does, or counts as one of the two people.</summary>
    internal static string? Alone(Board board, Step step) =>
        step.Item.NeedsSecondPerson || !board.WaitsForEvent(step) ? null
        : step.Item.IsGate
        ? $"{ChecklistText.Name(step)} is settled by what happens: say it with `/release "
            + $"{(step.Item.SettledBy.Any(term => term.Facts.Contains(Kinds.Merged)) ? "merged" : "published")}`."
        : $"{ChecklistText.Name(step)} is settled by what happens. Was it done another way? Say who did it, and where.";

    /// <summary>The stored record with one more person's press.</summary>
    internal static StepRecord Confirmed(Confirmation said, StepRecord record) =>
        record with { Confirmations = [.. record.Confirmations.Where(other => other.By != said.By), said] };

    private static ChecklistDecision Settle(Board board, Step step, Confirmation said, StepRecord record, ForcedStep? forced = null)
    {
        if (step.State.Record.Confirmations.Any(other => other.By == said.By && other.Status == said.Status)
            && step.State.Confirmations.Any(other => other.By == said.By) && forced is null)
            return Refuse(board, $"You have confirmed {ChecklistText.Name(step)} already. It needs a second person: someone other than you.");
        if (!step.Item.NeedsSecondPerson && step.State.ClaimedBy is { } claimant && claimant != said.By)
            return Refuse(board, IsClaimed(step));
        var next = Confirmed(said, record);
        var changed = forced is null ? board.Checklist : board.Checklist with { Forced = [.. board.Checklist.Forced, forced] };
        var pressed = board.With(changed with { Steps = Put(changed.Steps, [(step.Key, next)]) });
        var stands = pressed[step.Key]!.State;
        if (step.Item.NeedsSecondPerson && said.Status == StepStatus.Done && stands.Confirmations.All(counted => counted.By != said.By))
            return Refuse(board, $"You edited what {ChecklistText.Name(step)} is about: someone else confirms it.");
        var what = forced is not null ? Happening.Forced
            : !stands.Settled ? Happening.Confirmed
            : said.Status == StepStatus.Done ? Happening.Done : Happening.NotNeeded;
        return Apply(board, said.By, said.At, [new(step, next, what, forced?.Why ?? said.Why)], pressed);
    }

    /// <summary>Decides on an open step, and refuses on any other.</summary>
    internal static ChecklistDecision OnOpen(Board board, string key, Func<Step, ChecklistDecision> decide) =>
        board[key] is not { } step ? Unknown(board, key)
        : step.Open ? decide(step)
        : Refuse(board, ChecklistText.HowSettled(step));
}

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
    Happening What, string? Step, string Title, string By, Instant At, string Before, string After, string? Detail = null);

/// <summary>The only way a press becomes a new state: every change is recorded, and no press breaks the order.</summary>
internal static class Recording
{
    internal readonly record struct Touched(Step Step, StepRecord Next, Happening What, string? Detail = null);

    /// <param name="pressed">The board including the press, if a caller already made it; null otherwise.</param>
    public static ChecklistDecision Apply(Board board, string by, Instant now, IReadOnlyList<Touched> touched, Board? pressed = null)
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
        var next = new SortedDictionary<string, StepRecord>(states.ToDictionary(), StringComparer.Ordinal);
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

    public static IEnumerable<ChecklistEvent> CompletedStages(Board before, Board after, string by, Instant now) => after.Definition.Stages
        .Where(stage => IsOpen(before, stage) && !IsOpen(after, stage))
        .Select(stage => new ChecklistEvent(Happening.StageComplete, stage.Id, stage.Title, by, now, "open", "complete"));

    private static bool IsOpen(Board board, Stage stage) => board.Steps.Any(step => step.StageId == stage.Id && step.Blocks);

    /// <summary>Events that follow from facts: steps settled before their turn, with what should have come first; and stages now complete.</summary>
    public static IReadOnlyList<ChecklistEvent> Between(Board before, Board after, string by, Instant now) =>
    [
        .. after.Steps
            .Where(step => step.State.Status == StepStatus.Done && step.State.Event is not null && before[step.Key]?.State.Settled != true)
            .Select(step => (Step: step, First: after.Blockers(step).Where(first => before[first.Key] is not null).ToList()))
            .Where(early => early.First.Count > 0)
            .Select(early => new ChecklistEvent(
                Happening.Early, early.Step.Key, early.Step.Title, by, now, "open", "done", string.Join(", ", early.First.Select(ChecklistText.PlainTitle)))),
        .. CompletedStages(before, after, by, now),
    ];

    private static ChecklistEvent Event(Touched t, Board after, string by, Instant now) =>
        new(t.What, t.Step.Key, t.Step.Title, by, now, ChecklistText.Status(t.Step.State), ChecklistText.Status((after[t.Step.Key] ?? t.Step).State), t.Detail);
}
