using NodaTime;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Begins covers and ends them, also that of someone who left; a release that starts meanwhile joins what is covered.</summary>
internal sealed class CoversJob(CoverStore covers, Covering covering, KeptRoster keptRoster, IStore store) : IDueJob
{
    public const string Name = "covers";

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        if (await covers.Open(ct) is not { Count: > 0 } open)
            return;
        var (roster, instant) = (await keptRoster.Read(ct), Instant.FromDateTimeOffset(now));
        foreach (var read in open)
        {
            var commit = new Commit();
            if (instant >= read.Value.Until || roster.All(engineer => engineer.UserId != read.Value.By || engineer.Left))
                await covering.End(commit, read, Name, ct);
            else if (read.Value.IsOn(instant))
                await covering.Begin(commit, read, read.Value, Name, ct);
            await store.Commit(commit, ct); // a conflict: somebody changed it, or a release, just now; the next look sees
        }
    }
}
