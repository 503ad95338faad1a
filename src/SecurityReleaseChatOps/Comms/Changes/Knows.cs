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
                .Where(link =>
                    speaksOf.Links.Contains(link)
                        || release.Links[link] is { } url && (link == ReleaseLink.Communications || text.Contains(url, StringComparison.Ordinal)))
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

/// <summary>What an audience knows of a release by what it was told. It says also what the app could not tell them.</summary>
/// <param name="Knows">By the newest message, or by the newest change that was said.</param>
public sealed record Told(Knows Knows)
{
    /// <summary>The newest that the app left to a person, because it cannot tell them; null when it left nothing.</summary>
    public Knows? Left { get; init; }
}

/// <summary>Who has to hear of a change, and by whom; pure.</summary>
internal static class ChangeRules
{
    /// <summary>So long nothing changed before a change is said: what belongs together is said together.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    /// <summary>When a release last changed, and by whom (Slack user id).</summary>
    public static (DateTimeOffset At, string By) LastChange(Release release) => new (DateTimeOffset At, string By)?[]
    {
        (release.CreatedAt, release.CreatedBy),
        release.Edits is [.., var edit] ? (edit.At, edit.By) : null,
        release.Moves is [.., var move] ? (move.At, move.By) : null,
        release.Changed is { } changed ? (changed.At, changed.By) : null,
    }.OfType<(DateTimeOffset At, string By)>().MaxBy(one => one.At);

    public static bool IsOutdated(Told told, Release release) => Difference.Since(told.Knows, release).Count > 0;

    /// <summary>Whether the app has left what changed to a person already.</summary>
    public static bool IsLeft(Told told, Release release) => told.Left is { } left && Difference.Since(left, release).Count == 0;

    /// <summary>Whether a person tells them: nobody told them in Slack, or the app left it to one.</summary>
    public static bool IsForPerson(Told told, Release release, IEnumerable<Ping> toThem) =>
        IsOutdated(told, release) && (IsLeft(told, release) || !toThem.Any(ping => ping.Posted));

    /// <summary>What was sent last to an audience; the matrix's own before what was said in own words. Null when nothing was.</summary>
    public static Ping? Newest(IEnumerable<Ping> toThem) =>
        toThem.Where(ping => ping.SentAt is not null).OrderBy(ping => ping.Message is not null).ThenBy(ping => ping.SentAt).LastOrDefault();
}
