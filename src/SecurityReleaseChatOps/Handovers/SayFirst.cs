using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The button <b>Say what you do first</b>, for whoever accepted a handover.</summary>
internal sealed class SayFirst(HandoverStore handovers) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "handover.first";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var id = action.Value ?? "";
        if (await handovers.Open(HandoverStore.ReleaseOf(id), cancellation) is not { } snapshot
            || snapshot.AllHandovers.FirstOrDefault(h => h.Id == id) is not { } handover)
            return ActionResponse.Ephemeral("This handover is not there any more. `/handover history` shows all.");
        return handover.AcceptedBy != request.UserId || !snapshot.Release.Value.IsActive || snapshot.Release.Value.Owner != request.UserId
            ? ActionResponse.Ephemeral(handovers.HasIt(snapshot.Release.Value))
            : ActionResponse.Open(FirstModal.Render(handover, snapshot.Release.Value));
    }
}

/// <summary>
/// The modal in which the receiver says what they do first; it accepts the handover if that has not happened yet. The sender is told: they see a
/// misunderstanding before they leave.
/// </summary>
internal sealed class FirstModal(FormFrame frame, HandoverStore handovers, Acceptance acceptance, ReleaseStore releases, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, HandoverModal.Open)
{
    public const string CallbackId = "handover.first";
    private const string First = "first";

    public static ModalViewDefinition Render(Handover handover, Release release) => FormModal.Of(
        CallbackId, handover.IsOpen ? "Accept" : "What you do first", handover.IsOpen ? "Accept" : "Say it", new AboutRelease(release.Id, Of: handover.Id),
        ReadAt.Nothing,
        [
            ContextBlock.Of(release.Named()),
            InputBlock.Of(
                First, "What do you do first?",
                new PlainTextInput { MaxLength = HandoverRules.LongestFirst, InitialValue = handover.First },
                "A line, shown under the handover"),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(
        Submitted<AboutRelease> form, Doc<Release> release, CancellationToken ct)
    {
        var snapshot = await handovers.Open(release, ct);
        if (snapshot.Handovers.FirstOrDefault(d => d.Id == form.About.Of) is not { } read)
            return Wrong(First, "This handover is not there any more.");
        var accepted = HandoverRules.Accept(read.Value, release.Value, form.By, time.Now());
        if (accepted.Refused)
            return Wrong(First, $"{accepted.Words}.");
        var said = HandoverRules.First(accepted.Value!.Handover, form.State.Text(First), form.By);
        if (said.Refused)
            return Wrong(First, said.Words);
        var commit = accepted.Changed ? await acceptance.Save(snapshot, read, accepted.Value with { Handover = said.Value! }, ct) : new Commit();
        if (!accepted.Changed)
            handovers.Save(commit.Audit(form.By, "said first", HandoverStore.MessageKey(read.Id), read.Value, said.Value), read, said.Value!, release);
        handovers.TellSender(commit, said.Value!, release.Value);
        return (commit, Done);
    }
}
