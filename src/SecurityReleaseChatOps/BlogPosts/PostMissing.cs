using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>
/// What is wrong with the last checked post, compared with the release as it is now; listed before canonical and before publication:
/// errors, and warnings, which the gate lets pass with a reason. A post that nobody gave is not asked about: it is checked elsewhere.
/// </summary>
internal sealed class PostMissing(BlogPostStore posts, SlackDirectory directory, AcronymList acronyms) : IMissing
{
    public async Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct) =>
        gate is Gate.Canonical or Gate.Publish && release.Value.HandedTo is null && await posts.LastChecked(release.Id, ct) is { } last
            ? Of(await posts.Open(release, ct), last.Value.Text, acronyms, directory.Shown)
            : [];

    /// <param name="text">The post that was checked.</param>
    /// <param name="shown">mrkdwn of a person's name.</param>
    public static IReadOnlyList<Missing> Of(BlogPostSnapshot read, string text, AcronymList acronyms, Func<string, string> shown) =>
        read.Post.Checked is not { } done || !PostReader.TryRead(text, out var post, out _) ? []
        :
        [
            .. from found in PostChecks.Run(new(post, read.Facts, read.CanonicalPath, done.File, acronyms)).Select(one => one.Finding)
               where found.Level != Level.Note
               group found by found.Level into same
               let all = same.ToList()
               select new Missing($"post:{same.Key}:{ReadAt.Mark(all)}", Words(all), shown(done.By)),
        ];

    private static string Words(List<Finding> found)
    {
        var counted = string.Create(CultureInfo.InvariantCulture, $"{found.Count} {found[0].Level.ToString().ToLowerInvariant()}");
        return $"*The post* has {counted}{(found.Count == 1 ? "" : "s, first")} in {Mrkdwn.Plain(found[0].Where)}: {Mrkdwn.Plain(found[0].Why)}";
    }
}
