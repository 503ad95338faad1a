using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Compares a post that somebody gave with the release: <b>Check post</b>, from the form or from a message.</summary>
internal sealed class PostChecker(BlogPostStore posts, GivenFiles files, AcronymList acronyms, SlackDirectory directory, TimeProvider time)
{
    /// <exception cref="RefusalException">It cannot be read: why, in plain words.</exception>
    public async Task<(GivenFile File, ReadPost Post)> Read(Slack.FileInfo file, CancellationToken ct)
    {
        var given = await files.Read(file, PostReader.MostBytes, ct);
        return PostReader.TryRead(given.Content.Span, out var post, out var why) ? (given, post)
            : throw new RefusalException($"I can't read “{PlainText.Cut(given.Name, 60)}”: {why}.");
    }

    /// <returns>The commit that stores the result, and the result in mrkdwn.</returns>
    public async Task<(Commit Commit, string Words)> Check(Doc<Release> release, (GivenFile File, ReadPost Post) given, string by, CancellationToken ct)
    {
        var read = await posts.Open(release, ct);
        var compared = new PostComparison(given.Post, read.Facts, read.CanonicalPath, given.File.Name, acronyms);
        var found = PostChecks.Run(compared);
        var text = string.Join('\n', given.Post.Lines);
        var (last, hash, now) = (await posts.LastChecked(release.Id, ct), BlogPostStore.Hash(text), time.Now());
        var isOther = read.Post.Checked is { } before && before.Hash != hash;
        var after = read.Post with
        {
            Checked = new(by, now, given.File.Name, hash, BlogPostStore.Hash(read.Facts), PostChecks.Clean(compared, found)),
            Edits = isOther ? [.. read.Post.Edits, new(by, now)] : read.Post.Edits,
        };
        var commit = new Commit();
        BlogPostStore.KeepChecked(commit, release.Id, last, new(text, read.Facts));
        var findings = found.Select(one => one.Finding).ToList();
        await posts.Save(commit, read, after, by, AuditedPost.Checked, ct, findings);
        IReadOnlyList<string> changes = last is null ? [] : [.. PostChanges.Between(last.Value.Of, read.Facts),
            .. LineDifference.Of(last.Value.Text, text, around: 0)];
        var since = last is null || read.Post.Checked is not { } done ? null : $"the check by {directory.Shown(done.By)} {Mrkdwn.Date(done.At)}";
        var words = PostReport.Of(findings, since, changes, out var isWhole);
        if (!isWhole)
        {
            commit.Effect(new GiveFile(
                string.Create(CultureInfo.InvariantCulture, $"{release.Id}-post-check-{now:yyyy-MM-dd-HHmmssfff}.md"), by, PostReport.Whole(findings),
                $"All that was found in the post of {release.Value.Named()}.", Classification.Embargoed(release.Id)));
        }
        return (commit, words);
    }
}
