using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Which release a command means.</summary>
/// <param name="Release">The release; null when the person must be asked, or is refused.</param>
/// <param name="Choices">The candidates, when there are several.</param>
/// <param name="Words">Why there is none; null otherwise.</param>
public sealed record Lookup(Release? Release, IReadOnlyList<Release> Choices, string? Words);

public static partial class ReleaseLookup
{
    /// <summary>
    /// Without a word the only active release, or a choice of them; with a word the release of that id (<c>R12</c>, <c>12</c>),
    /// version (<c>v18.6.1</c>) or due date (<c>2026-11-25</c>, <c>Wed 25 Nov</c>), active ones first.
    /// </summary>
    /// <param name="left">Those meant without a word when none is active; null for none.</param>
    public static Lookup Find(Typed word, IReadOnlyList<Release> releases, IEnumerable<Release>? left = null)
    {
        var active = releases.Where(release => release.IsActive).ToList();
        if (word.IsEmpty)
        {
            return One(active.Count > 0 ? active : [.. left ?? []], "There is no active release: start one with /release new");
        }

        // An id is neither a version nor a date, so nothing else needs parsing.
        var bare = word.Bare;
        var named = releases.Where(release => IsIdOf(bare, release)).ToList();
        if (named.Count == 0)
            named = [.. releases.Where(release => Means(bare, release))];
        var namedActive = named.Where(release => release.IsActive).ToList();
        var known = active.Count == 0 ? "there is no active release" : $"active are {string.Join(", ", active.Select(Short))}";
        return One(namedActive.Count > 0 ? namedActive : named, $"I don't know the release {PlainText.Quote(word.Own)}: {known}");
    }

    /// <summary>The release named by the first or last word, and the other words; the name is null when neither names one.</summary>
    /// <param name="endsInText">Whether the words end in free text: a date or version there belongs to the text, and an id there names the release only when the
    /// first word does not.</param>
    public static (Typed? Name, Typed Words) Split(Typed typed, IReadOnlyList<Release> releases, bool endsInText = false)
    {
        var (first, rest) = typed.Split();
        var (before, last) = typed.SplitLast();
        if (endsInText)
            return IsId(first.Folded) || Names(first.Folded) ? (first, rest) : IsId(last.Folded) ? (last, before) : (null, typed);
        // An id is certainly a name, while a date or version at the other end may belong to the text.
        return IsId(last.Folded) ? (last, before) : IsId(first.Folded) ? (first, rest)
            : Names(last.Folded) ? (last, before) : Names(first.Folded) ? (first, rest)
            : (null, typed);

        bool IsId(string word) => releases.Any(release => release.Id.Equals(word, StringComparison.OrdinalIgnoreCase));

        // A bare number may belong to the text.
        bool Names(string word) => !word.All(char.IsAsciiDigit) && releases.Any(release => Means(word, release));
    }

    /// <summary>The first or last word if it looks like an id that no release has; else null.</summary>
    public static Typed? UnknownId(Typed typed, IReadOnlyList<Release> releases)
    {
        foreach (var word in new[] { typed.SplitLast().Last, typed.Split().First })
        {
            if (Id().IsMatch(word.Bare) && word.Bare is var bare && !releases.Any(release => Means(bare, release)))
                return word;
        }
        return null;
    }

    /// <summary>Id and versions, marked if it is a rehearsal: <c>R12 (18.6.1, 18.5.3)</c>.</summary>
    public static string Short(Release release) => $"{release.Id} ({string.Join(", ", release.Versions)}{(release.Rehearsal ? ", rehearsal" : "")})";

    private static Lookup One(IReadOnlyList<Release> found, string otherwise) => found switch
    {
        [] => new Lookup(null, [], otherwise),
        [var only] => new Lookup(only, [], null),
        _ => new Lookup(null, found, null),
    };

    private static bool IsIdOf(string word, Release release) =>
        release.Id.Equals(word, StringComparison.OrdinalIgnoreCase) || release.Id.AsSpan(1).Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool Means(string word, Release release) =>
        IsIdOf(word, release)
        || (ReleaseVersion.TryParse(word, out var version, out _) && release.Versions.Contains(version.ToString()))
        || TypedDate.Names(word, release.DueDate);

    [GeneratedRegex(@"\A[rR][0-9]{1,6}\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Id();
}
