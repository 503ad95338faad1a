using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Active releases follow the rotation's swaps and covers: their pair changes, and with it prompts, steps and open handovers.</summary>
internal sealed class ReleaseSwaps(ReleaseStore releases, KeptRoster keptRoster, Settings settings, TimeProvider time) : IFollowsSwaps
{
    public async Task<IReadOnlyList<string>> CarriedBy(string person, CancellationToken ct) =>
        [.. (await releases.Active(ct)).Where(read => read.Value.Pair.Contains(person) || read.Value.Owner == person).Select(read => read.Id)];

    public Task<bool> Replace(Commit commit, string release, string from, string to, string by, string why, CancellationToken ct) =>
        Change(commit, release, (read, roster, now) => PairRules.Replace(read, from, to, roster, now), by, why, ct);

    public Task<bool> GiveBack(Commit commit, string release, string from, string to, string by, string why, CancellationToken ct) =>
        Change(commit, release, (read, roster, now) => PairRules.GiveBack(read, from, to, roster, now), by, why, ct);

    private async Task<bool> Change(
        Commit commit, string release, Func<Release, IReadOnlyList<Engineer>, Instant, Release> change, string by, string why, CancellationToken ct)
    {
        if (await releases.Get(release, ct) is not { Value.IsActive: true } read)
            return false;
        var after = change(read.Value, await keptRoster.Read(ct), time.Now());
        if (after == read.Value)
            return false;
        await releases.Save(commit, read, after, by, PairRules.Audited, ct);
        ReleaseMove.Tell(commit, after, read.Version + 1, $"{why}.", settings);
        return true;
    }
}
