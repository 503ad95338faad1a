using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

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
                Label(link.Link, kind), before.Links.FirstOrDefault(known => known.Link == link.Link)?.Url, link.Url,
                () => Of(link, Label(link.Link, kind), plain))),
        ];

    /// <summary>What changed since an audience was told.</summary>
    public static IReadOnlyList<Difference> Since(Knows told, Release release, bool plain = false) => Between(told, told.As(release), release.Kind, plain);

    /// <summary>Plain text: the names of the parts that changed since an audience was told.</summary>
    public static string Parts(Told told, Release release) => string.Join(", ", Since(told.Knows, release).Select(one => one.Part));

    /// <summary>All differences in one line.</summary>
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

    private static string At(DateTimeOffset at, bool plain) =>
        plain ? at.UtcDateTime.ToString("ddd d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture) : Mrkdwn.Date(at);

    private static string Label(ReleaseLink link, ReleaseKind kind) => ReleaseLinks.Label(link, kind);

    private static string Listed(IReadOnlyList<string> versions) => versions.Count == 0 ? "none" : string.Join(", ", versions);

    private static string Shown(string words, bool plain) => plain ? words : Mrkdwn.Plain(words);
}
