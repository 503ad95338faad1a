namespace SecurityReleaseChatOps.Schedule;

/// <summary>
/// One kind of what becomes due by the clock. What is due is a pure function of state and now, so looking too often,
/// twice, or late does no harm: each piece is keyed in the store and happens once.
/// </summary>
public interface IDueJob
{
    /// <summary>Looks at what is due at <paramref name="now"/> and does it in one transaction for each piece.</summary>
    Task Look(DateTimeOffset now, CancellationToken ct);
}
