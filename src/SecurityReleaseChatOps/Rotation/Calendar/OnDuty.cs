namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A current shift.</summary>
/// <param name="From">When it began: the end of the previous one, or the beginning of time for the first.</param>
/// <param name="Until">First moment after it.</param>
/// <param name="Carriers">The Primary, then the Secondary, as they are now.</param>
internal sealed record Duty(Shift Shift, Instant From, Instant Until, IReadOnlyList<Carrier> Carriers)
{
    /// <summary>Slack user id of who is on as Primary; null for nobody.</summary>
    public string? Primary => Carriers[0].By;

    /// <summary>Slack user ids of who is on, each once.</summary>
    public IReadOnlyList<string> Pair => Carrier.People(Carriers);
}

/// <summary>The single answer to who is on: each cadence's pair of the next release, until a day after that is due. Pure.</summary>
internal static class OnDuty
{
    private static readonly Duration Tail = Duration.FromHours(24);

    /// <summary>Who is on, for each cadence with a coming release, in the cadences' order.</summary>
    /// <param name="cadences">Null for all.</param>
    public static IReadOnlyList<Duty> At(RotationSnapshot rotation, Instant now, IReadOnlyList<Cadence>? cadences = null)
    {
        var (first, duties) = (RotationSnapshot.FirstOn(now), new List<Duty>());
        foreach (var cadence in cadences ?? rotation.Cadences)
        {
            var row = rotation.Row(cadence.Name);
            // By date: what was long ago is not looked at one by one.
            var at = RotationSnapshot.Before(row, first);
            while (at < row.Count && End(row[at], cadence) <= now)
                at++;
            if (at < row.Count)
            {
                var from = at == 0 ? Instant.MinValue : End(row[at - 1], cadence);
                duties.Add(new(row[at], from, End(row[at], cadence), Carrier.At(rotation, row[at], now)));
            }
        }
        return duties;
    }

    /// <summary>First moment after a shift. A shift nobody had taken by its due time does not count.</summary>
    public static Instant End(Shift shift, Cadence cadence) => shift.DueAt(cadence) + (shift.Pair.Any() ? Tail : Duration.Zero);
}
