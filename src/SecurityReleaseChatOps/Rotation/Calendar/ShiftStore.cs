namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The shifts' documents, under their ids.</summary>
internal sealed class ShiftStore(IStore store, TimeProvider time)
{
    private static readonly DocumentKind<Shift> Kind = new("shift");
    private readonly Kept<Shift> _kept = new(store, Kind, shift => shift.Date >= RotationReader.Since(time));

    /// <summary>Shifts that differ from their cadence's, since <see cref="RotationReader.Since"/>.</summary>
    public Task<IReadOnlyList<Doc<Shift>>> Read(CancellationToken ct) => _kept.Read(ct);

    /// <summary>The same without a limit.</summary>
    public ValueTask<IReadOnlyList<Doc<Shift>>> All(CancellationToken ct) => store.All(Kind, cancellationToken: ct);

    public ValueTask<Doc<Shift>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <summary>Saves a shift with its audit entry.</summary>
    /// <param name="read">As it was read; null when it is not stored yet.</param>
    /// <param name="what">What was done, in a word or two.</param>
    public static Commit Save(Commit commit, Doc<Shift>? read, Shift shift, string by, string what) =>
        // What has started from it is found anew each time.
        commit.Put(Kind, shift.Id, shift with { Release = null, HasEnded = false }, read?.Version ?? 0).Audit(by, what, "shift/" + shift.Id, read?.Value, shift);

    /// <summary>Makes the commit conflict when the shift changes before it is saved.</summary>
    public static void Require(Commit commit, string id, Doc<Shift>? read) => commit.Require(Kind, id, read?.Version ?? 0);
}
