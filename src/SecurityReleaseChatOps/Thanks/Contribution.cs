using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>For what someone is thanked, in the order in which it stands in the message.</summary>
public enum ThanksGroup
{
    /// <summary>Had the release, or worked its checklist.</summary>
    Carried,

    /// <summary>Was the second person of a step that needs two, or validated what another wrote.</summary>
    Reviewed,

    ReleaseManagers,

    /// <summary>Communications and other teams.</summary>
    Teams,

    /// <summary>Wrote a fix.</summary>
    Wrote,

    /// <summary>Reported a vulnerability, and may be named.</summary>
    Reported,
}

/// <summary>Something that someone did for a release.</summary>
/// <param name="Who">Slack user id, <c>@name</c>, or a name.</param>
/// <param name="What">In a few plain words, for the one who writes the thanks: <c>12 steps</c>.</param>
public sealed record Contribution(string Who, ThanksGroup Group, string What);

/// <summary>One place in which it is written down who did what for a release. What is registered as this is asked for each message of thanks.</summary>
public interface IContributions
{
    Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct);
}
