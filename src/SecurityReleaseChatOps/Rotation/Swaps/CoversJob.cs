using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Begins and ends covers, including those of people who left; a release that starts meanwhile joins.</summary>
internal sealed class CoversJob(CoverStore covers, Covering covering, KeptRoster keptRoster, IStore store) : IDueJob
{
    public const string Name = "covers";

    public async Task Look(Instant now, CancellationToken ct)
    {
        if (await covers.Open(ct) is not { Count: > 0 } open)
            return;
        var roster = await keptRoster.Read(ct);
        foreach (var read in open)
        {
            await store.Run<object?>(null, async again =>
                await covers.Get(read.Id, again) is { Value.IsOver: false } still ? (await Look(still, again), null) : (null, null), null, ct);
        }

        async Task<Commit?> Look(Doc<Cover> read, CancellationToken again)
        {
            var (commit, cover) = (new Commit(), read.Value);
            if (now >= cover.Until || roster.All(engineer => engineer.UserId != cover.By || engineer.Left))
                await covering.End(commit, read, Name, again);
            else if (!cover.IsOn(now) || !await covering.Begin(commit, read, cover, Name, again))
                return null;
            return commit;
        }
    }
}
