namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Who carries and carried releases, which is the truth for started shifts. Implemented by the room that knows releases.</summary>
public interface IReleasePairs
{
    /// <summary>
    /// The releases since <see cref="RotationReader.Since"/> without rehearsals and cancelled ones; the same list instance until they change.
    /// </summary>
    Task<IReadOnlyList<ReleasePair>> Read(CancellationToken ct);

    /// <summary>The same since ever.</summary>
    Task<IReadOnlyList<ReleasePair>> All(CancellationToken ct);
}

/// <summary>A release as the rotation sees it.</summary>
/// <param name="Release">Its id: <c>R12</c>.</param>
/// <param name="Shift">The shift it was started from; null for none, or if that was not recorded.</param>
/// <param name="Kind">The kind of its cadence; null for an unplanned release.</param>
/// <param name="FirstDate">Its first due date.</param>
/// <param name="Date">When it is due.</param>
/// <param name="IsActive">Whether it is under way.</param>
public sealed record ReleasePair(
    string Release, string? Shift, string Product, string? Kind, DateOnly FirstDate, DateOnly Date, string Primary, string Secondary, bool IsCritical,
    bool IsActive);
