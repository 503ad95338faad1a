using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary><c>/blogpost correct</c>: how to correct a mistake in the published post, and what else still says the old thing (row F5).</summary>
internal sealed class CorrectPostCommand(ReleaseStore releases, BlogPostStore posts, PostDraft draft, AcronymList acronyms,
    IEnumerable<IEvidence> evidence, Access.SlackDirectory directory)
    : ReleaseCommand(
        releases, new("its post is not public yet; change the CVE or the fix, then /blogpost draft", ReleaseState.Published, ReleaseState.Closed))
{
    public override CommandUsage Usage { get; } = new("/blogpost", "correct", "[release]", "mend a mistake in the published post, everywhere",
        Button: "Correct post");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var read = await posts.Open(release, ct);
        var last = await posts.LastChecked(release.Id, ct);
        if (last is null || !PostReader.TryRead(last.Value.Text, out var post, out _))
            return SlashCommandResponse.Ephemeral("I have not seen the post yet. Give its file with `/blogpost check`, then I can say what has to change.");
        var wrong = PostChecks.Run(new(post, read.Facts, read.CanonicalPath, null, acronyms)).Select(found => found.Finding)
            .Where(finding => finding.Level == Level.Error).ToList();
        var changed = LineDifference.Of(draft.Write(last.Value.Of, read.CanonicalPath), draft.Write(read.Facts, read.CanonicalPath), around: 0);
        var facts = new List<Fact>();
        foreach (var source in evidence)
            facts.AddRange(await source.Of(release, ct));
        var cves = PostChanges.Cves(last.Value.Of, read.Facts).Union(read.Facts.Fixes.Select(fix => fix.Cve).OfType<string>()
            .Where(cve => wrong.Exists(finding => finding.Where.Contains(cve, StringComparison.Ordinal)))).ToList();
        return SlashCommandResponse.Ephemeral(Correction.Of(read, wrong, changed, cves, facts, directory.Shown));
    }
}
