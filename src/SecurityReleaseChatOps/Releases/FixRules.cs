using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Rules about single fixes: finding one, merged, taken out, missing in a version. Pure.</summary>
public static class FixRules
{
    private const int MostNamed = 3;

    /// <summary>The fix a person means: by reference, number alone, CVE, or part of its title. Null when none or several match.</summary>
    public static ReleaseFix? Find(Release release, Typed word)
    {
        return word.IsEmpty ? null
            : Only(fix => Same(fix.Id, word.Folded) || Same(fix.Cve, word.Folded) || fix.Link == word.Visible)
            ?? Only(fix => fix.Id.EndsWith("#" + word.Bare, StringComparison.Ordinal) || fix.Id.EndsWith("!" + word.Bare, StringComparison.Ordinal))
            ?? Only(fix => fix.Title?.Contains(word.Bare, StringComparison.OrdinalIgnoreCase) == true);

        ReleaseFix? Only(Func<ReleaseFix, bool> fits) => release.Fixes.Where(fits).Take(2).ToList() is [var one] ? one : null;
    }

    /// <summary>Marks every fix as merged in the versions nobody has spoken about.</summary>
    public static Decision<Release> MergeAll(Release release, string by, Instant now) => release.Fixes.Count == 0
        ? Decision<Release>.Refuse($"{release.Id} has no fixes yet: /release fixes names them")
        : Unknown(release).Count == 0 ? Decision<Release>.Same(release, "Of every fix it is said already")
        : Decision<Release>.New(release with
        {
            Fixes = [.. release.Fixes.Select(fix =>
                fix.VersionsIn(release).Where(version => fix.StateIn(version) == FixState.Unknown).Aggregate(
                    fix, (said, version) => Say(said, version, FixState.Merged, by, now)))],
        });

    /// <summary>The fix with its state in a version set; the same instance when it was set before.</summary>
    public static ReleaseFix Say(ReleaseFix fix, string version, FixState state, string by, Instant now)
    {
        if (fix.StateIn(version) == state)
            return fix;
        var said = new SortedDictionary<string, FixIn>(fix.In.ToDictionary(), StringComparer.Ordinal);
        said.Remove(version);
        if (state != FixState.Unknown)
            said[version] = new(state, by, now);
        return fix with { In = said };
    }

    /// <summary>
    /// What is missing before publication: each fix that is not in a version, with its author; then those nobody has spoken about,
    /// grouped into one line for the same versions.
    /// </summary>
    /// <param name="author">mrkdwn that names an author.</param>
    public static IReadOnlyList<Missing> Missing(Release release, Func<string, string> author) =>
    [
        .. from fix in release.Fixes
           let versions = Versions(release, fix, FixState.NotIn)
           where versions.Count > 0
           select new Missing(
               $"not-in:{fix.Id}:{string.Join(',', versions)}", $"*{Mrkdwn.Plain(fix.Id)}* is not in {string.Join(", ", versions)}", Who([fix], author)),
        .. from fix in Unknown(release)
           group fix by string.Join(", ", Versions(release, fix, FixState.Unknown)) into same
           let fixes = same.ToList()
           select new Missing(
               $"unknown:{string.Join(',', fixes.Select(fix => fix.Id))}:{same.Key}",
               $"Nobody has said that {Named(fixes)} {(fixes.Count == 1 ? "is" : "are")} in {same.Key}", Who(fixes, author)),
    ];

    /// <summary>Whether it is not known to be merged in every version.</summary>
    public static bool Lacks(Release release, ReleaseFix fix) => fix.VersionsIn(release).Any(version => fix.StateIn(version) != FixState.Merged);

    /// <summary>mrkdwn: a fix's state in each version, in a few words.</summary>
    public static string Standing(Release release, ReleaseFix fix) => !Lacks(release, fix)
        ? ":white_check_mark: merged"
        : string.Join(" · ", from state in new[] { FixState.NotIn, FixState.Unknown, FixState.Merged }
                             let versions = Versions(release, fix, state)
                             where versions.Count > 0
                             select $"{Name(state)} {string.Join(", ", versions)}");

    public static string Name(FixState state) => state switch
    {
        FixState.Merged => "merged in",
        FixState.NotIn => ":warning: not in",
        _ => "unknown in",
    };

    /// <summary>Plain text: its title, or its reference.</summary>
    public static string Called(ReleaseFix fix) => fix.Title ?? fix.Id;

    private static List<ReleaseFix> Unknown(Release release) => [.. release.Fixes.Where(fix => Versions(release, fix, FixState.Unknown).Count > 0)];

    private static List<string> Versions(Release release, ReleaseFix fix, FixState state) =>
        [.. fix.VersionsIn(release).Where(version => fix.StateIn(version) == state)];

    private static string Named(List<ReleaseFix> fixes) =>
        Text.PlainText.Some(fixes, MostNamed, fix => $"*{Mrkdwn.Plain(fix.Id)}*");

    private static string Who(List<ReleaseFix> fixes, Func<string, string> author)
    {
        var authors = fixes.SelectMany(fix => fix.Authors).Distinct().ToList();
        return authors.Count == 0 ? "the pair" : string.Join(", ", authors.Take(MostNamed).Select(author)) + (authors.Count > MostNamed ? " and others" : "");
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
