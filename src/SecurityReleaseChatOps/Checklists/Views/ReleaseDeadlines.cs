using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The dated rules of every release.</summary>
public static class ReleaseDeadlines
{
    /// <summary>A fix added within 48 hours before the due date likely does not make it.</summary>
    public static TimeSpan FixesBeforeDue { get; } = TimeSpan.FromHours(48);

    /// <summary>How long after publication the next release is prepared and issues become public.</summary>
    public static TimeSpan FollowUpAfter { get; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Null for a process without that step, for the critical one, whose fixes come late by nature, and for a release
    /// started within those hours.
    /// </summary>
    public static DateTimeOffset? FixDeadline(Board board) =>
        board.Release is var release
            && (release.Kind == ReleaseKind.Critical || release.DueAt - FixesBeforeDue <= release.CreatedAt || !board.Steps.Any(SettlesFixes))
            ? null
            : release.DueAt - FixesBeforeDue;

    /// <summary>Whether this step settles the list of fixes (row A4).</summary>
    public static bool SettlesFixes(Step step) => step.Item.Rows.Contains("A4");

    /// <summary>Whether the fixes are still unsettled at their deadline.</summary>
    public static bool FixesAreOpen(Board board) => board.Steps.Any(step => step.Blocks && SettlesFixes(step));

    /// <summary>Fixes added after the deadline: they must not be in the post, and their text is kept as a comment on their issue.</summary>
    public static IReadOnlyList<ReleaseFix> LateFixes(Board board) =>
        FixDeadline(board) is { } deadline ? [.. board.Release.Fixes.Where(fix => fix.AddedAt > deadline)] : [];

    /// <summary>Null until publication, and when nothing is left to do (row A6).</summary>
    public static DateTimeOffset? FollowUp(Board board) =>
        board.Steps.Any(step => step.Blocks && step.Item.Rows.Contains("A6")) ? board.Release.PublishedAt + FollowUpAfter : null;

    /// <summary>Whether its dates are still watched: for a closed release, until a week after the follow-up 30 days after publication.</summary>
    public static bool IsFollowed(this Release release, DateTimeOffset now) => release.IsActive
        || release.State == ReleaseState.Closed && release.PublishedAt + FollowUpAfter + TimeSpan.FromDays(7) > now;

    /// <summary>Whether nothing more comes of it: nobody is asked for what is left.</summary>
    public static bool IsOver(this Release release) => release is { IsActive: false, OverAt: not null };

    /// <summary>Whether a step's due time still counts: in a closed release, only if due after it closed.</summary>
    public static bool Counts(this Release release, Step step) => release.IsActive || step.Due > release.Changed?.At;

    /// <summary>Whether steps may still be pressed: some follow weeks after the release is closed.</summary>
    public static bool IsWorked(this Release release) => release.State != ReleaseState.Cancelled;
}

/// <summary>What is left of a closed release, for the list of releases.</summary>
internal sealed class StepsLeft(ChecklistStore checklists) : IReleaseSteps
{
    public async Task<int> Open(Doc<Release> release, CancellationToken ct) =>
        !release.Value.IsOver() && (await checklists.Followed([release], ct)) is [{ Board: var board }] ? Of(board) : 0;

    public static int Of(Board board) => board.Steps.Count(step => step.Blocks);
}

public enum WindowState
{
    /// <summary>Not merged, or the process has no steps due after the merge.</summary>
    None,
    Running,

    /// <summary>45 minutes have passed and an announcement is open.</summary>
    Alarm,

    /// <summary>Everything is announced.</summary>
    Met,

    /// <summary>60 minutes have passed and an announcement is open.</summary>
    Missed,
}

/// <summary>The 60 minutes after the merge in which everything must be announced: the steps due after the merge.</summary>
/// <param name="Remaining">Time left; zero once it is over or met.</param>
/// <param name="Open">Announcements not out yet.</param>
public sealed record AnnouncementWindow(WindowState State, DateTimeOffset? EndsAt, TimeSpan Remaining, IReadOnlyList<Step> Open)
{
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(60);

    public static TimeSpan AlarmAfter { get; } = TimeSpan.FromMinutes(45);

    public static AnnouncementWindow Of(Board board, DateTimeOffset now)
    {
        IReadOnlyList<Step> announcements = [.. board.Steps.Where(step => step.Item is { Due.Anchor: DueAnchor.Merge, Optional: false })];
        IReadOnlyList<Step> open = [.. announcements.Where(step => step.Open)];
        if (board.Release.MergedAt is not { } merged || announcements.Count == 0)
            return new(WindowState.None, null, TimeSpan.Zero, open);
        var (alarm, end) = (merged + AlarmAfter, merged + Length);
        var state = open.Count == 0 ? WindowState.Met : now >= end ? WindowState.Missed : now >= alarm ? WindowState.Alarm : WindowState.Running;
        return new(state, end, state is WindowState.Running or WindowState.Alarm ? end - now : TimeSpan.Zero, open);
    }
}
