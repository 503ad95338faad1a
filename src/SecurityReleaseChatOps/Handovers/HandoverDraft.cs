using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>What the form <b>Hand over</b> begins with.</summary>
/// <param name="Items">Waiting collected messages, oldest first.</param>
public sealed record HandoverDraft(string To, string Status, string Next, IReadOnlyList<Collected> Items)
{
    /// <summary>Prefilled from the release, and from what changed since its last handover.</summary>
    public static HandoverDraft For(
        Release release, string from, IReadOnlyList<Handover> earlier, IReadOnlyList<Collected> collected) =>
        throw new NotSupportedException();
}
