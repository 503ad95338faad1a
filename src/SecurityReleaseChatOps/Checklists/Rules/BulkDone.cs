namespace SecurityReleaseChatOps.Checklists;

/// <summary>Finishes several steps, such as a stage's, as far as one person may alone, as one change. Presses only: no events, no second person.</summary>
public static class BulkDone
{
    // In the order they are checked.
    private enum Left
    {
        NeedsTwo,
        Happens,
        Claimed,
        Blocked,
    }

    public static ChecklistDecision Stage(Board board, string stageId, string person, Instant now) =>
        board.Definition.Stage(stageId) is not { } stage ? ChecklistDecision.Refuse(board, ChecklistText.NoStage(board, stageId))
        : board.Steps.Any(step => step.Open && step.StageId == stage.Id)
            ? Of(board, step => step.StageId == stage.Id, person, now, $"*{Mrkdwn.Plain(stage.Title)}*")
        : ChecklistDecision.Refuse(board, $"Every step of *{Mrkdwn.Plain(stage.Title)}* is settled.");

    /// <param name="called">mrkdwn: their common name.</param>
    public static ChecklistDecision Of(Board board, Func<Step, bool> of, string person, Instant now, string called = "it")
    {
        var (touched, ahead) = Ahead(board, of, person, now);
        IReadOnlyList<string> left = [.. Open(ahead, of).Select(step => Said(ahead, step, WhyNot(ahead, step, person)!.Value))];
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
        var left = Open(ahead, step => step.StageId == stageId).GroupBy(step => WhyNot(ahead, step, person)!.Value).OrderBy(same => same.Key)
            .Select(same => Counted(same.Key, same.Count()));
        var stays = string.Join(", ", left);
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

    private static Left? WhyNot(Board board, Step step, string person) =>
        step.Item.NeedsSecondPerson ? Left.NeedsTwo
        : board.WaitsForEvent(step) ? Left.Happens
        : step.State.ClaimedBy is { } claimant && claimant != person ? Left.Claimed
        : step.State.ForcedWhy is null && board.Blockers(step).Count > 0 ? Left.Blocked
        : null;

    private static string Said(Board board, Step step, Left why) => why switch
    {
        Left.NeedsTwo => $"{ChecklistText.Name(step)} needs two people, each for themselves.",
        Left.Happens => $"{ChecklistText.Name(step)} is settled by what happens.",
        Left.Claimed => $"{ChecklistText.Name(step)} is claimed by {ChecklistText.Person(step.State.ClaimedBy!)}.",
        _ => $"{ChecklistText.Name(step)} comes after {ChecklistText.Names(board.Blockers(step))}.",
    };

    private static string Counted(Left why, int count) => $"{count} {why switch
    {
        Left.NeedsTwo => count == 1 ? "needs two people" : "need two people",
        Left.Happens => count == 1 ? "is settled by what happens" : "are settled by what happens",
        Left.Claimed => "claimed by someone else",
        _ => "blocked",
    }}";
}
