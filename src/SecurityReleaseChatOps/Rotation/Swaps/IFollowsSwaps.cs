namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Replaces one person by another in started releases, with everything that depends on their pairs. Implemented by Releases.</summary>
public interface IFollowsSwaps
{
    /// <summary>Releases somebody currently carries, as one of the pair or as holder.</summary>
    Task<IReadOnlyList<string>> CarriedBy(string person, CancellationToken ct);

    /// <summary>Changes a release in that commit; nothing if <paramref name="from"/> no longer carries it, or it has ended.</summary>
    /// <param name="from">Slack user id of the person replaced.</param>
    /// <param name="by">Slack user id of whoever did it, or the name of a job.</param>
    /// <param name="why">mrkdwn for the release's thread, a sentence without a full stop.</param>
    /// <returns>Whether anything changed.</returns>
    Task<bool> Replace(Commit commit, string release, string from, string to, string by, string why, CancellationToken ct);

    /// <summary>The same when a cover ends: what <paramref name="from"/> did for <paramref name="to"/> is theirs again.</summary>
    Task<bool> GiveBack(Commit commit, string release, string from, string to, string by, string why, CancellationToken ct);
}
