using NodaTime;

namespace SecurityReleaseChatOps.Releases;

/// <summary>What may happen to a release after its start.</summary>
public static class ReleaseRules
{
    /// <summary>Moves the due date of a release that is being prepared, earlier or later.</summary>
    /// <param name="today">The date at the Primary's place.</param>
    public static Decision<Release> Delay(Release release, DateOnly to, string reason, string by, DateOnly today, Instant now) =>
        throw new NotSupportedException();

    public static Decision<Release> Publish(Release release, string by, Instant now) => throw new NotSupportedException();

    /// <summary>Ends a published release.</summary>
    public static Decision<Release> Close(Release release, string by, Instant now) => throw new NotSupportedException();

    /// <summary>Ends a release that was not published.</summary>
    public static Decision<Release> Cancel(Release release, string reason, string by, Instant now) => throw new NotSupportedException();

    /// <summary>Sets the links that are given, removes those given blank, keeps the others.</summary>
    public static FormDecision<Release> SetLinks(Release release, IReadOnlyDictionary<ReleaseLink, string?> links) =>
        throw new NotSupportedException();
}
