using NodaTime;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>A stretch of time.</summary>
/// <param name="Until">First moment after it.</param>
public sealed record Stretch(Instant From, Instant Until)
{
    public Duration Length => Until - From;

    /// <summary>The part that lies in another; null for none.</summary>
    public Stretch? Within(Stretch other) =>
        Instant.Max(From, other.From) is var from && Instant.Min(Until, other.Until) is var until && from < until ? new(from, until) : null;
}

/// <summary>Somebody who could be at work in a gap.</summary>
/// <param name="Length">How long they are at work in it.</param>
public sealed record Filler(Engineer Engineer, Duration Length);

/// <summary>Which hours of a time people are at work, pure.</summary>
public static class Coverage
{
    /// <summary>So long may nobody be at work of a critical release.</summary>
    public static Duration Bearable { get; } = Duration.FromHours(1);

    /// <summary>When a person is at work within a time, in order.</summary>
    public static IReadOnlyList<Stretch> AtWork(Engineer engineer, Stretch time)
    {
        // A workday of the day before may last into it.
        var (first, last) = (Workdays.Today(engineer, time.From).AddDays(-1), Workdays.Today(engineer, time.Until).AddDays(1));
        return [.. Workdays.Between(engineer, first, last).Select(day => new Stretch(day.Start, day.End).Within(time)).OfType<Stretch>()];
    }

    /// <summary>When nobody of these is at work within a time, in order.</summary>
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

    /// <summary>The longest, of several the first; null for none.</summary>
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
