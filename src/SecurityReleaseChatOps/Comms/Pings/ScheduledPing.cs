using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Change</b> of a scheduled ping: opens it for editing.</summary>
internal sealed class EditPing(CommsStore comms, PingForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.edit";

    public static Button Button(string pingId) => new() { ActionId = $"{ActionId}:{pingId}", Text = "Change", Value = pingId };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var id = action.Value ?? "";
        return await comms.Open(CommsStore.ReleaseOf(id), cancellation) is { } snapshot && snapshot.Find(id) is { Value: { SentAt: null } ping }
            ? ActionResponse.Open(forms.Edit(snapshot, new(snapshot.Release.Id, [], ResponseUrl: request.ResponseUrl), ping, request.UserId))
            : ActionResponse.Ephemeral("It is sent or cancelled already: `/comms` shows how it stands.");
    }
}

/// <summary>The button <b>Cancel</b> of a scheduled ping: it does not go out.</summary>
internal sealed class CancelPing(CommsStore comms, IStore store) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.cancel";

    public static Button Button(string pingId) => new()
    {
        ActionId = $"{ActionId}:{pingId}",
        Text = "Cancel it",
        Value = pingId,
        Confirm = new() { Title = "Cancel this message?", Text = (PlainText)"It is not sent, and its text is gone.", Confirm = "Cancel it", Deny = "Keep it" },
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            var id = action.Value ?? "";
            if (await comms.Open(CommsStore.ReleaseOf(id), ct) is not { } snapshot || snapshot.Find(id) is not { Value: { SentAt: null } ping } read)
                return (null, ActionResponse.Ephemeral("It is sent or cancelled already: `/comms` shows how it stands."));
            var commit = new Commit();
            await comms.Follow(commit, comms.Drop(commit, snapshot, read, request.UserId), request.UserId, ct);
            var words = $":wastebasket: Cancelled: *{Mrkdwn.Escape(snapshot.NameOf(ping.Audience))}*: {PingMessage.Title(snapshot, ping)}.";
            return (commit, request.View is null ? ActionResponse.Ephemeral(words) : ActionResponse.Update(Modals.Says("Ping", words)));
        }, ActionResponse.None, cancellation);
}
