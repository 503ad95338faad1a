using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>All that the checks of one CVE are made from.</summary>
/// <param name="Id">Our own id of it, which stays when its number comes.</param>
public sealed record CveSnapshot(string Id)
{
    /// <summary>Null as long as it is only requested.</summary>
    public string? Number { get; init; }

    /// <summary>Of the CVE request; null as long as nobody has said.</summary>
    public string? Title { get; init; }

    /// <summary>Null as long as there is no YAML.</summary>
    public CveRecord? Record { get; init; }

    /// <summary>Whether the security issue's details say "GitLab EE only"; null when nobody has said.</summary>
    public bool? EeOnly { get; init; }

    /// <summary>The first affected version of the security issue's details; null when nobody has said.</summary>
    public string? FirstAffected { get; init; }

    /// <summary>What the bug bounty council decided (row E6); null as long as it has not.</summary>
    public CouncilScore? Council { get; init; }

    /// <summary>The number or the address of the HackerOne report; null when it was found otherwise.</summary>
    public string? Report { get; init; }

    /// <summary>The fixes that mend it.</summary>
    public IReadOnlyList<ReleaseFix> Fixes { get; init; } = [];

    /// <summary>The release's own.</summary>
    public IReadOnlyList<ReleaseVersion> Versions { get; init; } = [];
}

/// <summary>What the council decided: a score, a vector, or both.</summary>
public sealed record CouncilScore(decimal? Score, string? Vector);
