using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Finds the CVE that a command means; pure.</summary>
internal static class CveLookup
{
    /// <summary>
    /// The word that names a CVE, by its number or the reference of its request, and the other words; null when none does. The first word may be the
    /// end of a number: <c>12571</c>.
    /// </summary>
    public static (string? Name, Typed Words) Split(Typed typed)
    {
        var (first, after) = typed.Split();
        if ((Name(first) ?? (IsEnding(first.Bare) ? first.Bare : null)) is { } head)
            return (head, after);
        var (before, last) = typed.SplitLast();
        return Name(last) is { } tail ? (tail, before) : (null, typed);
    }

    /// <summary>The CVE with this name; without a name, the only one there is.</summary>
    /// <param name="why">Why none was found, in plain text; null when one was.</param>
    public static ReleaseCve? Find(ReleaseCvesSnapshot all, string? name, out string? why)
    {
        var found = name is null ? all.Cves : [.. all.Cves.Where(cve => Names(cve, name))];
        why = found.Count == 1 ? null
            : all.Cves.Count == 0 ? $"{all.Release.Id} has no CVE yet: /cve add adds one"
            : name is null ? $"{all.Release.Id} has {all.Cves.Count} CVEs: name the one, such as {all.Cves[0].Name}"
            : $"{all.Release.Id} has no CVE {Text.PlainText.Quote(name)}: /cve list shows all";
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The releases whose fixes include a CVE with this name.</summary>
    public static IReadOnlyList<Release> Having(IEnumerable<Release> releases, string name) =>
        [.. releases.Where(release => release.Fixes.Any(fix => Is(fix.Cve, name) || Same(fix.CveKey, name)))];

    private static bool Names(ReleaseCve cve, string name) => Same(cve.Id, name) || Is(cve.Name, name) || cve.Fixes.Any(fix => Same(fix.Id, name));

    private static string? Name(Typed word) => !word.IsEmpty && ReleaseFixes.TryParseCve(word, out var cve) ? cve : null;

    /// <summary>Whether these digits may be the end of a CVE number, which is at least four digits.</summary>
    public static bool IsEnding(string word) => word.Length is >= 4 and <= 19 && word.All(char.IsAsciiDigit);

    private static bool Is(string? cve, string name) => Same(cve, name)
        || IsEnding(name) && ReleaseFixes.IsCveNumber(cve) && cve.EndsWith("-" + name, StringComparison.Ordinal);

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
