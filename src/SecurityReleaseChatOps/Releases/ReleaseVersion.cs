using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A version such as 17.1.2.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly partial record struct ReleaseVersion(int Major, int Minor, int Patch) : IComparable<ReleaseVersion>
{
    private const int Most = 20;

    public int CompareTo(ReleaseVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Reads exactly three numbers, without zeros before them; <c>v17.1.2</c> is the same.</summary>
    /// <param name="error">What is wrong, in the typist's words.</param>
    public static bool TryParse(Typed text, out ReleaseVersion version, [NotNullWhen(false)] out string? error)
    {
        var match = Pattern().Match(text.Folded);
        version = match.Success ? new(Number("major"), Number("minor"), Number("patch")) : default;
        error = match.Success ? null : $"{PlainText.Quote(text.Own)} is not a version: write it like 17.1.2";
        return match.Success;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Versions separated by commas, spaces, slashes, lines or "and"; newest first in the answer.</summary>
    /// <param name="error">The first thing wrong, in the typist's words.</param>
    public static bool TryParseList(
        Typed text, [NotNullWhen(true)] out IReadOnlyList<ReleaseVersion>? versions, [NotNullWhen(false)] out string? error)
    {
        versions = null;
        error = null;
        var found = new SortedSet<ReleaseVersion>();
        foreach (var word in Between().Split(text.Folded).Select(part => ((Typed)part).Bare).Where(word => word.Length > 0))
        {
            if (!TryParse(word, out var version, out error))
            {
                return false;
            }

            if (!found.Add(version))
            {
                error = $"{version} is there twice";
                return false;
            }
        }

        error = found.Count == 0 ? "Give at least one version, like 17.1.2"
            : found.Count > Most ? $"{found.Count} versions are too many for one release: at most {Most} fit"
            : null;
        versions = [.. found.Reverse()];
        return error is null;
    }

    [GeneratedRegex(
        @"^[vV]?(?<major>0|[1-9]\d{0,3})\.(?<minor>0|[1-9]\d{0,3})\.(?<patch>0|[1-9]\d{0,3})\z",
        RegexOptions.ExplicitCapture | RegexOptions.ECMAScript,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(?:[,;&+/|()\s]|\b(and|or)\b)+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Between();
}

public static class NextVersions
{
    private const int Minors = 3;

    /// <summary>The next patch versions of a product's last three minors, newest first; empty when nothing was released yet.</summary>
    /// <param name="earlier">All releases; cancelled ones, rehearsals and other products do not count.</param>
    public static IReadOnlyList<ReleaseVersion> Of(string product, IEnumerable<Release> earlier) =>
    [
        .. earlier
            .Where(release => release.Product == product && release is { State: not ReleaseState.Cancelled, Rehearsal: false })
            .SelectMany(release => release.Versions)
            .Select(text => ReleaseVersion.TryParse(text, out var version, out _) ? version : default)
            .GroupBy(version => (version.Major, version.Minor))
            .OrderByDescending(minor => minor.Key)
            .Take(Minors)
            .Select(minor => minor.Max() is var last ? last with { Patch = last.Patch + 1 } : default),
    ];
}
