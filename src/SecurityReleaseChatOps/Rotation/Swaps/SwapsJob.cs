using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Ends requests that nobody answered before the due time, and those whose shift went to somebody else.</summary>
internal sealed class SwapsJob(Swapping swapping, IStore store) : IDueJob
{
    public const string Name = "swaps";

    public async Task Look(Instant now, CancellationToken ct)
    {
        if (await swapping.Swaps.Open(ct) is not { Count: > 0 } open)
            return;
        var rotation = await swapping.Read(ct);
        foreach (var read in open)
        {
            if (Ended(rotation, read.Value, now) is not { } state)
                continue;
            var commit = new Commit();
            swapping.End(commit, rotation, read, state, null);
            await store.Commit(commit, ct); // a conflict: somebody just answered
        }
    }

    /// <summary>How it ended by itself; null while it can be answered.</summary>
    internal static SwapState? Ended(RotationSnapshot rotation, SwapRequest request, Instant now) =>
        rotation.Find(request.Shift) is not { Dropped: false } shift || SwapRules.Part(shift, request.From) is null ? SwapState.Overtaken
        : rotation.Cadences.FirstOrDefault(cadence => cadence.Name == shift.Cadence) is { } cadence && now >= shift.DueAt(cadence) ? SwapState.Expired
        : request.To is { } to && rotation.Roster.All(engineer => engineer.UserId != to || engineer.Left) ? SwapState.Overtaken
        : request.InReturn is { } id && !rotation.Coming(now).Any(back => back.Id == id && SwapRules.Part(back, request.To!) is not null)
            ? SwapState.Overtaken
        : null;
}
