namespace SecurityReleaseChatOps.Checklists;

/// <summary>Steps added by people, which no definition has.</summary>
public static class StepsOfTheDay
{
    /// <param name="stageId">The stage that it joins; null: the first one that is not complete.</param>
    /// <param name="after">Keys or item ids that must be settled first.</param>
    public static ChecklistDecision Add(
        Board board, string title, string person, DateTimeOffset now, string? stageId = null, Role role = Role.Either, DueRule? due = null,
        IReadOnlyList<string>? after = null)
    {
        if (ChecklistText.TextFault(title, "Say what is to be done.", ChecklistText.MaxTitle) is { } fault)
            return ChecklistDecision.Refuse(board, fault);
        var stages = board.Definition.Stages;
        var stage = stageId is null
            ? stages.FirstOrDefault(known => board.Steps.Any(step => step.StageId == known.Id && step.Open)) ?? stages[^1]
            : board.Definition.Stage(stageId);
        if (stage is null)
            return ChecklistDecision.Refuse(board, ChecklistText.NoStage(board, stageId!));
        var known = board.Steps.ToLookup(step => step.Item.Id);
        if (after?.FirstOrDefault(id => !known.Contains(id)) is { } stranger)
            return ChecklistDecision.Refuse(board, StepFinder.NotFound(board, stranger));

        var id = NextId(board.Checklist);
        var added = new AddedStep(
            new() { Id = id, Title = title.ReplaceLineEndings(" ").Trim(), Role = role, Due = due, After = after ?? [] }, stage.Id, person, now);
        var change = new Change(person, now, Happening.Added, new Dictionary<string, StepRecord?>(StringComparer.Ordinal), id);
        return new()
        {
            Board = board.With(Recording.Push(board.Checklist, change) with { Added = [.. board.Checklist.Added, added] }),
            Events = [new(Happening.Added, id, added.Item.Title, person, now, "none", "open", stage.Title)],
        };
    }

    private static string NextId(Checklist checklist)
    {
        var last = checklist.Added.Select(added => int.Parse(added.Item.Id.AsSpan(1), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return $"x{last + 1}";
    }
}
