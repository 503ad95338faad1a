using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>When a person works, in their own local time.</summary>
/// <param name="Start">Wall-clock start.</param>
/// <param name="End">Wall-clock end; at or before <paramref name="Start"/> it is on the following date.</param>
/// <param name="Days">Days on which a workday starts, Monday first.</param>
public sealed record WorkingHours(TimeOnly Start, TimeOnly End, IReadOnlyList<DayOfWeek> Days)
{
    public bool CrossesMidnight => End <= Start;

    /// <summary>Parses <c>09:00-17:00</c> and <c>Mon-Fri</c>, <c>Sun-Thu</c>, <c>Mon,Wed,Fri</c>.</summary>
    public static bool TryParse(
        string hours, string days, [NotNullWhen(true)] out WorkingHours? value, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();

    /// <summary><c>09:00-17:00 Mon-Fri</c>.</summary>
    public override string ToString() => throw new NotSupportedException();
}
