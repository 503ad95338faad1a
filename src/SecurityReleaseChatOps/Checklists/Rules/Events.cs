namespace SecurityReleaseChatOps.Checklists;

/// <summary>What became of the steps because of what happened.</summary>
internal static class Events
{
    /// <summary>
    /// The steps that were settled before their turn, each with what should have come first as that stood then; and the stages that
    /// are complete now.
    /// </summary>
    public static IReadOnlyList<ChecklistEvent> Between(Board before, Board after, string by, DateTimeOffset now) =>
    [
        .. after.Steps
            .Where(step => step.State.Status == StepStatus.Done && step.State.Event is not null && before[step.Key]?.State.Settled != true)
            .Select(step => (Step: step, First: after.Blockers(step).Where(first => before[first.Key] is not null).ToList()))
            .Where(early => early.First.Count > 0)
            .Select(early => new ChecklistEvent(
                Happening.Early, early.Step.Key, early.Step.Title, by, now, "open", "done", string.Join(", ", early.First.Select(first => first.Title)))),
        .. Recording.CompletedStages(before, after, by, now),
    ];
}
