namespace SecurityReleaseChatOps.Checklists;

/// <summary>How a step stands: what follows from what people did with it and from what happened. Never stored.</summary>
/// <param name="Record">What people did.</param>
/// <param name="Confirmations">What counts: whoever settled it, or the first of two.</param>
/// <param name="SettledAt">Null while it is open.</param>
/// <param name="Event">What happened that settled it; null when it is open, or a press did.</param>
public sealed record StepState(
    StepRecord Record, StepStatus Status, IReadOnlyList<Confirmation> Confirmations, DateTimeOffset? SettledAt = null, Evidence.Fact? Event = null)
{
    public bool Settled => Status != StepStatus.Open;

    /// <summary>Who settled it last; null while it is open.</summary>
    public Confirmation? Settler => Settled && Confirmations.Count > 0 ? Confirmations[^1] : null;

    public string? ClaimedBy => Record.ClaimedBy;

    public DateTimeOffset? ClaimedAt => Record.ClaimedAt;

    public string? ForcedWhy => Record.ForcedWhy;

    public IReadOnlyList<StepComment> Comments => Record.Comments;

    public IReadOnlyList<ToolFailure> Failures => Record.Failures;
}
