using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Everything of a stage, or of some items, that one person may finish alone, in order, as one change.</summary>
public static class BulkDone
{
    public static ChecklistDecision Stage(Board board, string stageId, string person, DateTimeOffset now)
    {
        if (board.Definition.Stages.FirstOrDefault(stage => string.Equals(stage.Id, stageId, StringComparison.OrdinalIgnoreCase)) is not { } stage)
            return ChecklistDecision.Refuse(board, $"There is no stage `{Mrkdwn.Plain(stageId)}`. There are {string.Join(", ", board.Definition.Stages.Select(known => $"`{known.Id}`"))}.");
        var open = board.Steps.Where(step => step.StageId == stage.Id && step.Open).ToList();
        if (open.Count == 0)
            return ChecklistDecision.Refuse(board, $"Every step of *{Mrkdwn.Plain(stage.Title)}* is settled.");

        var (touched, left) = Finish(board, step => step.StageId == stage.Id, person, now);
        return touched.Count == 0
            ? ChecklistDecision.Refuse(board, $"Nothing of *{Mrkdwn.Plain(stage.Title)}* can be done in one go. {string.Join(' ', left)}")
            : Recording.Apply(board, person, now, touched) with { Notes = left };
    }

    /// <summary>The steps of these items, which something else has done: those that one person may finish, the others with the reason.</summary>
    public static ChecklistDecision Items(Board board, IReadOnlyCollection<string> items, string person, DateTimeOffset now)
    {
        var (touched, left) = Finish(board, step => items.Contains(step.Item.Id), person, now);
        var decided = Recording.Apply(board, person, now, touched);
        return decided.Refusal is { } refusal ? new() { Checklist = board.Checklist, Notes = [refusal] } : decided with { Notes = left };
    }

    private static (IReadOnlyList<Recording.Touched> Done, IReadOnlyList<string> Left) Finish(Board board, Func<Step, bool> meant, string person, DateTimeOffset now)
    {
        var touched = new List<Recording.Touched>();
        var ahead = board;
        while (Open(ahead).Where(step => WhyNot(ahead, step, person) is null).ToList() is { Count: > 0 } ready)
        {
            var done = ready.ConvertAll(step => new Recording.Touched(step, Presses.Confirmed(new(person, now, StepStatus.Done), step.State, step.Item), Happening.Done));
            touched.AddRange(done);
            ahead = ahead.With(ahead.Checklist with { Steps = Recording.Put(ahead.Checklist.Steps, done.Select(t => (t.Step.Key, (StepState?)t.Next))) });
        }
        return (touched, [.. Open(ahead).Select(step => WhyNot(ahead, step, person)!)]);

        IEnumerable<Step> Open(Board at) => at.Steps.Where(step => step.Open && meant(step));
    }

    private static string? WhyNot(Board board, Step step, string person) =>
        step.Item.NeedsSecondPerson ? $"{Words.Name(step)} needs two people, each for themselves."
        : step.State.ClaimedBy is { } claimant && claimant != person ? $"{Words.Name(step)} is claimed by {Words.Person(claimant)}."
        : step.State.ForcedWhy is null && board.Blockers(step) is { Count: > 0 } blockers ? $"{Words.Name(step)} comes after {Words.Names(blockers)}."
        : null;
}
