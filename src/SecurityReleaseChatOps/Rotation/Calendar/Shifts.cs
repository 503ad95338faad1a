namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Derives the shifts from cadences, stored changes and releases. Pure.</summary>
public static class Shifts
{
    /// <summary>All stored shifts and those with a release, and the cadences' own from <paramref name="first"/> to <paramref name="last"/>, by date.</summary>
    public static IReadOnlyList<Shift> Of(
        IReadOnlyList<Cadence> cadences, IEnumerable<Shift> stored, IReadOnlyList<ReleasePair> releases, DateOnly first, DateOnly last)
    {
        var shifts = cadences.SelectMany(cadence => cadence.Between(first, last).Select(date => Shift.Of(cadence.Name, date))).ToDictionary(shift => shift.Id);
        foreach (var shift in stored)
            shifts[shift.Id] = shift;
        var byDate = shifts.Values.Where(shift => !shift.Dropped).ToLookup(shift => (shift.Cadence, shift.Date));
        foreach (var release in releases.Where(release => release.Kind is not null))
        {
            // A release from before shifts existed has the one of its first due date.
            var shift = release.Shift is { } id ? shifts.GetValueOrDefault(id) ?? Shift.Of(id)
                : cadences.Where(cadence => (cadence.Product, cadence.Kind) == (release.Product, release.Kind))
                    .SelectMany(cadence => byDate[(cadence.Name, release.FirstDate)]).FirstOrDefault();
            if (shift is not null)
            {
                shifts[shift.Id] = shift with
                {
                    Date = release.Date,
                    Primary = release.Primary,
                    Secondary = release.Secondary,
                    Dropped = false,
                    Release = release.Release,
                    HasEnded = !release.IsActive,
                };
            }
        }
        return [.. shifts.Values.OrderBy(shift => shift.Date).ThenBy(shift => shift.Id, StringComparer.Ordinal)];
    }
}
