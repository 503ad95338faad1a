namespace SecurityReleaseChatOps.Checklists;

/// <summary>Finishes several steps, such as a stage's, as far as one person may alone, as one change. Presses only: no events, no second person.</summary>
public static class BulkDone
{
    public static ChecklistDecision Stage(Board board, string stageId, string person, Instant now) =>
        board.Definition.Stage(stageId) is not { } stage ? ChecklistDecision.Refuse(board, ChecklistText.NoStage(board, stageId))
        : board.Steps.Any(step => step.Open && step.StageId == stage.Id)
            ? Of(board, step => step.StageId == stage.Id, person, now, $"*{Mrkdwn.Plain(stage.Title)}*")
        : ChecklistDecision.Refuse(board, $"Every step of *{Mrkdwn.Plain(stage.Title)}* is settled.");

    /// <param name="called">mrkdwn: their common name.</param>
    public static ChecklistDecision Of(Board board, Func<Step, bool> of, string person, Instant now, string called = "it")
    {
        var (touched, ahead) = Ahead(board, of, person, now);
        IReadOnlyList<string> left = [.. Open(ahead, of).Select(step => $"{ChecklistText.Name(step)} {WhyNot(ahead, step, person)!.Value.Said}.")];
        return touched.Count == 0
            ? ChecklistDecision.Refuse(board, $"Nothing of {called} can be done in one go.\n{string.Join('\n', left.Select(why => "• " + why))}")
            : Recording.Apply(board, person, now, touched, ahead) with { Notes = left };
    }

    /// <summary>Plain text to confirm first: how many steps become done, how many stay open, and why. Null when there is nothing to confirm.</summary>
    public static string? Question(Board board, string stageId, string person, Instant now)
    {
        var (touched, ahead) = Ahead(board, step => step.StageId == stageId, person, now);
        if (touched.Count == 0)
            return null;
        var stays = string.Join(", ", Open(ahead, step => step.StageId == stageId).Select(step => WhyNot(ahead, step, person)!.Value)
            .GroupBy(why => (why.Rank, why.One, why.Several)).OrderBy(same => same.Key.Rank)
            .Select(same => $"{same.Count()} {(same.Count() == 1 ? same.Key.One : same.Key.Several)}"));
        return $"{touched.Count} {(touched.Count == 1 ? "step becomes" : "steps become")} done by you.{(stays.Length > 0 ? $" Left open: {stays}." : "")}";
    }

    private static (IReadOnlyList<Recording.Touched> Touched, Board Ahead) Ahead(Board board, Func<Step, bool> of, string person, Instant now)
    {
        var (touched, ahead) = (new List<Recording.Touched>(), board);
        while (Open(ahead, of).Where(step => WhyNot(ahead, step, person) is null).ToList() is { Count: > 0 } ready)
        {
            var done = ready.ConvertAll(step =>
                new Recording.Touched(step, Presses.Confirmed(new(person, board.NotBefore(step, now), StepStatus.Done), step.State.Record), Happening.Done));
            touched.AddRange(done);
            ahead = ahead.With(ahead.Checklist with { Steps = Recording.Put(ahead.Checklist.Steps, done.Select(t => (t.Step.Key, (StepRecord?)t.Next))) });
        }
        return (touched, ahead);
    }

    private static IEnumerable<Step> Open(Board at, Func<Step, bool> of) => at.Steps.Where(step => step.Open && of(step));

    /// <summary>Why a step is left open, said of one and of several, and after its name in mrkdwn; null when it can be done.</summary>
    private static (int Rank, string One, string Several, string Said)? WhyNot(Board board, Step step, string person) =>
        step.Item.NeedsSecondPerson ? (1, "needs two people", "need two people", "needs two people, each for themselves")
        : board.WaitsForEvent(step) ? (2, "is settled by what happens", "are settled by what happens", "is settled by what happens")
        : step.State.ClaimedBy is { } claimant && claimant != person
            ? (3, "claimed by someone else", "claimed by someone else", $"is claimed by {Mrkdwn.User(claimant)}")
        : step.State.ForcedWhy is null && board.Blockers(step) is { Count: > 0 } blockers
            ? (4, "blocked", "blocked", $"comes after {ChecklistText.Names(blockers)}")
        : null;
}
