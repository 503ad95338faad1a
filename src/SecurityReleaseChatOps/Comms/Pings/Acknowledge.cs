using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Acknowledge</b> of a ping, for those whom it is for.</summary>
internal sealed class Acknowledge(CommsDesk desk, Reaching reaching, SlackDirectory directory, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.acknowledge";

    public const string Gone = "This message is not there any more.";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            var id = action.Value ?? "";
            if (await desk.Open(CommsDesk.ReleaseOf(id), ct) is not { } file || file.Find(id) is not { Value: var ping })
                return (null, ActionResponse.Ephemeral(Gone));
            var people = reaching.To(file, ping.Audience).People;
            var decided = PingRules.Acknowledge(file, ping, request.UserId, people, directory.NameOf, time.GetUtcNow());
            if (decided.Refused || !decided.Changed)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words) + "."));
            var commit = new Commit();
            await desk.Follow(commit, desk.Save(commit, file, decided.Value, request.UserId, "acknowledged"), request.UserId, ct);
            return (commit, ActionResponse.Ephemeral(Thanks(file, decided.Value)));
        }, ActionResponse.None, cancellation);

    internal static Message Thanks(CommsFile file, Ping ping)
    {
        var words = $":white_check_mark: Thank you. {Mrkdwn.User(ping.By)} sees that *{PingMessage.Title(file, ping)}* is acknowledged.";
        return new()
        {
            Text = words,
            Blocks =
            [
                new SectionBlock { Text = new Markdown(words) },
                new ActionsBlock { Elements = [new Button { ActionId = TakeBackAcknowledgement.ActionId, Text = "Undo", Value = ping.Id }] },
            ],
        };
    }
}

/// <summary>The button <b>Undo</b> beside the thanks: for who pressed by mistake.</summary>
internal sealed class TakeBackAcknowledgement(CommsDesk desk, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.unacknowledge";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            var id = action.Value ?? "";
            if (await desk.Open(CommsDesk.ReleaseOf(id), ct) is not { } file || file.Find(id) is not { Value: var ping })
                return (null, ActionResponse.Replace(Acknowledge.Gone));
            var decided = PingRules.TakeBack(ping, request.UserId, time.GetUtcNow());
            if (decided.Refused)
                return (null, ActionResponse.Replace(Mrkdwn.Plain(decided.Words) + "."));
            var commit = new Commit();
            await desk.Follow(commit, desk.Save(commit, file, decided.Value, request.UserId, "took acknowledgement back"), request.UserId, ct);
            return (commit, ActionResponse.Replace("Taken back: it waits for an acknowledgement again."));
        }, ActionResponse.Replace("That was taken back already."), cancellation);
}
