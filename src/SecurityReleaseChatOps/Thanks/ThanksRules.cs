using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>When people may be thanked in public.</summary>
internal static class ThanksRules
{
    /// <summary>For this long after publication a command without a name can mean the release; later it must be named.</summary>
    public static readonly Duration Fresh = Duration.FromDays(30);

    public static bool IsPublic(Release release) => release.PublishedAt is not null && release.State != ReleaseState.Cancelled;

    /// <summary>mrkdwn: why nothing can be said in public yet; null when it can.</summary>
    public static string? TooEarly(Release release) =>
        IsPublic(release) ? null
        : release.State == ReleaseState.Cancelled ? $"{release.Named()} was cancelled: nothing about it becomes public."
        : $"{release.Named()} is not published yet. Thanks are public, so they can be written once it is: after `/release published`.";

    /// <summary>mrkdwn: who posted the thanks, when and where.</summary>
    public static string Already(PostedThanks posted, Release release, string channel, string? address)
    {
        var where = Mrkdwn.Plain("#" + channel);
        return $"{Mrkdwn.User(posted.By)} thanked everyone for {release.Named()} {Mrkdwn.Date(posted.At)} in "
            + $"{(address is null ? where : Mrkdwn.Link(address, "#" + channel))}. It is posted once.";
    }

    /// <summary>The releases that a command without a name can mean: those published recently.</summary>
    /// <param name="done">Ids of releases that are already dealt with.</param>
    public static IReadOnlyList<Release> Meant(IEnumerable<Release> releases, IReadOnlySet<string> done, Instant now) =>
        [.. releases.Where(release => IsPublic(release) && release.PublishedAt + Fresh > now && !done.Contains(release.Id))];
}
