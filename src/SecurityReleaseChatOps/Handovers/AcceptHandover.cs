using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>
/// The button <b>Accept</b>: the receiver has the release from now on. At Critical they first say, in <see cref="FirstModal"/>, what they begin with.
/// </summary>
internal sealed class AcceptHandover(HandoverStore handovers, Acceptance acceptance, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "handover.accept";
    private const string Gone = "This handover is not there any more. `/handover history` shows all.";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            var id = action.Value ?? "";
            if (await handovers.Open(HandoverStore.ReleaseOf(id), ct) is not { } snapshot || snapshot.Handovers.FirstOrDefault(d => d.Id == id) is not { } read)
                return (null, ActionResponse.Ephemeral(Gone));
            var decided = HandoverRules.Accept(read.Value, snapshot.Release.Value, request.UserId, time.Now());
            if (decided.Refused || !decided.Changed)
                return (null, ActionResponse.Ephemeral($"{Mrkdwn.Plain(decided.Words)}. {handovers.HasIt(snapshot.Release.Value)}"));
            if (snapshot.Release.Value.IsCritical)
                return (null, ActionResponse.Open(FirstModal.Render(read.Value, snapshot.Release.Value)));
            return (await acceptance.Save(snapshot, read, decided.Value, ct), ActionResponse.Ephemeral(Offer(decided.Value)));
        }, ActionResponse.None, cancellation);

    private static Message Offer(AcceptedHandover accepted) => new()
    {
        Text = $"You have {accepted.Release.Named()} now.",
        Blocks =
        [
            new SectionBlock
            {
                Text = new Markdown($"You have {accepted.Release.Named()} now."),
                Accessory = new Button { ActionId = SayFirst.ActionId, Text = "Say what you do first", Value = accepted.Handover.Id },
            },
        ],
    };
}

/// <summary>Saves an accepted handover with its release.</summary>
internal sealed class Acceptance(HandoverStore handovers, ReleaseStore releases)
{
    public async Task<Commit> Save(HandoverSnapshot snapshot, Doc<Handover> read, AcceptedHandover accepted, CancellationToken ct)
    {
        var (commit, handover, by) = (new Commit(), accepted.Handover, accepted.Handover.To);
        handovers.Save(commit, read, handover, accepted.Release);
        await releases.Save(commit, snapshot.Release, accepted.Release, by, "accepted handover", ct);
        return commit.Audit(by, "accepted", HandoverStore.MessageKey(handover.Id), read.Value, handover);
    }
}
