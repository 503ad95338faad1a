using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Everything of a stage that one person may finish alone, in order, as one change. Presses only: no event, no second person.</summary>
public static class BulkDone
{
    public static ChecklistDecision Stage(Board board, string stageId, string person, DateTimeOffset now)
    {
        if (board.Definition.Stage(stageId) is not { } stage)
            return ChecklistDecision.Refuse(board, Words.NoStage(board, stageId));
        var (touched, ahead) = (new List<Recording.Touched>(), board);
        if (!Open(board).Any())
            return ChecklistDecision.Refuse(board, $"Every step of *{Mrkdwn.Plain(stage.Title)}* is settled.");
        while (Open(ahead).Where(step => WhyNot(ahead, step, person) is null).ToList() is { Count: > 0 } ready)
        {
            var done = ready.ConvertAll(step => new Recording.Touched(step, Presses.Confirmed(new(person, board.NotBefore(step, now), StepStatus.Done), step.State.Record), Happening.Done));
            touched.AddRange(done);
            ahead = ahead.With(ahead.Checklist with { Steps = Recording.Put(ahead.Checklist.Steps, done.Select(t => (t.Step.Key, (StepRecord?)t.Next))) });
        }
        IReadOnlyList<string> left = [.. Open(ahead).Select(step => WhyNot(ahead, step, person)!)];
        return touched.Count == 0
            ? ChecklistDecision.Refuse(board, $"Nothing of *{Mrkdwn.Plain(stage.Title)}* can be done in one go. {string.Join(' ', left)}")
            : Recording.Apply(board, person, now, touched) with { Notes = left };

        IEnumerable<Step> Open(Board at) => at.Steps.Where(step => step.Open && step.StageId == stage.Id);
    }

    private static string? WhyNot(Board board, Step step, string person) =>
        step.Item.NeedsSecondPerson ? $"{Words.Name(step)} needs two people, each for themselves."
        : board.WaitsForEvent(step) ? $"{Words.Name(step)} is settled by what happens."
        : step.State.ClaimedBy is { } claimant && claimant != person ? $"{Words.Name(step)} is claimed by {Words.Person(claimant)}."
        : step.State.ForcedWhy is null && board.Blockers(step) is { Count: > 0 } blockers ? $"{Words.Name(step)} comes after {Words.Names(blockers)}."
        : null;
}
