using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Briefs;

/// <summary>When somebody's morning brief is due, and how far back it looks. Pure.</summary>
internal static class BriefRules
{
    /// <summary>How long after the start of the workday a brief still helps.</summary>
    public static Duration CatchUp { get; } = Duration.FromHours(4);

    // Someone away for longer reads the log.
    private const int DaysBack = 14;

    /// <summary>The workday whose brief is due now; null when none is, or when its hours were only set after it began.</summary>
    public static Workday? Due(Engineer engineer, Instant now) =>
        Workdays.At(engineer, now) is { } day && now < day.Start + CatchUp && day.Start >= engineer.ChangedAt ? day : null;

    /// <summary>The end of the previous workday.</summary>
    public static Instant Since(Engineer engineer, Workday day) =>
        Workdays.Between(engineer, day.Date.AddDays(-DaysBack), day.Date.AddDays(-1)).LastOrDefault()?.End ?? day.Start - Duration.FromDays(DaysBack);
}
