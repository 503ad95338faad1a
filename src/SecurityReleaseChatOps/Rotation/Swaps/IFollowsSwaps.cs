using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>One takes another's place in releases that were started: whoever knows releases changes them, with all that hangs on their pairs.</summary>
public interface IFollowsSwaps
{
    /// <summary>Releases that somebody carries now: of the pair, or the one who has it.</summary>
    Task<IReadOnlyList<string>> CarriedBy(string person, CancellationToken ct);

    /// <summary>Changes a release in that commit; nothing where <paramref name="from"/> does not carry it any more, or it has ended.</summary>
    /// <param name="from">Slack user id of whose place is taken.</param>
    /// <param name="by">Slack user id of who did it, or the name of a job.</param>
    /// <param name="why">mrkdwn: what the release's thread is told, a sentence without a full stop.</param>
    /// <returns>Whether anything changed.</returns>
    Task<bool> Replace(Commit commit, string release, string from, string to, string by, string why, CancellationToken ct);
}
