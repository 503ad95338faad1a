using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Reminds, once, of a handover that is not accepted.</summary>
internal sealed class HandoverAcceptanceJob(HandoverStore handovers, FollowedReleases releases, IStore store, SlackDirectory directory) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        var roster = await releases.Roster(ct);
        foreach (var release in await releases.Active(ct))
        {
            foreach (var read in (await handovers.Open(release, ct)).Handovers.Where(d => d.Value.IsOpen))
            {
                if (roster.FirstOrDefault(e => e.UserId == read.Value.To) is not { } receiver)
                    continue;
                var due = AcceptanceRules.Due(read.Value, release.Value, receiver, now);
                if (due == AcceptanceDue.Nothing)
                    continue;
                var handover = AcceptanceRules.Done(read.Value, due);
                var commit = new Commit();
                handovers.Save(commit, read, handover, release);
                handovers.Show(commit, handover, release.Value, Remind(handover, release.Value, receiver, directory.NameOf));
                await store.Commit(commit, ct); // a conflict: it was accepted, or the release changed, just now
            }
        }
    }

    internal static Message Remind(Handover handover, Release release, Engineer receiver, Func<string, string> name)
    {
        var (from, to) = (Mrkdwn.Plain(name(handover.From)), Mrkdwn.Plain(name(handover.To)));
        var words = receiver.Left
            ? $":warning: {Mrkdwn.User(handover.From)}, {to} left and has not accepted the handover of {release.Named()}. Hand it to someone else."
            : $"{Mrkdwn.User(handover.To)}, this handover waits for you: {from} still has {release.Named()}.";
        return new()
        {
            Text = words,
            Blocks = [SectionBlock.Of(words),
                new ActionsBlock { Elements = receiver.Left
                    ? [TakeOverCommand.Button(release)]
                    : [HandoverMessage.Accept(handover), TakeOverCommand.Button(release)] }],
        };
    }
}
