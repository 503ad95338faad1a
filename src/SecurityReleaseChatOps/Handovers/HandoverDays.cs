using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The days on which a release is handed over.</summary>
public static class HandoverDays
{
    /// <summary>
    /// The first one: a number of the person's own workdays before the due date. A critical release is handed over from its start, or from when it
    /// became critical.
    /// </summary>
    public static DateOnly First(Release release, Engineer engineer, int leadDays)
    {
        if (release.IsCritical)
            return Workdays.Today(engineer, CriticalSince(release));
        var (week, days) = (engineer.Hours.Days.Count, engineer.Hours.Days);
        var (date, left) = (release.DueDate.AddDays(-7 * (leadDays / week)), leadDays % week);
        while (left > 0)
        {
            date = date.AddDays(-1);
            left -= days.Contains(date.DayOfWeek) ? 1 : 0;
        }
        return date;
    }

    /// <summary>When a critical release became critical.</summary>
    public static Instant CriticalSince(Release release) => release.Edited(ReleasePart.Severity).At;
}
