using SecurityReleaseChatOps.Rotation.Absences;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>The roster's documents: one per engineer, under their user id.</summary>
public static class Roster
{
    internal static readonly DocumentKind<Engineer> Kind = new("engineer");
}

/// <summary>The roster with its people's absences: the source for everything that depends on working hours. Only what changed is read again.</summary>
public sealed class KeptRoster(IStore store, AbsenceStore absences, HolidayCalendars holidays)
{
    private readonly Kept<Engineer> _kept = new(store, Roster.Kind);
    private readonly Made<IReadOnlyList<Engineer>> _made = new();

    /// <summary>All engineers of the rotation.</summary>
    public async Task<IReadOnlyList<Engineer>> Read(CancellationToken ct)
    {
        var (stored, absent) = (await _kept.Read(ct), await absences.Read(ct));
        return _made.Of(
            () =>
            {
                var away = absent.ToLookup(absence => absence.Person);
                return [.. stored.Select(read => read.Value with { Off = new([.. away[read.Id]], holidays.Of(read.Value)) })];
            },
            stored, absent);
    }
}
