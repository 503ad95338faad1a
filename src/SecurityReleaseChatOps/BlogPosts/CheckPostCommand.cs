using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary><c>/blogpost check</c>: opens <b>Check post</b>.</summary>
internal sealed class CheckPostCommand(ReleaseStore releases) : ReleaseCommand(releases, CheckPostModal.Open)
{
    public override CommandUsage Usage { get; } = new("/blogpost", "check", "[release]", "compare a post with the release and its CVEs", Button: "Check post");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(CheckPostModal.Render(release.Value, new(release.Id, call.Slack.ResponseUrl))));
}

/// <summary>The modal <b>Check post</b>, which takes the post's file. The findings are shown where it was opened.</summary>
internal sealed class CheckPostModal(FormFrame frame, ReleaseStore releases, PostChecker checker, IFormAnswer answer)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "blogpost.check";
    private const string Post = "post";

    /// <summary>Mistakes are corrected after publication too.</summary>
    public static While Open { get; } = new("its post is not checked any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public static ModalViewDefinition Render(Release release, AboutRelease about) => FormModal.Of(CallbackId, "Check post", "Check", about, ReadAt.Nothing,
    [
        ContextBlock.Of(release.Named()),
        InputBlock.Of(Post, "Post", new FileInput { ActionId = Post, MaxFiles = 1 }, "Its Markdown file, from the merge request or from /blogpost draft"),
    ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (form.State.Files(Post) is not [var file, ..])
            return Wrong(Post, "Give the post's file");
        var (commit, words) = await checker.Check(read, await checker.Read(file, ct), form.By, ct);
        if (form.About.ResponseUrl is null)
            return (commit, ViewSubmissionResponse.Update(Modals.Says("Check post", words)));
        await answer.Say(commit, read, form, words, ct);
        return (commit, Done);
    }
}
