namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Who carries releases and who carried them: of a shift whose release was started that is the truth. Whoever knows releases says so.</summary>
public interface IReleasePairs
{
    /// <summary>
    /// The releases since <see cref="RotationReader.Since"/>, but rehearsals and those that were cancelled; the same list as long as they are the same.
    /// </summary>
    Task<IReadOnlyList<ReleasePair>> Read(CancellationToken ct);

    /// <summary>The same since ever.</summary>
    Task<IReadOnlyList<ReleasePair>> All(CancellationToken ct);
}

/// <summary>A release as the rotation sees it.</summary>
/// <param name="Release">Its id: <c>R12</c>.</param>
/// <param name="Shift">The shift it was started from; null for none, or where that was not kept.</param>
/// <param name="Kind">The kind of its cadence; null for a release that comes unplanned.</param>
/// <param name="FirstDate">When it was due at first.</param>
/// <param name="Date">When it is due.</param>
/// <param name="IsActive">Whether it is under way.</param>
public sealed record ReleasePair(
    string Release, string? Shift, string Product, string? Kind, DateOnly FirstDate, DateOnly Date, string Primary, string Secondary, bool IsCritical,
    bool IsActive);
