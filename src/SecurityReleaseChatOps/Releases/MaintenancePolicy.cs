namespace SecurityReleaseChatOps.Releases;

/// <summary>The maintenance policy: security fixes go into the newest minors. A mismatch is a note, not a refusal. Pure.</summary>
public static class MaintenancePolicy
{
    // GitLab's major versions end with this minor, unless a later one is known.
    private const int LastMinor = 11;

    /// <summary>Plain text: which minors are too old or missing; null when all fit.</summary>
    /// <param name="known">All releases; the product's newest minor is the newest among them.</param>
    /// <param name="count">How many minors are maintained.</param>
    public static string? Note(Release release, IEnumerable<Release> known, int count)
    {
        var all = known.Append(release)
            .Where(other =>
                other.Product == release.Product && other is { State: not ReleaseState.Cancelled }
                    && (!other.Rehearsal || other.Id == release.Id)).SelectMany(Minors).ToHashSet();
        var (own, maintained) = (Minors(release).Distinct().ToList(), Newest(all, count));
        if (own.Count == 0)
            return null;
        var (old, left) = (own.Except(maintained).ToList(), maintained.Except(own).ToList());
        string?[] notes =
        [
            old.Count > 0 ? $"{List(old)} {(old.Count == 1 ? "is" : "are")} older than the newest {count} minors" : null,
            left.Count > 0 ? $"{List(left)} {(left.Count == 1 ? "has" : "have")} no version in it" : null,
        ];
        return notes.OfType<string>().ToList() is { Count: > 0 } said ? string.Join("; ", said) : null;
    }

    private static List<(int Major, int Minor)> Newest(HashSet<(int Major, int Minor)> known, int count)
    {
        var newest = new List<(int Major, int Minor)>();
        for (var minor = known.Count == 0 ? default : known.Max(); newest.Count < count && minor.Major >= 0 && known.Count > 0;)
        {
            newest.Add(minor);
            minor = minor.Minor > 0 ? (minor.Major, minor.Minor - 1)
                : (minor.Major - 1, known.Where(other => other.Major == minor.Major - 1).Select(other => other.Minor).Append(LastMinor).Max());
        }
        return newest;
    }

    private static IEnumerable<(int Major, int Minor)> Minors(Release release) =>
        release.Versions.Select(text => ReleaseVersion.TryParse(text, out var version, out _) ? version : default)
            .Select(version => (version.Major, version.Minor));

    private static string List(List<(int Major, int Minor)> minors) =>
        string.Join(", ", minors.OrderDescending().Select(minor => string.Create(CultureInfo.InvariantCulture, $"{minor.Major}.{minor.Minor}")));
}
