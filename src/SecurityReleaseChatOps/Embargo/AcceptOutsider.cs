using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>
/// The button <b>Accept</b> beside a guest or stranger in an admin's home, and the modal of that name: why they may hear embargoed facts.
/// </summary>
internal sealed class AcceptOutsider(FormFrame frame, Hearers hearers, TimeProvider time)
    : Form<AcceptOutsider.AboutOutsider>(frame, Who.Admins), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.outsider.accept";
    public const string CallbackId = "comms.outsider";
    private const string Reason = "reason";

    /// <param name="Key">Key of the <see cref="Outsider"/>.</param>
    internal sealed record AboutOutsider(string Key);

    /// <summary>What an admin's home says about an outsider.</summary>
    public static SectionBlock Line(Outsider outsider) => outsider.Accepted is { Value: var accepted }
        ? SectionBlock.Of(
            $"{Mrkdwn.Plain(outsider.Named)}: accepted by {Mrkdwn.User(accepted.By)} {Mrkdwn.Date(accepted.At)}{ReleaseText.Because(accepted.Reason)}",
            new Button { ActionId = TakeBackAcceptance.ActionId, Text = "Undo", Value = outsider.Key })
        : SectionBlock.Of(
            $"{Mrkdwn.Plain(outsider.Named)}: nothing embargoed goes there until you accept them, or they leave.",
            new Button { ActionId = ActionId, Text = "Accept", Value = outsider.Key });

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        Who.Refuse(Directory, request.UserId) is null && await hearers.Find(action.Value, cancellation) is { Accepted: null } outsider
            ? ActionResponse.Open(Render(outsider))
            : ActionResponse.None;

    private static ModalViewDefinition Render(Outsider outsider) => FormModal.Of(
        CallbackId, "Accept", "Accept", new AboutOutsider(outsider.Key), ReadAt.Nothing,
        [
            SectionBlock.Of(
                $"{Mrkdwn.Plain(outsider.Named)}. Accepted, they read there what is embargoed. It is kept in the audit with your name and the reason."),
            InputBlock.Of(Reason, "Reason", new PlainTextInput { MaxLength = NewRelease.LongestReason }),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutOutsider> form, CancellationToken ct)
    {
        var reason = form.State.Text(Reason)?.Trim() ?? "";
        if (reason.Length == 0)
            return Wrong(Reason, "Write a few words");
        if (await hearers.Find(form.About.Key, ct) is not { Accepted: null } outsider)
            return (null, Done); // they have left, or another admin was faster
        var acceptance = new Acceptance(form.By, reason, time.Now());
        return (new Commit()
            .Put(Hearers.Kind, outsider.Key, acceptance, 0)
            .Audit(form.By, "accepted outsider", outsider.Key, after: acceptance)
            .RetryFailed()
            .Effect(new PublishHome(form.By)), Done);
    }
}

/// <summary>The button <b>Undo</b> beside an accepted outsider.</summary>
internal sealed class TakeBackAcceptance(Hearers hearers, SlackDirectory directory, IStore store) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.outsider.undo";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (directory.RoleOf(request.UserId) < Access.Role.Admin || await hearers.Find(action.Value, ct) is not { Accepted: { } accepted })
                return (null, ActionResponse.None);
            return (new Commit()
                .Delete(Hearers.Kind, accepted.Id, accepted.Version)
                .Audit(request.UserId, "took acceptance back", accepted.Id, accepted.Value)
                .Effect(new PublishHome(request.UserId)), ActionResponse.None);
        }, ActionResponse.None, cancellation);
}
