namespace SecurityReleaseChatOps.Schedule;

/// <summary>
/// One kind of work that becomes due by the clock. What is due is a pure function of state and now, so looking too often,
/// twice or late does no harm: each piece is keyed in the store and happens once.
/// </summary>
public interface IDueJob
{
    /// <summary>Finds what is due at <paramref name="now"/> and does it, one transaction for each piece.</summary>
    Task Look(Instant now, CancellationToken ct);
}
