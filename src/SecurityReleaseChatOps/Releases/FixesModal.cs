using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release fixes</c>: opens <b>Fixes</b>.</summary>
internal sealed class EditFixes(ReleaseDesk desk) : ReleaseSubcommand(desk)
{
    public override CommandWord Word { get; } = new("/release", "fixes", "[release]", "name what it fixes, with the CVEs");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(release.Value.IsActive
            ? SlashCommandResponse.Open(FixesModal.Render(release.Value))
            : SlashCommandResponse.Ephemeral($"{release.Value.Named()} is {release.Value.State.ToString().ToLowerInvariant()}: its fixes stay."));
}

/// <summary>The modal <b>Fixes</b>.</summary>
internal sealed class FixesModal(ReleaseDesk desk, IStore store, Hosting.Settings settings, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "release.fixes";

    public static ModalViewDefinition Render(Release release) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = release.Id,
        Title = "Fixes",
        Submit = "Save",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"{release.Named()} · each fix and each CVE brings its own steps into the checklist")] },
            new InputBlock
            {
                BlockId = ReleaseFields.Fixes,
                Label = "Fixes",
                Hint = "A line each: reference or link, then the CVE if there is one, like gitlab-org/gitlab#123 CVE-2026-1234",
                Element = new PlainTextInput { Multiline = true, MaxLength = 3000, InitialValue = release.Fixes.Count == 0 ? null : ReleaseFixes.Write(release.Fixes) },
                Optional = true,
            },
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            if (await desk.Get(submission.View.PrivateMetadata ?? "", ct) is not { } read)
                return (null, ViewSubmissionResponse.Update(ReleaseModals.Gone));
            if (!ReleaseFixes.TryParse(submission.State.Text(ReleaseFields.Fixes), read.Value.Fixes, time.GetUtcNow(), out var fixes, out var error))
                return (null, ViewSubmissionResponse.Error(ReleaseFields.Fixes, error));
            if (fixes.SequenceEqual(read.Value.Fixes))
                return (null, ViewSubmissionResponse.Null);
            var commit = new Commit();
            var release = read.Value with { Fixes = fixes };
            await desk.Save(commit, read, release, submission.UserId, "set fixes", ct);
            ReleaseMove.Tell(commit, release, read.Version + 1, $"{Mrkdwn.User(submission.UserId)} set the fixes of {release.Named()}: {release.FixesCounted()}", settings);
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);
}
