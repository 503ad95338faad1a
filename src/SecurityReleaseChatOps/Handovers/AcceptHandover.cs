using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The button <b>Accept</b>: the receiver has the release from now on.</summary>
internal sealed class AcceptHandover(HandoverDesk desk, ReleaseDesk releases, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "handover.accept";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            var id = action.Value ?? "";
            if (await desk.Open(HandoverDesk.ReleaseOf(id), ct) is not { } file || file.Handovers.FirstOrDefault(d => d.Id == id) is not { } read)
                return (null, ActionResponse.Ephemeral("This handover is not there any more. `/handover history` shows all."));
            var decided = HandoverRules.Accept(read.Value, file.Release.Value, request.UserId, Instant.FromDateTimeOffset(time.GetUtcNow()));
            if (decided.Refused || !decided.Changed)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words) + "."));

            var (handover, release) = (decided.Value.Handover, decided.Value.Release);
            if (release.LastHandover is { } last && last.Id == handover.Id)
                release = release with { LastHandover = last with { AcceptedAt = handover.AcceptedAt } };
            var commit = new Commit();
            desk.Save(commit, read, handover, release);
            await releases.Save(commit, file.Release, release, request.UserId, "accepted handover", ct);
            commit.Audit(request.UserId, "accepted", HandoverDesk.MessageKey(id), read.Value, handover);
            return (commit, ActionResponse.None);
        }, ActionResponse.None, cancellation);
}
