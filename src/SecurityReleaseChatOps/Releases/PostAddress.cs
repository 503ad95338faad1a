namespace SecurityReleaseChatOps.Releases;

/// <summary>Where the post of a release is read once it is published, and what it is called.</summary>
public static class PostAddress
{
    /// <summary>
    /// The address that was linked, if it is the post's own and not that of its merge request; else the one that posts of
    /// GitLab get: by their newest version, those of 2023 by their date too. Null when nobody can say.
    /// </summary>
    public static string? Of(Release release)
    {
        if (release.Links.BlogPost is { } linked && !linked.Contains("/merge_requests/", StringComparison.Ordinal))
            return linked;
        if (release.Product != Products.GitLab || release.Versions is not [var newest, ..])
            return null;
        var name = $"release-gitlab-{newest.Replace('.', '-')}-released/";
        return release.Kind == ReleaseKind.AppSec
            ? $"https://about.gitlab.com/releases/{DayOf(release).ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}/{(release.IsCritical ? "critical-" : "")}security-{name}"
            : $"https://docs.gitlab.com/releases/patches/patch-{name}";
    }

    /// <summary>What the post is called before its versions; a critical one says so.</summary>
    public static string NameOf(Release release) => $"{release.Product}{(release.IsCritical ? " Critical" : "")} {release.Kind switch
    {
        ReleaseKind.AppSec => "Security Release",
        ReleaseKind.OutOfBand => "Security Advisory",
        _ => "Patch Release",
    }}";

    /// <summary>The day that the post has: of its publication, or when it is due; in UTC.</summary>
    public static DateOnly DayOf(Release release) => (release.PublishedAt ?? release.DueAt).UtcDay();
}
