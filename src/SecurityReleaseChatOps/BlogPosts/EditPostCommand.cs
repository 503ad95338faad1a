using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary><c>/blogpost edit</c>: opens what only people can say of a post.</summary>
internal sealed class EditPostCommand(ReleaseStore releases, BlogPostStore posts) : ReleaseCommand(releases, EditPostModal.Open)
{
    public override CommandUsage Usage { get; } = new("/blogpost", "edit", "[release]", "author, third-party updates and bug fixes of the post",
        Button: "Edit post");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        SlashCommandResponse.Open(EditPostModal.Render(await posts.Open(release, ct), new(release.Id, call.Slack.ResponseUrl)));
}

/// <summary>The modal <b>Blog post</b>: author, updates and bug fixes; in the oldest process the choices of its advisory.</summary>
internal sealed class EditPostModal(FormFrame frame, ReleaseStore releases, BlogPostStore posts, IFormAnswer answer)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "blogpost.edit";

    private static readonly Part<(string Input, string Value)> Each = new("post", one => one.Input, one => one.Value);

    public static While Open { get; } = new("its post stays as it is", ReleaseState.Preparing, ReleaseState.Published);

    public static ModalViewDefinition Render(BlogPostSnapshot read, AboutRelease about)
    {
        var said = PostFields.Of(read.Post.Notes);
        return FormModal.Of(CallbackId, "Blog post", "Save", about, Each.ReadAt(said),
        [ContextBlock.Of(read.Release.Named()),
        .. PostFields.Inputs(read.Facts, said.ToDictionary(one => one.Input, one => one.Value))]);
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var post = await posts.Open(read, ct);
        var merged = Each.Merge(form.ReadAt, PostFields.Of(post.Post.Notes), PostFields.Typed(form.State));
        if (merged.Clashes.Count > 0)
            return form.StaysOpen(Render(post, form.About), merged.Told,
                $"{await LastBy("blog-post/" + read.Id, ct, "edited")} changed it meanwhile. *Save* puts yours in its place.");
        var decided = PostFields.Read(merged.Values.ToDictionary(one => one.Input, one => one.Value), post.Facts);
        if (decided.Refused)
            return Wrong(decided.Errors);
        if (PostFields.Of(decided.Value).SequenceEqual(PostFields.Of(post.Post.Notes)))
            return (null, Done);
        var commit = new Commit();
        await posts.Save(commit, post, post.Post with { Notes = decided.Value }, form.By, "edited", ct);
        await answer.Say(commit, read, form, ":white_check_mark: Saved for the post. `/blogpost draft` writes it anew.", ct);
        return (commit, Done);
    }
}
