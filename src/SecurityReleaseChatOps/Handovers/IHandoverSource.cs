using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Drafted Status and Next of a handover: plain text, for a person to edit.</summary>
public sealed record SuggestedHandover(string Status, string Next);

/// <summary>A feature that knows what was done on a release and what comes next: its checklist.</summary>
public interface IHandoverSource
{
    /// <summary>Null when it has nothing to say about this release.</summary>
    /// <param name="to">Slack user id of the receiver.</param>
    /// <param name="since">When the last handover was written; null: from the start.</param>
    Task<SuggestedHandover?> Draft(Doc<Release> release, string to, Instant? since, CancellationToken ct);

    /// <summary>The number of steps that wait for others.</summary>
    Task<int> Blocked(Doc<Release> release, CancellationToken ct);

    /// <summary>The button that opens it.</summary>
    Button Open(string releaseId);
}
