using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Front matter, title and address (rows F2 and F3).</summary>
internal static partial class HeadChecks
{
    private const string Where = "front matter";

    /// <summary>The engineer on rotation.</summary>
    public static IEnumerable<Finding> Author(PostComparison compared)
    {
        var (head, release) = (compared.Post.Head, compared.Release);
        var (author, user) = (head.GetValueOrDefault("author") ?? "", head.GetValueOrDefault("author_gitlab") ?? "");
        if (author.Length == 0)
            yield return new("F2", Level.Error, Where, "It names no author", $"Add author: {release.Author}");
        else if (!release.Engineers.Append(release.Author).Contains(author, StringComparer.OrdinalIgnoreCase))
            yield return new("F2", Level.Warning, Where,
                $"The author is {author}, and on rotation {(release.Engineers.Count == 1 ? "is" : "are")} {Text.PlainText.Series(release.Engineers)}",
                $"Write author: {release.Author}, or say with /blogpost edit who writes it");
        if (user.Length == 0)
            yield return new("F2", Level.Error, Where, "It names no author_gitlab",
                $"Add author_gitlab: {release.Notes.AuthorGitlab ?? $"the user name of {release.Author} on GitLab"}");
        else if (release.Notes.AuthorGitlab is { } known && !known.Equals(user.TrimStart('@'), StringComparison.OrdinalIgnoreCase))
            yield return new("F2", Level.Warning, Where, $"author_gitlab is {user}, and the author's user name is {known}", $"Write author_gitlab: {known}");
    }

    public static IEnumerable<Finding> Critical(PostComparison compared)
    {
        if (compared.Post.Title is not { } title)
            return [];
        var says = title.Contains("Critical", StringComparison.OrdinalIgnoreCase);
        return says == compared.Release.IsCritical ? [] : [new("F2", Level.Error, "title",
            says ? "It calls the release critical, which it is not" : "It does not call the release critical, which it is",
                $"Begin it with {PostTitle.Start(compared.Release)}")];
    }

    /// <summary>When present, it must be this release's: the address with its newest version, and its date where the address has one.</summary>
    public static IEnumerable<Finding> Address(PostComparison compared)
    {
        if (compared.Post.Head.GetValueOrDefault("canonical_path") is not { Length: > 0 } path || compared.CanonicalPath is not { } known)
            return [];
        var (said, date) = (path.Trim('/').Split('/')[^1], Day().Match(path));
        return Named(said) == Named(known.Trim('/').Split('/')[^1]) && (!date.Success
            || date.Value == compared.Release.Date.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture))
            ? [] : [new("F3", Level.Error, Where, $"canonical_path is {path}, which is not the address of this release", $"Write {known}")];
    }

    /// <summary>What the AppSec process requires in the front matter.</summary>
    public static IEnumerable<Finding> Fields(PostComparison compared)
    {
        var head = compared.Post.Head;
        if (head.Count == 0)
            yield return new("F3", Level.Warning, Where, "There is none", "Copy it from the draft: /blogpost draft");
        else if (!(head.GetValueOrDefault("tags") ?? "").Split([',', ' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Contains("security"))
            yield return new("F3", Level.Error, Where, "The tag security is missing", "Write tags: security");
        if (head.Count > 0 && head.GetValueOrDefault("image_title") is not { Length: > 0 })
            yield return new("F3", Level.Error, Where, "The image is missing", "Write image_title: /images/blogimages/security-cover-new.png");
    }

    public static IEnumerable<Finding> Notifications(PostComparison compared) =>
        compared.Post.Headings.Any(heading => Notification().IsMatch(heading.Text)) ? [] : [new(
        "F3", Level.Warning, "bottom", "The section on notifications is missing",
        $"Add “Receive {(compared.Release.Form == PostForm.Security ? "Security Release" : "Patch")} Notifications” at the bottom")];

    /// <summary>The date in its file's name.</summary>
    public static IEnumerable<Finding> Date(PostComparison compared) =>
        compared.FileName is { } name && FileDate().Match(name) is { Success: true } date
            && date.Value != compared.Release.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            ? [new("F3", Level.Error, name,
                $"The date in its name is {date.Value}, and the release is due {compared.Release.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                "Rename the file")]
            : [];

    /// <summary>Whether the file's name has a date to check.</summary>
    public static bool IsDated(string? name) => name is not null && FileDate().IsMatch(name);

    // A critical and a planned release of one version have the same address but for that word.
    private static string Named(string path) => path.Replace("critical-", "").Replace("security-release", "patch-release");

    [GeneratedRegex("[0-9]{4}/[0-9]{2}/[0-9]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Day();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex FileDate();

    [GeneratedRegex(@"\AReceive .*Notifications", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Notification();
}
