using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What an audience was told of a release: what its messages say.</summary>
public sealed record Knows
{
    public required DateTimeOffset Due { get; init; }

    /// <summary>Null: that nobody knows it.</summary>
    public Severity? Severity { get; init; }

    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Null where its messages do not speak of them.</summary>
    public IReadOnlyList<KnownFix>? Fixes { get; init; }

    /// <summary>The links that its messages speak of.</summary>
    public IReadOnlyList<KnownLink> Links { get; init; } = [];

    public bool Cancelled { get; init; }

    /// <summary>What a message tells of a release as it is.</summary>
    /// <param name="text">The message's text.</param>
    /// <param name="speaksOf">What its template speaks of.</param>
    public static Knows Of(Release release, string text, (bool Fixes, IReadOnlyList<ReleaseLink> Links) speaksOf) => new Knows
    {
        Due = default,
        Versions = [],
        Fixes = speaksOf.Fixes ? [] : null,
        // The communications issue stands under every message once it is there.
        Links =
        [
            .. ReleaseLinks.All
                .Where(link => speaksOf.Links.Contains(link) || release.Links[link] is { } url && (link == ReleaseLink.Communications || text.Contains(url, StringComparison.Ordinal)))
                .Select(link => new KnownLink(link, null)),
        ],
    }.As(release);

    /// <summary>The same parts as the release has them now.</summary>
    public Knows As(Release release) => this with
    {
        Due = release.DueAt,
        Severity = release.WorstSeverity,
        Versions = release.Versions,
        Fixes = Fixes is null ? null : [.. release.Fixes.Select(fix => new KnownFix(fix.Id, fix.CveNumber, fix.Title))],
        Links = [.. Links.Select(known => known with { Url = release.Links[known.Link] })],
        Cancelled = release.State == ReleaseState.Cancelled,
    };

    /// <summary>This, after a message that told more.</summary>
    public Knows And(Knows more) => more with
    {
        Fixes = more.Fixes ?? Fixes,
        Links = [.. Links.Where(known => !more.Links.Any(other => other.Link == known.Link)), .. more.Links],
    };
}

/// <summary>A fix as an audience knows it.</summary>
/// <param name="Cve">The CVE's number; null without one.</param>
public sealed record KnownFix(string Id, string? Cve, string? Title);

/// <summary>A link as an audience knows it.</summary>
/// <param name="Url">Null: that it follows.</param>
public sealed record KnownLink(ReleaseLink Link, string? Url);
