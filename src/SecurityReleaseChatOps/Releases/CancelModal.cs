using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release cancel</c>: asks for confirmation in <b>Cancel release</b>.</summary>
internal sealed class CancelReleaseCommand(ReleaseStore releases) : ReleaseCommand(releases, CancelModal.Open)
{
    public override CommandUsage Usage { get; } = new("/release", "cancel", "[release]", "end a release that will not be published", Button: "Cancel release");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(CancelModal.Render(release.Value)));
}

/// <summary>The modal <b>Cancel release</b>: the question, and why.</summary>
internal sealed class CancelModal(
    FormFrame frame, ReleaseStore releases, Hosting.Settings settings, TimeProvider time) : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.cancel";
    private const string Reason = "reason";

    public static While Open { get; } = new("only one that is not published yet can be cancelled; /release close ends a published one", ReleaseState.Preparing);

    public static ModalViewDefinition Render(Release release) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new AboutRelease(release.Id), ReadAt.Nothing),
        Title = "Cancel release",
        Submit = "Cancel the release",
        Close = "Keep it",
        Blocks =
        [
            SectionBlock.Of($"{release.Named()}, due {release.Due()}, ends here: no more prompts, no publication. Its handovers and its history stay."),
            InputBlock.Of(Reason, "Why", new PlainTextInput { MaxLength = NewRelease.LongestReason }, "Shown with the release", optional: true),
        ],
    };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var decided = ReleaseRules.Cancel(read.Value, form.State.Text(Reason), form.By, time.Now());
        if (decided.Refused || !decided.Changed)
            return Wrong(Reason, decided.Words!);
        var commit = new Commit();
        await Releases.Save(commit, read, decided.Value, form.By, "cancelled", ct);
        ReleaseMove.Tell(
            commit, decided.Value, read.Version + 1,
            $"{Directory.Shown(form.By)} cancelled {decided.Value.Named()}{ReleaseText.Because(decided.Value.Changed?.Reason)}", settings);
        return (commit, Done);
    }
}
