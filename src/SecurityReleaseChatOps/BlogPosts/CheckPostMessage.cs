using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>A file attached to a message.</summary>
internal sealed record PostInMessage(string FileId, string Name);

/// <summary>The message shortcut <b>Check post</b>: compares a message's file with the active release, and asks which when there are several.</summary>
internal sealed class CheckPostMessage(FormFrame frame, ReleaseStore releases, PostChecker checker)
    : Form<PostInMessage>(frame, Who.Psirt), IMessageShortcutHandler
{
    public const string CallbackId = "blogpost.check.message";

    public async Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation)
    {
        if (Who.Refuse(Directory, shortcut.UserId) is { } no)
            return ActionResponse.Ephemeral(no);
        var files = shortcut.Message.Files ?? [];
        if ((files.FirstOrDefault(file => file.Name?.EndsWith(".md", StringComparison.OrdinalIgnoreCase) == true)
            ?? (files is [var only] ? only : null)) is not { } post)
            return ActionResponse.Ephemeral(files.Count == 0 ? "This message has no file. Use *Check post* on one with the post's Markdown file."
                : "None of these files is called `….md`: which is the post? `/blogpost check` takes one.");
        var given = new PostInMessage(post.Id, post.Name ?? post.Id);
        var active = (await releases.All(cancellation)).Where(release => release.Value.IsActive).ToList();
        return active.Count switch
        {
            0 => ActionResponse.Ephemeral("No release is under way. Start one with `/release new`."),
            1 => ActionResponse.Ephemeral(await Store.Run(shortcut.DeliveryId, ct => Check(active[0], given, shortcut.UserId, ct),
                "This post is checked already.", cancellation)),
            _ => ActionResponse.Open(WhichRelease.Render(CallbackId, "Check post", "Check", given, active.Select(release => release.Value))),
        };
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<PostInMessage> form, CancellationToken ct)
    {
        if (form.State.Option(WhichRelease.BlockId) is not { } id || await releases.Get(id, ct) is not { } release)
            return Wrong(WhichRelease.BlockId, "Pick the release.");
        if (CheckPostModal.Open.Refuse(release.Value) is { } no)
            return Wrong(WhichRelease.BlockId, no);
        var (commit, words) = await Check(release, form.About, form.By, ct);
        return (commit, ViewSubmissionResponse.Update(Modals.Says("Check post", words)));
    }

    private async Task<(Commit? Commit, string Words)> Check(Doc<Release> release, PostInMessage given, string by, CancellationToken ct) =>
        await checker.Check(release, await checker.Read(new() { Id = given.FileId, Name = given.Name }, ct), by, ct);
}
