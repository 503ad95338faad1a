using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Keeps handovers and prompts in step with a release's holder, pair and end.</summary>
internal sealed class HandoverWatch(Func<HandoverStore> handovers, TimeProvider time) : IReleaseWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before is null || (before.Owner == after.Owner && before.Carriers.SequenceEqual(after.Carriers) && before.IsActive == after.IsActive))
            return;
        // Its version will be the one this commit makes; nothing here depends on it.
        var snapshot = await handovers().Open(new Doc<Release>(after.Id, after, 0), ct);
        foreach (var read in snapshot.Handovers.Where(d => d.Value.IsOpen && handovers().Written(commit, d.Value) is null))
            handovers().Save(commit, read, before.Owner == after.Owner ? Readdressed(read.Value, before, after) : Settled(read.Value, after), after);
        foreach (var read in snapshot.Prompts.Where(d => d.Value.IsOpen))
            await handovers().Show(commit, read.Value, after, ct);
    }

    // What waits for a person who is replaced waits for the replacement.
    private static Handover Readdressed(Handover handover, Release before, Release after) =>
        !after.Pair.Contains(handover.To) && before.Pair.Contains(handover.To) && after.Pair.Except(before.Pair).ToList() is [var newcomer]
            ? handover with { To = newcomer, ReceiverBegins = null, Stage = ReminderStage.None }
            : handover;

    // Getting the release by other means accepts a handover to the same person; a handover to anybody else lapses.
    private Handover Settled(Handover handover, Release release) => handover.To == release.Owner
        ? handover with { AcceptedAt = time.Now(), AcceptedBy = handover.To }
        : handover with { WithdrawnFor = release.Owner };
}
