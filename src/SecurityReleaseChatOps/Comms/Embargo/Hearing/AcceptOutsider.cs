using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Accept</b> beside a guest or stranger in an admin's home. Its value is the channel and the person.</summary>
internal sealed class AcceptOutsider(Hearers hearers, SlackDirectory directory) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.outsider.accept";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        directory.RoleOf(request.UserId) >= Access.Role.Admin && await hearers.Find(action.Value, cancellation) is { Accepted: null } outsider
            ? ActionResponse.Open(OutsiderModal.Render(outsider))
            : ActionResponse.None;

    /// <summary>What an admin's home says of them.</summary>
    public static SectionBlock Render(Outsider outsider) => outsider.Accepted is { Value: var accepted }
        ? new()
        {
            Text = new Markdown($"{Mrkdwn.Plain(outsider.Named)}: accepted by {Mrkdwn.User(accepted.By)} {Mrkdwn.Date(accepted.At)}{ReleaseWords.Because(accepted.Reason)}"),
            Accessory = new Button { ActionId = TakeBackAcceptance.ActionId, Text = "Undo", Value = outsider.Key },
        }
        : new()
        {
            Text = new Markdown($"{Mrkdwn.Plain(outsider.Named)}: nothing embargoed goes there until you accept them, or they leave."),
            Accessory = new Button { ActionId = ActionId, Text = "Accept", Value = outsider.Key },
        };
}

/// <summary>The modal <b>Accept</b>: why someone from outside may hear what is embargoed.</summary>
internal sealed class OutsiderModal(Hearers hearers, SlackDirectory directory, IStore store, IOutboxHealth outbox, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "comms.outsider";
    private const string Reason = "reason";

    public static ModalViewDefinition Render(Outsider outsider) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = outsider.Key,
        Title = "Accept",
        Submit = "Accept",
        Close = "Cancel",
        Blocks =
        [
            new SectionBlock { Text = new Markdown($"{Mrkdwn.Plain(outsider.Named)}. Accepted, they read there what is embargoed. It is kept in the audit with your name and the reason.") },
            new InputBlock { BlockId = Reason, Label = "Reason", Element = new PlainTextInput { MaxLength = NewRelease.LongestReason } },
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation)
    {
        var answer = await store.Run(submission.DeliveryId, async ct =>
        {
            var (by, reason) = (submission.UserId, submission.State.Text(Reason)?.Trim() ?? "");
            if (directory.RoleOf(by) < Access.Role.Admin)
                return (null, ViewSubmissionResponse.Error(Reason, "Only an admin can accept them"));
            if (reason.Length == 0)
                return (null, ViewSubmissionResponse.Error(Reason, "Write a few words"));
            if (await hearers.Find(submission.View.PrivateMetadata, ct) is not { Accepted: null } outsider)
                return (null, ViewSubmissionResponse.Null); // they left, or another admin was faster
            var acceptance = new Acceptance(by, reason, time.GetUtcNow());
            return (new Commit()
                .Put(Hearers.Kind, outsider.Key, acceptance, 0)
                .Audit(by, "accepted outsider", outsider.Key, after: acceptance)
                .Effect(new PublishHome(by)), ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);
        await outbox.RetryFailed(cancellation); // what was held back because of them
        return answer;
    }
}

/// <summary>The button <b>Undo</b> beside an accepted one.</summary>
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
