using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A fix that a release carries.</summary>
/// <param name="Id">The reference of its issue or merge request, such as <c>gitlab-org/gitlab#123</c>.</param>
/// <param name="Link">Its address, if given as a link.</param>
/// <param name="Cve">The CVE's number, or the reference of its request while it has none.</param>
/// <param name="AddedAt">When it was linked to the release.</param>
public sealed record ReleaseFix(string Id, string? Link, string? Cve, Instant AddedAt)
{
    /// <summary>The reference of the request by which its CVE was first known, kept when the number arrives; null: <paramref name="Cve"/> itself.</summary>
    public string? CveKey { get; init; }

    /// <summary>Our own id of its CVE: stable when the number arrives later, and shared by all fixes of one CVE. Null without a CVE.</summary>
    [JsonIgnore]
    public string? CveId => CveKey ?? Cve;

    /// <summary>Its CVE's number; null while it has none.</summary>
    [JsonIgnore]
    public string? CveNumber => ReleaseFixes.IsCveNumber(Cve) ? Cve : null;

    /// <summary>The vulnerability's severity; null until somebody says.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The vulnerability in a few words; embargoed until publication. Null until somebody says.</summary>
    public string? Title { get; init; }

    /// <summary>Who wrote it: Slack user ids, or names.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Who reported the vulnerability and may be named; null for nobody, or when unknown.</summary>
    public string? Reporter { get; init; }

    /// <summary>The product it is for: by its reference, unless somebody said another one.</summary>
    public string Product { get => field ?? FixProducts.Of(Id); init; }

    /// <summary>The release that handed it over, in whose versions it ships; null for the release's own. See <see cref="ShareCommand"/>.</summary>
    public FixOrigin? From { get; init; }

    /// <summary>Its stated state by version; a missing version is <see cref="FixState.Unknown"/>.</summary>
    public IReadOnlyDictionary<string, FixIn> In { get; init; } = Nowhere;

    /// <summary>The fix itself, without its state in versions.</summary>
    [JsonIgnore]
    internal ReleaseFix Itself => this with { In = Nowhere };

    /// <summary>The versions that it belongs into.</summary>
    public IReadOnlyList<string> VersionsIn(Release release) => From?.Versions ?? release.Versions;

    /// <summary>Whether it is in that version, as far as it was said.</summary>
    public FixState StateIn(string version) => In.GetValueOrDefault(version)?.State ?? FixState.Unknown;

    /// <summary>Lists are compared by content: the same authors in the same order, and the same states of the same versions, are equal.</summary>
    public bool Equals(ReleaseFix? other) =>
        other is not null && (Id, Link, Cve, CveKey, AddedAt) == (other.Id, other.Link, other.Cve, other.CveKey, other.AddedAt)
        && (Severity, Title, Reporter, Product) == (other.Severity, other.Title, other.Reporter, other.Product) && Authors.SequenceEqual(other.Authors)
        && From?.Release == other.From?.Release && (From?.Versions ?? []).SequenceEqual(other.From?.Versions ?? [])
        && In.Count == other.In.Count && In.All(said => said.Value == other.In.GetValueOrDefault(said.Key));

    public override int GetHashCode() => HashCode.Combine(Id, Cve, Severity, Title, Reporter, Authors.Count);

    private static IReadOnlyDictionary<string, FixIn> Nowhere { get; } = new Dictionary<string, FixIn>();
}

/// <summary>
/// Fixes as people type them, a line each: <c>gitlab-org/gitlab#123 CVE-2026-1234 high | Title | by @anna, Jane Doe | reported by alice</c>.
/// Everything but the reference is optional, and the parts between bars may come in any order.
/// </summary>
public static partial class ReleaseFixes
{
    public const int Most = 50;

    /// <summary>The longest line, so that all lines fit the inputs of a form.</summary>
    public const int LongestLine = 500;

    // Its reference is part of step ids, whose length Slack limits.
    private const int LongestId = 80;

    private const string Pattern = "gitlab-org/gitlab#123 CVE-2026-1234 high | Title | by @name | reported by name";

    /// <summary>The format that <see cref="TryParse"/> reads, one fix a line.</summary>
    /// <param name="people">The workspace's people by id: an author among them is written as <c>@name</c>.</param>
    public static string Write(IEnumerable<ReleaseFix> fixes, IReadOnlyDictionary<string, Member> people) =>
        string.Join('\n', fixes.Select(fix => Write(fix, people)));

    /// <summary>Parses all lines; an existing fix keeps what a line does not say: when it was added, its product, and where it is merged.</summary>
    /// <param name="error">What is wrong with the first faulty line, quoting it as typed.</param>
    public static bool TryParse(
        Typed text, IReadOnlyList<ReleaseFix> before, Instant now, IReadOnlyDictionary<string, Member> people,
        [NotNullWhen(true)] out IReadOnlyList<ReleaseFix>? fixes, [NotNullWhen(false)] out string? error)
    {
        var read = new List<ReleaseFix>();
        (fixes, error) = (null, null);
        var number = 0;
        foreach (var line in text.Own.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (((Typed)line).IsEmpty)
                continue;
            if (Line(line, now, people, out var wrong) is not { } fix)
                error = $"Line {number}, {PlainText.Quote(line)}: {wrong}";
            else if (Write(fix, people).Length > LongestLine)
                error = $"Line {number} is too long: at most {LongestLine} characters fit";
            else if (read.Exists(other => Same(other.Id, fix.Id)))
                error = $"Line {number}: {fix.Id} is there twice";
            else
                read.Add(before.FirstOrDefault(known => Same(known.Id, fix.Id)) is { } known
                    ? fix with { AddedAt = known.AddedAt, Product = known.Product, From = known.From, In = known.In }
                    : fix);
            if (error is not null)
                return false;
        }
        error = read.Count > Most ? $"{read.Count} fixes are too many for one release: at most {Most} fit" : null;
        fixes = read;
        return error is null;
    }

    /// <summary>Whether this is a CVE's number, or the reference of its request.</summary>
    internal static bool IsCve(Typed word) => IsCveNumber(word.Folded) || Reference(word.Folded) is not null;

    /// <summary>Reads a CVE's number, or the reference of its request.</summary>
    /// <param name="cve">Null when nothing was typed.</param>
    internal static bool TryParseCve(Typed text, out string? cve)
    {
        var word = text.Bare;
        cve = word.Length == 0
            ? null
            : IsCveNumber(word)
            ? word.ToUpperInvariant()
            : Named().Match(word) is { Success: true } named ? named.Value.ToUpperInvariant() : Reference(text.Visible)?.Id;
        return word.Length == 0 || cve is not null;
    }

    internal static bool IsCveNumber([NotNullWhen(true)] string? cve) => cve is not null && CveNumber().IsMatch(cve);

    private static string Write(ReleaseFix fix, IReadOnlyDictionary<string, Member> people)
    {
        string?[] first = [fix.Link ?? fix.Id, fix.Cve, fix.Severity is null ? null : fix.Severity.Name()];
        string?[] parts =
        [
            string.Join(' ', first.OfType<string>()),
            fix.Title is { } title && Marked().IsMatch(title) ? $"title: {title}" : fix.Title,
            fix.Authors.Count == 0 ? null : "by " + string.Join(", ", fix.Authors.Select(author => FixAuthors.Written(author, people))),
            fix.Reporter is { } reporter ? "reported by " + reporter : null,
        ];
        return string.Join(" | ", parts.OfType<string>());
    }

    private static ReleaseFix? Line(string line, Instant now, IReadOnlyDictionary<string, Member> people, out string wrong)
    {
        // Bars also occur in Slack's form of links and mentions: <address|label>.
        var parts = Labelled().Replace(Space().Replace(line, " "), "<${target}>").Split(
            ['|', '｜'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        wrong = $"write a reference and, if it has one, its CVE, like {Pattern}";
        if (parts.Length == 0 || First(parts[0], now) is not { } fix)
            return null;
        foreach (var part in parts.Skip(1))
        {
            var mark = Marked().Match(part);
            var words = mark.Success ? part[mark.Length..].TrimStart() : part;
            var kind = mark.Groups["kind"].Value.ToLowerInvariant();
            wrong = words.Length == 0 ? $"nothing stands after “{part}”" : $"“{(kind.Length == 0 ? "title" : kind)}” is there twice";
            if (words.Length == 0)
                return null;
            switch (kind)
            {
                case "by" when fix.Authors.Count == 0:
                    fix = fix with { Authors = FixAuthors.Read(words, people) };
                    break;
                case "reported by" when fix.Reporter is null:
                    fix = fix with
                    {
                        Reporter = Mention().Replace(
                        words, m => people.TryGetValue(m.Groups["id"].Value, out var known) ? known.ShownName : m.Groups["id"].Value)
                    };
                    break;
                case "" or "title" when fix.Title is null:
                    fix = fix with { Title = words };
                    break;
                default:
                    return null;
            }
        }
        return fix;
    }

    /// <summary>The reference, then CVE and severity if present.</summary>
    private static ReleaseFix? First(Typed part, Instant now)
    {
        var words = part.Folded.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || Reference(words[0]) is not { } reference)
            return null;
        var fix = new ReleaseFix(reference.Id, reference.Link, null, now);
        foreach (var word in words.Skip(1))
        {
            if (fix.Severity is null && SeverityOf(word) is { } severity)
                fix = fix with { Severity = severity };
            else if (fix.Cve is null && (IsCveNumber(word) ? word.ToUpperInvariant() : Reference(word)?.Id) is { } cve)
                fix = fix with { Cve = cve };
            else
                return null;
        }
        return fix;
    }

    private static Severity? SeverityOf(string word) => Enum.GetValues<Severity>().Cast<Severity?>().FirstOrDefault(known => Same(known.Name(), word));

    // Also an address in Slack's form of links, <address|label>.
    internal static (string Id, string? Link)? Reference(string word)
    {
        if (Short().IsMatch(word))
            return word.Length <= LongestId ? (word, null) : null;
        return ReleaseLinks.TryParseUrl(word, out var url, out _) && Address().Match(url) is { Success: true } match
            && $"{match.Groups["path"]}{(match.Groups["kind"].Value == "issues" || match.Groups["kind"].Value == "work_items" ? '#' : '!')}{match.Groups["number"]}" is { Length: <= LongestId } id
            ? (id, url)
            : null;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(?<kind>reported by|by|title)(?::|(?= )|\z)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"<(?<target>[@#!]?[^<>|\s]+)\|[^<>]*>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"<@(?<id>[A-Z0-9]+)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_][A-Za-z0-9_.\-]*)*[#!][1-9][0-9]{0,9}\z", RegexOptions.ExplicitCapture
        | RegexOptions.NonBacktracking)]
    private static partial Regex Short();

    [GeneratedRegex(@"\Ahttps?://[^/]+/(?<path>[A-Za-z0-9_.\-/]+)/-/(?<kind>issues|work_items|merge_requests)/(?<number>[1-9][0-9]{0,9})(?:[/?#].*)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    // In the address of its record, such as https://www.cve.org/CVERecord?id=CVE-2026-1234.
    [GeneratedRegex(@"CVE-[0-9]{4}-[0-9]{4,19}\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"\ACVE-[0-9]{4}-[0-9]{4,19}\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CveNumber();
}
