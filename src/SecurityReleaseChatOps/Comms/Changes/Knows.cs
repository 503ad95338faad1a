using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What an audience knows about a release from its messages.</summary>
public sealed record Knows
{
    public required Instant Due { get; init; }

    /// <summary>Null: not known yet.</summary>
    public Severity? Severity { get; init; }

    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Null when its messages do not mention fixes.</summary>
    public IReadOnlyList<KnownFix>? Fixes { get; init; }

    /// <summary>The links that its messages mention.</summary>
    public IReadOnlyList<KnownLink> Links { get; init; } = [];

    public bool Cancelled { get; init; }

    /// <summary>What a message tells about the release in its current state.</summary>
    /// <param name="speaksOf">What its template mentions.</param>
    public static Knows Of(Release release, string text, (bool Fixes, IReadOnlyList<ReleaseLink> Links) speaksOf) => new Knows
    {
        Due = default,
        Versions = [],
        Fixes = speaksOf.Fixes ? [] : null,
        // Every message shows the communications issue once there is one.
        Links =
        [
            .. ReleaseLinks.All
                .Where(link =>
                    speaksOf.Links.Contains(link)
                        || release.Links[link] is { } url && (link == ReleaseLink.Communications || text.Contains(url, StringComparison.Ordinal)))
                .Select(link => new KnownLink(link, null)),
        ],
    }.As(release);

    /// <summary>The same parts, with the release's current values.</summary>
    public Knows As(Release release) => this with
    {
        Due = release.DueAt,
        Severity = release.WorstSeverity,
        Versions = release.Versions,
        Fixes = Fixes is null ? null : [.. release.Fixes.Select(fix => new KnownFix(fix.Id, fix.CveNumber, fix.Title))],
        Links = [.. Links.Select(known => known with { Url = release.Links[known.Link] })],
        Cancelled = release.State == ReleaseState.Cancelled,
    };

    /// <summary>Adds what a later message told.</summary>
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
/// <param name="Url">Null: they were told that it follows.</param>
public sealed record KnownLink(ReleaseLink Link, string? Url);

/// <summary>What an audience was told about a release, and what the app could not tell them.</summary>
/// <param name="Knows">As of the newest message, or the newest change they were told.</param>
public sealed record Told(Knows Knows)
{
    /// <summary>The newest state that the app left to a person, because it could not tell them; null for none.</summary>
    public Knows? Left { get; init; }
}

/// <summary>Who has to be told of a change, and by whom. Pure.</summary>
internal static class ChangeRules
{
    /// <summary>How long nothing must have changed before a change is told, so that related changes are told together.</summary>
    public static readonly Duration Quiet = Duration.FromMinutes(2);

    /// <summary>When a release last changed, and by whom (Slack user id).</summary>
    public static (Instant At, string By) LastChange(Release release) => new (Instant At, string By)?[]
    {
        (release.CreatedAt, release.CreatedBy),
        release.Edits is [.., var edit] ? (edit.At, edit.By) : null,
        release.Moves is [.., var move] ? (move.At, move.By) : null,
        release.Changed is { } changed ? (changed.At, changed.By) : null,
    }.OfType<(Instant At, string By)>().MaxBy(one => one.At);

    public static bool IsOutdated(Told told, Release release) => Difference.Since(told.Knows, release).Count > 0;

    /// <summary>Whether the app has nothing to tell them: they know, or it has left the current changes to a person. Not known (null): it has.</summary>
    public static bool IsSettled(Told? told, Release release) =>
        told is not null && (!IsOutdated(told, release) || told.Left is { } left && Difference.Since(left, release).Count == 0);

    /// <summary>Whether a person has to tell them: nothing was posted to them in Slack, or the app left it to a person.</summary>
    public static bool IsForPerson(Told told, Release release, IEnumerable<Ping> toThem) =>
        IsOutdated(told, release) && (IsSettled(told, release) || !toThem.Any(ping => ping.Posted));

    /// <summary>The newest ping sent to an audience, preferring the matrix's messages to own words. Null for none.</summary>
    public static Ping? Newest(IEnumerable<Ping> toThem) =>
        toThem.Where(ping => ping.SentAt is not null).OrderBy(ping => ping.Message is not null).ThenBy(ping => ping.SentAt).LastOrDefault();
}

/// <summary>A part of a release that differs from what an audience was told.</summary>
/// <param name="Part">Plain text: <c>due date</c>.</param>
/// <param name="Words">The new value and the old one, for Slack (mrkdwn) or in plain text.</param>
internal sealed record Difference(string Part, string Words)
{
    // How many fixes of each sort are named, and how much of a title, in characters.
    private const int Named = 2;
    private const int LongestTitle = 60;

    /// <summary>What changed, in the order of a message; empty for nothing.</summary>
    public static IReadOnlyList<Difference> Between(Knows before, Knows now, ReleaseKind kind, bool plain = false) => now.Cancelled != before.Cancelled
        ? [new("cancellation", now.Cancelled ? "cancelled, there is no such release" : "not cancelled any more")]
        :
        [
            .. Differs("due date", before.Due, now.Due, () => $"due {At(now.Due, plain)} (was {At(before.Due, plain)})"),
            .. Differs("severity", before.Severity, now.Severity, () => $"severity {now.Severity.Name()} (was {before.Severity.Name()})"),
            .. Differs("versions", Listed(before.Versions), Listed(now.Versions), () =>
                Shown($"versions {Listed(now.Versions)} (were {Listed(before.Versions)})", plain)),
            .. before.Fixes is { } had && now.Fixes is { } has && Of(had, has) is { Length: > 0 } fixes
                ? [new("fixes", Shown($"fixes: {fixes}", plain))]
                : Array.Empty<Difference>(),
            .. now.Links.SelectMany(link => Differs(
                ReleaseLinks.Label(link.Link, kind), before.Links.FirstOrDefault(known => known.Link == link.Link)?.Url, link.Url,
                () => Of(link, ReleaseLinks.Label(link.Link, kind), plain))),
        ];

    /// <summary>What changed since an audience was told.</summary>
    public static IReadOnlyList<Difference> Since(Knows told, Release release, bool plain = false) => Between(told, told.As(release), release.Kind, plain);

    /// <summary>Plain text: the names of the parts that changed since an audience was told.</summary>
    public static string Parts(Told told, Release release) => string.Join(", ", Since(told.Knows, release).Select(one => one.Part));

    public static string Line(IEnumerable<Difference> differences) => "Changed: " + string.Join(" · ", differences.Select(one => one.Words));

    private static IEnumerable<Difference> Differs<T>(string part, T before, T now, Func<string> words) =>
        EqualityComparer<T>.Default.Equals(before, now) ? [] : [new(part, words())];

    private static string Of(KnownLink link, string label, bool plain) => link.Url is not { } url ? Shown($"{label} taken out", plain)
        : plain ? $"{label}: {url}"
        : $"new link: {Mrkdwn.Link(url, label)}";

    private static string Of(IReadOnlyList<KnownFix> before, IReadOnlyList<KnownFix> now)
    {
        var known = before.DistinctBy(fix => fix.Id).ToDictionary(fix => fix.Id);
        List<KnownFix> came = [.. now.Where(fix => !known.ContainsKey(fix.Id))], went = [.. before.Where(fix => !now.Any(other => other.Id == fix.Id))];
        List<KnownFix> other = [.. now.Where(fix => known.GetValueOrDefault(fix.Id) is { } was && was != fix)];
        return string.Join(
            ", ", new[] { ("added", came), ("dropped", went), ("corrected", other) }.Where(one => one.Item2.Count > 0)
                .Select(one => $"{one.Item1} {Text.PlainText.Some(one.Item2, Named, Name, " and ")}"));
    }

    private static string Name(KnownFix fix) => Text.PlainText.Cut(fix.Title ?? fix.Id, LongestTitle) + (fix.Cve is { } cve ? $" ({cve})" : "");

    private static string At(Instant at, bool plain) =>
        plain ? at.ToString("ddd d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture) : Mrkdwn.Date(at);

    private static string Listed(IReadOnlyList<string> versions) => versions.Count == 0 ? "none" : string.Join(", ", versions);

    private static string Shown(string words, bool plain) => plain ? words : Mrkdwn.Plain(words);
}
