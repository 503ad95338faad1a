using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>
/// What a cover changes at its beginning and end: the covering person takes the other's place in their releases, and gives it back.
/// </summary>
internal sealed class Covering(IEnumerable<IFollowsSwaps> followers, SlackDirectory directory, Settings settings, TimeProvider time)
{
    /// <summary>Begins it, or adds releases the person got since.</summary>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> Begin(Commit commit, Doc<Cover>? read, Cover cover, string by, CancellationToken ct)
    {
        // Releases returned by hand stay with them.
        var carried = (await Carried(cover.Person, ct)).Except(cover.Releases ?? []).ToList();
        var words = $"{Names(cover)} until {Until(cover)}";
        var taken = await Changed(carried, (follower, release) => follower.Replace(commit, release, cover.Person, cover.By, by, words, ct));
        if (read?.Value.Releases is not null && taken.Count == 0)
            return false;
        CoverStore.Save(commit, read, cover with { Releases = [.. (cover.Releases ?? []).Union(taken)] }, by, read is null ? "cover" : "cover began");
        Homes(commit, cover);
        return true;
    }

    /// <summary>Ends it: releases go back, unless somebody else has them by now.</summary>
    public async Task End(Commit commit, Doc<Cover> read, string by, CancellationToken ct)
    {
        var cover = read.Value;
        var words = $"{directory.Shown(cover.Person)} is back; {directory.Shown(cover.By)} covered";
        var back = await Changed(
            cover.Releases ?? [], (follower, release) => follower.GiveBack(commit, release, cover.By, cover.Person, by, words, ct));
        var until = Instant.Min(cover.Until, time.Now());
        CoverStore.Save(commit, read, cover with { IsOver = true, Until = until, Back = back }, by, "cover ended");
        foreach (var person in new[] { cover.Person, cover.By }.Where(person => person != by))
            directory.Tell(commit, person, $"cover/{cover.Id}/over/{person}", $"{Ended(cover)}, who has everything back.");
        Homes(commit, cover);
    }

    /// <summary>Tells both people and the channel about a new one.</summary>
    public void Tell(Commit commit, Cover cover, string by)
    {
        var words = $":handshake: {Names(cover)}, {Mrkdwn.Date(cover.From)} – {Until(cover)}.";
        RotationTelling.Say(commit, settings.Channels.Psirt, $"cover/{cover.Id}", words);
        foreach (var person in new[] { cover.Person, cover.By }.Where(person => person != by))
            directory.Tell(commit, person, $"cover/{cover.Id}/{person}", $"{words} `/rotation cover` shows and ends it.");
    }

    /// <summary>mrkdwn: <c>Maria covers for Anna</c>.</summary>
    public string Names(Cover cover) => $"{directory.Shown(cover.By)} covers for {directory.Shown(cover.Person)}";

    /// <summary>mrkdwn: <c>Maria no longer covers for Anna</c>.</summary>
    public string Ended(Cover cover) => $"{directory.Shown(cover.By)} no longer covers for {directory.Shown(cover.Person)}";

    public static string Until(Cover cover) => Mrkdwn.Date(cover.Until);

    private async Task<IReadOnlyList<string>> Carried(string person, CancellationToken ct)
    {
        var carried = new List<string>();
        foreach (var follower in followers)
            carried.AddRange(await follower.CarriedBy(person, ct));
        return carried;
    }

    /// <summary>Those of the releases that a change changed.</summary>
    private async Task<IReadOnlyList<string>> Changed(IReadOnlyList<string> releases, Func<IFollowsSwaps, string, Task<bool>> change)
    {
        var changed = new List<string>();
        foreach (var release in releases)
        {
            foreach (var follower in followers)
            {
                if (await change(follower, release))
                    changed.Add(release);
            }
        }
        return changed;
    }

    private static void Homes(Commit commit, Cover cover) => commit.Effect(new PublishHome(cover.Person)).Effect(new PublishHome(cover.By));
}
