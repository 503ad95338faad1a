using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>When people may be thanked in public.</summary>
internal static class ThanksRules
{
    /// <summary>Who thanks is expected within that time of the publication; a release can still be named later.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(30);

    public static bool IsPublic(Release release) => release.PublishedAt is not null && release.State != ReleaseState.Cancelled;

    /// <summary>Why nothing can be said in public yet; mrkdwn; null when it can.</summary>
    public static string? TooEarly(Release release) =>
        IsPublic(release) ? null
        : release.State == ReleaseState.Cancelled ? $"{release.Named()} was cancelled: nothing about it becomes public."
        : $"{release.Named()} is not published yet. Thanks are public, so they can be written once it is: after `/release published`.";

    /// <summary>mrkdwn: who posted it, when and where.</summary>
    public static string Already(PostedThanks posted, Release release, string channel, string? address)
    {
        var where = Mrkdwn.Plain("#" + channel);
        return $"{Mrkdwn.User(posted.By)} thanked everyone for {release.Named()} {Mrkdwn.Date(posted.At)} in "
            + $"{(address is null ? where : Mrkdwn.Link(address, "#" + channel))}. It is posted once.";
    }

    /// <summary>The releases that a command without a name can mean: published of late.</summary>
    /// <param name="done">Those whose turn is over.</param>
    public static IReadOnlyList<Release> Meant(IEnumerable<Release> releases, IReadOnlySet<string> done, DateTimeOffset now) =>
        [.. releases.Where(release => IsPublic(release) && release.PublishedAt + Fresh > now && !done.Contains(release.Id))];
}
