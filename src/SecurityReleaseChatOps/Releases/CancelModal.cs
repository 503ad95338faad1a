using NodaTime;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release cancel</c>: asks first, in <b>Cancel release</b>.</summary>
internal sealed class CancelRelease(ReleaseDesk desk) : ReleaseSubcommand(desk)
{
    public override CommandWord Word { get; } = new("/release", "cancel", "[release]", "end a release that will not be published");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(CancelModal.Render(release.Value)));
}

/// <summary>The modal <b>Cancel release</b>: the question, and why.</summary>
internal sealed class CancelModal(ReleaseDesk desk, IStore store, Hosting.Settings settings, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "release.cancel";
    private const string Reason = "reason";

    public static ModalViewDefinition Render(Release release) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = release.Id,
        Title = "Cancel release",
        Submit = "Cancel the release",
        Close = "Keep it",
        Blocks =
        [
            new SectionBlock { Text = new Markdown($"{release.Named()}, due {release.Due()}, ends here: no more prompts, no publication. Its handovers and its history stay.") },
            new InputBlock { BlockId = Reason, Label = "Why", Hint = "Shown with the release", Element = new PlainTextInput { MaxLength = NewRelease.LongestReason }, Optional = true },
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            if (await desk.Get(submission.View.PrivateMetadata ?? "", ct) is not { } read)
                return (null, ViewSubmissionResponse.Update(ReleaseModals.Gone));
            var decided = ReleaseRules.Cancel(read.Value, submission.State.Text(Reason), submission.UserId, Instant.FromDateTimeOffset(time.GetUtcNow()));
            if (decided.Refused || !decided.Changed)
                return (null, ViewSubmissionResponse.Error(Reason, decided.Words!));
            var commit = new Commit();
            await desk.Save(commit, read, decided.Value, submission.UserId, "cancelled", ct);
            ReleaseMove.Tell(commit, decided.Value, read.Version + 1, $"{Mrkdwn.User(submission.UserId)} cancelled {decided.Value.Named()}{ReleaseWords.Because(decided.Value.Changed?.Reason)}", settings);
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);
}
