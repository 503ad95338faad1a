using NodaTime;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A message as the shortcut <b>Add to handover</b> brings it.</summary>
public sealed record CollectedMessage(string Channel, string Ts, string Author, string Text, string? Permalink);

public static class CollectRules
{
    /// <summary>Longest excerpt, in characters.</summary>
    public const int ExcerptLength = 300;

    /// <param name="already">What is stored for the release.</param>
    public static Decision<Collected> Add(
        Release release, CollectedMessage message, string by, IReadOnlyList<Collected> already, Instant now) =>
        throw new NotSupportedException();

    public static Decision<Collected> Drop(Collected item) => throw new NotSupportedException();
}
