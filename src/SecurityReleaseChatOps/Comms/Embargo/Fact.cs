using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What kind of thing is under embargo.</summary>
internal enum FactKind
{
    Cve,
    Fix,
    Title,
    Version,
    Marked,
}

/// <summary>Something that only its allow-list may read until its release is published.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="Text">As people wrote it: for those who may see it.</param>
internal sealed partial record Fact(FactKind Kind, string Release, string Text)
{
    /// <summary>Shorter than this it would stand in any text.</summary>
    public const int Shortest = 4;

    private string[] Words { get; init; } = [];

    private string[] Split { get; init; } = [];

    private string[] Tight { get; init; } = [];

    /// <summary>The same for facts that say the same.</summary>
    public string Key => Tight.FirstOrDefault() ?? Words.FirstOrDefault() ?? "";

    /// <summary>Whether it stands in a text.</summary>
    public bool IsIn(NormalText text) =>
        Words.Any(fact => NormalText.Holds(text.Words, fact))
        || Split.Any(fact => NormalText.Holds(text.Split, fact))
        || Tight.Any(fact => NormalText.Holds(text.Tight, fact));

    /// <summary>The kind and release in plain words: <c>a CVE of R12</c>.</summary>
    public string Named => Kind switch
    {
        FactKind.Cve => $"a CVE of {Release}",
        FactKind.Fix => $"a fix of {Release}",
        FactKind.Title => $"the title of a fix of {Release}",
        FactKind.Version => $"a version of {Release}",
        _ => $"words that are marked for {Release}",
    };

    /// <summary>The facts of a release, and what was marked beside them, each once.</summary>
    public static IReadOnlyList<Fact> Of(Release release, EmbargoNotes? notes) =>
    [
        .. release.Fixes.SelectMany(fix => new[]
            {
                fix.Cve is { } cve ? Read(FactKind.Cve, release.Id, cve) : null,
                Read(FactKind.Fix, release.Id, fix.Id),
                fix.Title is { } title ? Worded(FactKind.Title, release.Id, title) : null,
            })
            .Concat(release.Versions.Select(version => Read(FactKind.Version, release.Id, version)))
            .Concat((notes?.Marked ?? []).Select(marked => Read(FactKind.Marked, release.Id, marked.Text)))
            .OfType<Fact>()
            .DistinctBy(fact => fact.Key),
    ];

    /// <summary>Whether a text is long enough to be told from others.</summary>
    public static bool IsLongEnough(string text) => NormalText.Of(text).Words.Count(c => c != ' ') >= Shortest;

    // A CVE, a reference or a version is one whoever named it: it has forms of its own.
    private static Fact? Read(FactKind kind, string release, string text)
    {
        var tight = NormalText.Of(text).Tight.Trim();
        if (Cve().Match(tight) is { Success: true } cve)
        {
            return new(kind, release, text)
            {
                Words = [$"cve {cve.Groups["year"]} {cve.Groups["number"]}"],
                Tight = [$"cve-{cve.Groups["year"]}-{cve.Groups["number"]}", $"{cve.Groups["year"]}-{cve.Groups["number"]}"],
            };
        }
        if (Version().Match(tight) is { Success: true })
            return new(kind, release, text) { Tight = [tight, tight.Replace('.', '-')] };
        if (Reference().Match(tight) is { Success: true } reference)
        {
            var (path, number) = (reference.Groups["path"], reference.Groups["number"]);
            string[] pages = reference.Groups["mark"].Value == "#" ? ["issues", "work_items"] : ["merge_requests"];
            return new(kind, release, text) { Tight = [tight, .. pages.Select(page => $"{path}/-/{page}/{number}"), .. pages.Select(page => $"{path}/{page}/{number}")] };
        }
        return Worded(kind, release, text);
    }

    private static Fact? Worded(FactKind kind, string release, string text) => IsLongEnough(text) && NormalText.Of(text) is var normal
        ? new(kind, release, text) { Words = [normal.Words], Split = [normal.Split] }
        : null;

    [GeneratedRegex(@"\Acve-(?<year>[0-9]{4})-(?<number>[0-9]{4,19})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cve();

    [GeneratedRegex(@"\A[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(@"\A(?<path>[a-z0-9][a-z0-9_.\-/]*)(?<mark>[#!])(?<number>[0-9]{1,10})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
