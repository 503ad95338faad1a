using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Everything the checks of one CVE are made from.</summary>
/// <param name="Id">Our own id for it, kept when it gets its number.</param>
public sealed record CveSnapshot(string Id)
{
    /// <summary>Null while it is only requested.</summary>
    public string? Number { get; init; }

    /// <summary>The CVE request's title; null while unknown.</summary>
    public string? Title { get; init; }

    /// <summary>Null while there is no YAML.</summary>
    public CveRecord? Record { get; init; }

    /// <summary>Whether the security issue's details say "GitLab EE only"; null while unknown.</summary>
    public bool? EeOnly { get; init; }

    /// <summary>The first affected version in the security issue's details; null while unknown.</summary>
    public string? FirstAffected { get; init; }

    /// <summary>What the bug bounty council decided (row E6); null until it has.</summary>
    public CouncilScore? Council { get; init; }

    /// <summary>The number or the address of the HackerOne report; null for an internal find.</summary>
    public string? Report { get; init; }

    /// <summary>The fixes that mend it.</summary>
    public IReadOnlyList<ReleaseFix> Fixes { get; init; } = [];

    /// <summary>The versions of the release that ships its fixes.</summary>
    public IReadOnlyList<ReleaseVersion> Versions { get; init; } = [];
}

/// <summary>What the council decided: a score, a vector, or both.</summary>
public sealed record CouncilScore(decimal? Score, string? Vector);
