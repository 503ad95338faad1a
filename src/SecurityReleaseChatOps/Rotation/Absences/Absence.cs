namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>Somebody's absence, in days or half days of their local calendar.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="From">Midnight or noon, in the person's own zone.</param>
/// <param name="Until">The first moment after it: midnight or noon.</param>
/// <param name="Why">A reason, shown to the others; null for none.</param>
public sealed record Absence(string Id, string Person, LocalDateTime From, LocalDateTime Until, string? Why)
{
    /// <summary>Whether it covers all of the interval.</summary>
    public bool Covers(LocalDateTime from, LocalDateTime until) => From <= from && until <= Until;

    /// <summary>Whether it overlaps the interval.</summary>
    public bool Touches(LocalDateTime from, LocalDateTime until) => From < until && from < Until;
}
