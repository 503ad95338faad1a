using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Retrospectives;

/// <summary>What happened to a release, seen in retrospect; pure.</summary>
/// <param name="Moments">The events that moved it on, oldest first.</param>
/// <param name="Stages">The stages in which something was settled, in order.</param>
internal sealed record Retrospective(
    Release Release, IReadOnlyList<Moment> Moments, IReadOnlyList<StageTime> Stages, IReadOnlyList<LateStep> Late, IReadOnlyList<ForcedStep> Forced,
    IReadOnlyList<Waited> Handovers, IReadOnlyList<Waited> Messages, IReadOnlyList<FailedTool> Failures, IReadOnlyList<SaidByCheck> Checks,
    IReadOnlyList<Mended> Mended)
{
    /// <param name="board">Null when it has no checklist.</param>
    /// <param name="audience">From an audience to its name.</param>
    /// <param name="edits">The audit entries of its CVEs and its post.</param>
    public static Retrospective Of(
        Release release, Board? board, IReadOnlyList<Handover> handovers, IReadOnlyList<Ping> pings, Func<Audience, string> audience,
        IReadOnlyList<AuditEntry> edits) => new(
        release,
        [.. Story(release).OrderBy(moment => moment.At)],
        board is null ? [] : [.. Times(board)],
        board is null
            ? []
            : [.. from step in board.Steps where step.State.SettledAt > step.Due + Grace select new LateStep(
                step.Title, step.Due!.Value, step.State.SettledAt!.Value)],
        board?.Checklist.Forced ?? [],
        [.. handovers.OrderBy(handover => handover.WrittenAt)
            .Select(handover => new Waited(handover.To, handover.From, handover.WrittenAt, handover.AcceptedAt))],
        [.. from ping in pings where ping.SentAt is not null orderby ping.SentAt select new Waited(
            audience(ping.Audience), ping.By, ping.SentAt!.Value, ping.Standing.Select(answer => (Instant?)answer.At).Min())],
        board is null ? [] : [.. from step in board.Steps from failure in step.State.Failures select new FailedTool(step.Title, failure.Tool, failure.At)],
        CheckHistory.Of(release, edits),
        [.. from edit in edits group edit by (Of: edit.Subject.Split('/')[0],
            edit.What) into same orderby same.Key select new Mended(same.Key.Of, same.Key.What, same.Count())]);

    // A step is not called late within this time.
    private static readonly Duration Grace = Duration.FromMinutes(15);

    private static IEnumerable<Moment> Story(Release release)
    {
        yield return new(release.CreatedAt, "Started");
        foreach (var move in release.Moves)
            yield return new(move.At, $"Due date moved to {Text.PlainText.Say(move.To)}");
        if (release.MergedAt is { } merged)
            yield return new(merged, "Merged");
        if (release.PublishedAt is { } published)
            yield return new(published, "Published");
        if (release is { IsActive: false, Changed: { } ended })
            yield return new(ended.At, release.State.ToString());
    }

    private static IEnumerable<StageTime> Times(Board board) =>
        from stage in board.Definition.Stages
        let steps = board.Steps.Where(step => step.StageId == stage.Id).ToList()
        let times = steps.Select(step => step.State.SettledAt).OfType<Instant>().ToList()
        where times.Count > 0
        select new StageTime(stage.Title, times.Min(), times.Max(), times.Count, steps.Count);
}

/// <param name="What">A word or two.</param>
internal sealed record Moment(Instant At, string What);

/// <summary>The time from the first to the last settled step of a stage.</summary>
internal sealed record StageTime(string Title, Instant From, Instant To, int Settled, int Steps);

internal sealed record LateStep(string Title, Instant Due, Instant SettledAt);

/// <param name="Who">Whose answer was waited for.</param>
/// <param name="By">Slack user id of whoever asked.</param>
/// <param name="Answered">Null while there is no answer.</param>
internal sealed record Waited(string Who, string By, Instant At, Instant? Answered);

/// <summary>How often something was done to what the checks cover: a CVE or the post.</summary>
internal sealed record Mended(string Of, string What, int Times);

internal sealed record FailedTool(string Step, string Tool, Instant At);
