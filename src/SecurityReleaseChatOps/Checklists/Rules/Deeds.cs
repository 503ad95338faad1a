namespace SecurityReleaseChatOps.Checklists;

/// <summary>Steps that are done with what the app itself sees happen, and open again when that is taken back; by the rules of any press.</summary>
public static class Deeds
{
    /// <returns>The new state; what could not be done, and why, is in its notes.</returns>
    public static ChecklistDecision Do(Board board, Deed deed, string person, DateTimeOffset now) =>
        Each(board, Of(board, deed).Where(step => step.Open), (at, step) => Presses.Done(at, step.Key, person, now));

    /// <inheritdoc cref="Do"/>
    public static ChecklistDecision Undo(Board board, Deed deed, string person, DateTimeOffset now) =>
        Each(board, Of(board, deed).Where(step => step.State.Status == StepStatus.Done), (at, step) => Presses.Reopen(at, step.Key, person, now));

    /// <summary>The one press after the other, as one.</summary>
    public static ChecklistDecision Then(this ChecklistDecision first, Board board, Func<Board, ChecklistDecision> next)
    {
        var then = next(board.With(first.Checklist));
        return new() { Checklist = then.Checklist, Events = [.. first.Events, .. then.Events], Notes = [.. first.Notes, .. then.Notes] };
    }

    private static IEnumerable<Step> Of(Board board, Deed deed) => board.Steps.Where(step => step.Item.Deed == deed);

    private static ChecklistDecision Each(Board board, IEnumerable<Step> steps, Func<Board, Step, ChecklistDecision> press) =>
        steps.Aggregate(new ChecklistDecision { Checklist = board.Checklist }, (so, step) => so.Then(board, at => Noted(at, press(at, step))));

    private static ChecklistDecision Noted(Board board, ChecklistDecision decided) =>
        decided.Refusal is { } why ? new() { Checklist = board.Checklist, Notes = [$":lock: Left as it is in the checklist: {why}"] } : decided;
}
