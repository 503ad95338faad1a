using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Reminds the receiver of a handover that is not accepted an hour into their workday; an hour later the channel is told.</summary>
internal sealed class HandoverAcceptanceJob(HandoverDesk desk, FollowedReleases releases, IStore store) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        var roster = await releases.Roster(ct);
        foreach (var release in await releases.Active(ct))
        {
            foreach (var read in (await desk.Open(release, ct)).Handovers.Where(d => d.Value.IsOpen))
            {
                if (roster.FirstOrDefault(e => e.UserId == read.Value.To) is not { } receiver)
                    continue;
                var due = AcceptanceRules.Due(read.Value, release.Value, receiver, Instant.FromDateTimeOffset(now));
                if (due == AcceptanceDue.Nothing)
                    continue;
                var handover = AcceptanceRules.Done(read.Value, due);
                var commit = new Commit();
                desk.Save(commit, read, handover, release.Value);
                commit.Show(
                    $"{HandoverDesk.MessageKey(handover.Id)}/{due}",
                    desk.Channel(release.Value),
                    Remind(handover, release.Value, due, receiver),
                    Classification.Embargoed(release.Id),
                    due == AcceptanceDue.RemindReceiver ? HandoverDesk.MessageKey(handover.Id) : null);
                await store.Commit(commit, ct); // a conflict: it was accepted just now
            }
        }
    }

    private static Message Remind(Handover handover, Release release, AcceptanceDue due, Engineer receiver)
    {
        var words = due == AcceptanceDue.RemindReceiver
            ? $"{Mrkdwn.User(handover.To)}, this handover waits for you: {Mrkdwn.User(handover.From)} still has {release.Named()}."
            : $":warning: {Mrkdwn.User(handover.To)}{(receiver.Left ? " left and" : "")} has not accepted the handover of {release.Named()} that {Mrkdwn.User(handover.From)} wrote {Mrkdwn.Date(handover.WrittenAt)}. Who has it?";
        return new()
        {
            Text = words,
            Blocks = [new SectionBlock { Text = new Markdown(words) }, new ActionsBlock { Elements = [HandoverMessage.Accept(handover)] }],
        };
    }
}
