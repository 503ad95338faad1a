using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>What someone is thanked for, in the order of the message.</summary>
public enum ThanksGroup
{
    /// <summary>Had the release, or worked on its checklist.</summary>
    Carried,

    /// <summary>Was the second person of a step that needs two, or validated what somebody else wrote.</summary>
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
/// <param name="What">A few plain words for whoever writes the thanks: <c>12 steps</c>.</param>
public sealed record Contribution(string Who, ThanksGroup Group, string What);

/// <summary>A record of who did what for a release. Every registered one is asked for each message of thanks.</summary>
public interface IContributions
{
    Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct);
}
