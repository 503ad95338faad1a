using NodaTime;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>One workday of one person.</summary>
/// <param name="Date">The local date on which it starts; it names the day even when the work ends after midnight.</param>
/// <param name="Start">First moment of it.</param>
/// <param name="End">First moment after it.</param>
public sealed record Workday(DateOnly Date, Instant Start, Instant End)
{
    public bool Contains(Instant now) => Start <= now && now < End;
}

/// <summary>Workdays in a person's own zone, through skipped and repeated hours.</summary>
public static class Workdays
{
    /// <summary>The workday that starts on a date; null on a day off, or when the clock skips all of it.</summary>
    public static Workday? On(Engineer engineer, DateOnly date) => throw new NotSupportedException();

    /// <summary>The workday that <paramref name="now"/> lies in; null when the person is off.</summary>
    public static Workday? At(Engineer engineer, Instant now) => throw new NotSupportedException();

    /// <summary>The first workday that starts after <paramref name="now"/>.</summary>
    public static Workday? Next(Engineer engineer, Instant now) => throw new NotSupportedException();

    /// <summary>The last workday that ended at or before <paramref name="now"/>.</summary>
    public static Workday? Previous(Engineer engineer, Instant now) => throw new NotSupportedException();

    public static bool IsAtWork(Engineer engineer, Instant now) => throw new NotSupportedException();

    /// <summary>What the person's clock shows.</summary>
    public static ZonedDateTime LocalTime(Engineer engineer, Instant now) => throw new NotSupportedException();
}
