namespace SecurityReleaseChatOps.Releases;

/// <summary>Which release a command means.</summary>
/// <param name="Release">The one; null when it must be asked or is refused.</param>
/// <param name="Choices">Those it may be, when there are several.</param>
/// <param name="Words">Why there is none; null otherwise.</param>
public sealed record Lookup(Release? Release, IReadOnlyList<Release> Choices, string? Words);

public static class ReleaseLookup
{
    /// <summary>
    /// Without a word the only active release, or a choice of them; with a word the release of that id (<c>R12</c>, <c>12</c>),
    /// version or due date, active ones first.
    /// </summary>
    public static Lookup Find(string? word, IReadOnlyList<Release> releases) => throw new NotSupportedException();
}
