namespace SecurityReleaseChatOps.Checklists;

/// <summary>The dated rules of every release.</summary>
public static class ReleaseDeadlines
{
    /// <summary>A fix that comes within 48 hours before the due date is likely out.</summary>
    public static TimeSpan FixesBeforeDue { get; } = TimeSpan.FromHours(48);

    /// <summary>The next release is prepared, and issues become public, so long after the publication.</summary>
    public static TimeSpan FollowUpAfter { get; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Null as long as there is no due date, for the critical process, which is there for what comes late, and for a release that was
    /// started within those hours: it never had them.
    /// </summary>
    public static DateTimeOffset? FixDeadline(ReleaseFacts facts) =>
        string.Equals(facts.Kind, "critical", StringComparison.OrdinalIgnoreCase) || facts.DueAt - FixesBeforeDue <= facts.StartedAt ? null : facts.DueAt - FixesBeforeDue;

    /// <summary>Fixes that came after the deadline: they must not be in the post, and their text is kept as a comment on their issue.</summary>
    public static IReadOnlyList<Fix> LateFixes(ReleaseFacts facts) =>
        FixDeadline(facts) is { } deadline ? [.. facts.Fixes.Where(fix => fix.AddedAt > deadline)] : [];

    /// <summary>Null as long as nothing is published.</summary>
    public static DateTimeOffset? FollowUp(ReleaseFacts facts) => facts.PublishedAt + FollowUpAfter;
}

public enum WindowState
{
    NotMerged,
    Running,

    /// <summary>45 minutes have passed and an announcement is open.</summary>
    Alarm,

    /// <summary>All is announced.</summary>
    Met,

    /// <summary>60 minutes have passed and an announcement is open.</summary>
    Missed,
}

/// <summary>The 60 minutes after the merge in which everything is announced: the steps that are due after the merge.</summary>
/// <param name="Remaining">Time left; zero once it is over or met.</param>
/// <param name="Open">Announcements that are not out.</param>
public sealed record AnnouncementWindow(WindowState State, DateTimeOffset? AlarmAt, DateTimeOffset? EndsAt, TimeSpan Remaining, IReadOnlyList<Step> Open)
{
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(60);

    public static TimeSpan AlarmAfter { get; } = TimeSpan.FromMinutes(45);

    public static AnnouncementWindow Of(Board board, DateTimeOffset now)
    {
        IReadOnlyList<Step> announcements = [.. board.Steps.Where(step => step.Item is { Due.Anchor: DueAnchor.Merge, Optional: false })];
        IReadOnlyList<Step> open = [.. announcements.Where(step => step.Open)];
        if (board.Facts.MergedAt is not { } merged)
            return new(WindowState.NotMerged, null, null, TimeSpan.Zero, open);
        var (alarm, end) = (merged + AlarmAfter, merged + Length);
        // A process without announcement steps is announced when its post is out.
        var met = announcements.Count > 0 ? open.Count == 0 : board.Facts.PublishedAt is not null;
        var state = met ? WindowState.Met : now >= end ? WindowState.Missed : now >= alarm ? WindowState.Alarm : WindowState.Running;
        return new(state, alarm, end, state is WindowState.Running or WindowState.Alarm ? end - now : TimeSpan.Zero, open);
    }
}
