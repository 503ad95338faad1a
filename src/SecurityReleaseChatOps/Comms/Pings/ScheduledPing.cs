using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Change</b> of a scheduled ping: opens it as it was written.</summary>
internal sealed class EditPing(CommsStore desk, PingForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.edit";

    public static Button Button(Ping ping) => new() { ActionId = $"{ActionId}:{ping.Id}", Text = "Change", Value = ping.Id };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var id = action.Value ?? "";
        return await desk.Open(CommsStore.ReleaseOf(id), cancellation) is { } file && file.Find(id) is { Value: { SentAt: null } ping }
            ? ActionResponse.Open(forms.Edit(file, new(file.Release.Id, [], ResponseUrl: request.ResponseUrl), ping, request.UserId))
            : ActionResponse.Ephemeral("It is sent or cancelled already: `/comms` shows how it stands.");
    }
}

/// <summary>The button <b>Cancel</b> of a scheduled ping: it does not go out.</summary>
internal sealed class CancelPing(CommsStore desk, IStore store) : IBlockActionHandler<ButtonAction>
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
            if (await desk.Open(CommsStore.ReleaseOf(id), ct) is not { } file || file.Find(id) is not { Value: { SentAt: null } ping } read)
                return (null, ActionResponse.Ephemeral("It is sent or cancelled already: `/comms` shows how it stands."));
            var commit = new Commit();
            await desk.Follow(commit, desk.Drop(commit, file, read, request.UserId), request.UserId, ct);
            var words = $":wastebasket: Cancelled: *{Mrkdwn.Escape(file.NameOf(ping.Audience))}*: {PingMessage.Title(file, ping)}.";
            return (commit, request.View is null ? ActionResponse.Ephemeral(words) : ActionResponse.Update(Modals.Says("Ping", words)));
        }, ActionResponse.None, cancellation);
}
