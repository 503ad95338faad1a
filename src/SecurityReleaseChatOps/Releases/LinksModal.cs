using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release links</c>: opens the five links of a release to be set or removed.</summary>
internal sealed class EditLinks(ReleaseDesk desk) : ReleaseSubcommand(desk)
{
    public override CommandWord Word { get; } = new("/release", "links", "[release]", "set the links to its issue, checklist, blog posts and communications");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(LinksModal.Render(release.Value)));
}

/// <summary>The modal <b>Links</b> (row A9).</summary>
internal sealed class LinksModal(ReleaseDesk desk, IStore store) : IViewSubmissionHandler
{
    public const string CallbackId = "release.links";

    public static ModalViewDefinition Render(Release release) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = release.Id,
        Title = "Links",
        Submit = "Save",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"{release.Named()} · clear a field to remove its link")] },
            .. Inputs(release.Kind, release.Links),
        ],
    };

    /// <summary>An input for each link, under the name that the process gives it.</summary>
    public static IEnumerable<InputBlock> Inputs(ReleaseKind kind, ReleaseLinks links) => ReleaseLinks.All.Select(link => new InputBlock
    {
        BlockId = ReleaseFields.Link(link),
        Label = ReleaseLinks.Label(link, kind),
        Element = new UrlTextInput { InitialValue = links[link], Placeholder = "https://" },
        Optional = true,
    });

    public static IReadOnlyDictionary<ReleaseLink, string?> Read(ViewState state) =>
        ReleaseLinks.All.ToDictionary(link => link, link => state.Text(ReleaseFields.Link(link)));

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            if (await desk.Get(submission.View.PrivateMetadata ?? "", ct) is not { } read)
                return (null, ViewSubmissionResponse.Update(ReleaseModals.Gone));
            var decided = ReleaseRules.SetLinks(read.Value, Read(submission.State));
            if (decided.Refused)
                return (null, ViewSubmissionResponse.Errors(decided.Errors));
            var commit = new Commit();
            await desk.Save(commit, read, decided.Value, submission.UserId, "set links", ct);
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);
}

/// <summary>Modals that several use cases show.</summary>
internal static class ReleaseModals
{
    /// <summary>Shown in place of a form whose release is not there any more.</summary>
    public static ModalViewDefinition Gone { get; } = Modals.Says("Not found", "This release is not there any more. `/release list` shows all.");
}
