using NodaTime;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>That somebody is away, in days or half days of the calendar at their place.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="From">Midnight or noon, in the person's own zone.</param>
/// <param name="Until">The first moment after it: midnight or noon.</param>
/// <param name="Why">A word for the others; null when they said none.</param>
public sealed record Absence(string Id, string Person, LocalDateTime From, LocalDateTime Until, string? Why)
{
    /// <summary>Whether it covers all of that time.</summary>
    public bool Covers(LocalDateTime from, LocalDateTime until) => From <= from && until <= Until;

    /// <summary>Whether it touches that time.</summary>
    public bool Touches(LocalDateTime from, LocalDateTime until) => From < until && from < Until;
}
