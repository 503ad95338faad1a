namespace SecurityReleaseChatOps.Checklists;

/// <summary>A checklist's progress. Every step counts once: as done, not needed, or open.</summary>
public sealed record Progress(IReadOnlyList<StageProgress> Stages)
{
    public int Total => Stages.Sum(stage => stage.Total);

    public int Settled => Stages.Sum(stage => stage.Done + stage.NotNeeded);

    public int Overdue => Stages.Sum(stage => stage.Overdue);

    /// <summary>The whole in words: <c>20 of 54 steps</c>.</summary>
    public string Counted => $"{Settled} of {Total} steps";

    /// <summary>mrkdwn: the number overdue, after a dot; empty for none.</summary>
    public string Late => Overdue > 0 ? $" · :warning: {Overdue} overdue" : "";

    public override string ToString() => Counted + Late;

    /// <summary>Stages in the definition's order, without those empty in this release.</summary>
    public static Progress Of(Board board, DateTimeOffset now)
    {
        var byStage = board.Steps.ToLookup(step => step.StageId);
        return new([.. board.Definition.Stages.Where(stage => byStage.Contains(stage.Id)).Select(stage => Of(board, stage, [.. byStage[stage.Id]], now))]);
    }

    private static StageProgress Of(Board board, Stage stage, IReadOnlyList<Step> steps, DateTimeOffset now) => new(
        stage.Id,
        stage.Title,
        steps.Count(step => step.State.Status == StepStatus.Done),
        steps.Count(step => step.State.Status == StepStatus.NotNeeded),
        steps.Count(step => step.Open && (step.State.ClaimedBy is not null || step.State.Confirmations.Count > 0)),
        steps.Count(step => Agenda.IsOverdue(board, step, now)),
        steps.Count,
        steps.Count(step => step.Blocks));
}

/// <param name="InProgress">Open steps that someone claimed or confirmed; among the open ones.</param>
/// <param name="Overdue">Open steps whose time has passed and that can be done now; among the open ones.</param>
/// <param name="Required">Open steps that are not optional: without any the stage is complete.</param>
public sealed record StageProgress(string Id, string Title, int Done, int NotNeeded, int InProgress, int Overdue, int Total, int Required)
{
    public bool IsComplete => Required == 0;

    /// <summary>mrkdwn: the number of settled steps.</summary>
    public string Counted =>
        $"*{Mrkdwn.Plain(Title)}* {Done + NotNeeded}/{Total}{(IsComplete ? " :white_check_mark:" : "")}";

    /// <summary>mrkdwn: the same, with the state of open ones.</summary>
    public string Line => Counted
        + (InProgress > 0 ? $" · {InProgress} in progress" : "")
        + (Overdue > 0 ? $" · :warning: {Overdue} overdue" : "");
}
