namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>A stretch of time.</summary>
/// <param name="Until">First moment after it.</param>
public sealed record Stretch(Instant From, Instant Until)
{
    public Duration Length => Until - From;

    /// <summary>The intersection with another; null for none.</summary>
    public Stretch? Within(Stretch other) =>
        Instant.Max(From, other.From) is var from && Instant.Min(Until, other.Until) is var until && from < until ? new(from, until) : null;
}

/// <summary>Somebody who could be at work in a gap.</summary>
/// <param name="Length">How long they are at work within it.</param>
public sealed record Filler(Engineer Engineer, Duration Length);

/// <summary>When people are at work within a time. Pure.</summary>
public static class Coverage
{
    /// <summary>The longest acceptable gap for a critical release.</summary>
    public static Duration Bearable { get; } = Duration.FromHours(1);

    /// <summary>When a person is at work within it, in order.</summary>
    public static IReadOnlyList<Stretch> AtWork(Engineer engineer, Stretch time)
    {
        // The previous day's workday may reach into it.
        var (first, last) = (Workdays.Today(engineer, time.From).AddDays(-1), Workdays.Today(engineer, time.Until).AddDays(1));
        return [.. Workdays.Between(engineer, first, last).Select(day => new Stretch(day.Start, day.End).Within(time)).OfType<Stretch>()];
    }

    /// <summary>When none of these is at work within it, in order.</summary>
    public static IReadOnlyList<Stretch> Gaps(IEnumerable<Engineer> people, Stretch time)
    {
        var (gaps, covered) = (new List<Stretch>(), time.From);
        foreach (var work in people.SelectMany(engineer => AtWork(engineer, time)).OrderBy(work => work.From))
        {
            if (covered < work.From)
                gaps.Add(new(covered, work.From));
            covered = Instant.Max(covered, work.Until);
        }
        if (covered < time.Until)
            gaps.Add(new(covered, time.Until));
        return gaps;
    }

    /// <summary>The longest, the first of several; null for none.</summary>
    public static Stretch? Worst(IReadOnlyList<Stretch> gaps) => gaps.Count == 0 ? null : gaps.MaxBy(gap => gap.Length);

    /// <summary>Who else is at work in a gap, the longest first.</summary>
    public static IReadOnlyList<Filler> Fillers(IReadOnlyList<Engineer> roster, IReadOnlyCollection<string> pair, Stretch gap) =>
    [
        .. roster.Where(engineer => !pair.Contains(engineer.UserId))
            .Select(engineer => new Filler(
                engineer, AtWork(engineer, gap).Aggregate(Duration.Zero, (length, work) => length + work.Length)))
            .Where(filler => filler.Length > Duration.Zero)
            .OrderByDescending(filler => filler.Length).ThenBy(filler => filler.Engineer.UserId, StringComparer.Ordinal),
    ];
}
