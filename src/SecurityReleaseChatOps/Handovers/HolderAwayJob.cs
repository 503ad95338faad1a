using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Tells those who can help, in the PSIRT channel, that nobody at work has a release; once, and one line when somebody has it again.</summary>
internal sealed class HolderAwayJob(HandoverStore handovers, FollowedReleases releases, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        var roster = await releases.Roster(ct);
        foreach (var release in await releases.Active(ct))
        {
            var (snapshot, holder) = (await handovers.Open(release, ct), roster.FirstOrDefault(engineer => engineer.UserId == release.Value.Owner));
            var (told, open) = (snapshot.Away?.Value, snapshot.AllHandovers.FirstOrDefault(handover => handover.IsOpen));
            if (told is { Over: false } && (told.Holder != release.Value.Owner || (holder is not null && Workdays.IsAtWork(holder, now))))
            {
                await Save(snapshot, told with { Over = true }, Over(release.Value), ct);
            }
            else if (HolderAwayRules.Due(
                release.Value, holder, snapshot.AllHandovers, snapshot.AllPrompts, told, directory.HasLeft, handovers.Timing.LeadDays, now) is { } since)
            {
                await Ask(new(release.Id, release.Value.Owner, since, now, Handover: open?.Id));
            }
            else if (told is { Over: false } && told.Handover != open?.Id)
            {
                await Ask(told with { Handover = open?.Id }); // written or withdrawn since
            }

            Task Ask(HolderAway away) =>
                Save(snapshot, away, Question(
                    release.Value, open, holder, HolderAwayRules.Helpers(release.Value, snapshot.AllHandovers, roster, now), away.Since), ct);
        }
    }

    // On a conflict another instance was faster, or somebody just took it.
    private async Task Save(HandoverSnapshot handoverSnapshot, HolderAway away, Message message, CancellationToken ct)
    {
        var commit = new Commit();
        ReleaseStore.Require(commit, handoverSnapshot.Release);
        handovers.Save(commit, handoverSnapshot.Away, away);
        commit.Show(away.Key, settings.Channels.Psirt, message, Classification.Embargoed(away.ReleaseId));
        await store.Commit(commit, ct);
    }

    private Message Question(
        Release release, Handover? open, Engineer? holder, IReadOnlyList<string> helpers, Instant since) => HolderAwayMessage.Render(
        release, open, holder, helpers.Count > 0 ? string.Join(' ', helpers.Select(Mrkdwn.User)) : directory.Mention(settings.Access.Admins), since,
        directory.NameOf);

    private Message Over(Release release) => $":white_check_mark: {Mrkdwn.Plain(directory.NameOf(release.Owner))} is on {release.Named()} now.";
}

/// <summary>The message.</summary>
internal static class HolderAwayMessage
{
    /// <param name="open">The handover waiting for acceptance; null when there is none.</param>
    /// <param name="whom">mrkdwn that notifies those who can help.</param>
    public static Message Render(Release release, Handover? open, Engineer? holder, string whom, Instant since, Func<string, string> name)
    {
        var who = Mrkdwn.Plain(name(release.Owner));
        var why = holder is null ? $"{who} is not on the rotation."
            : holder.Left ? $"{who} left."
            : open is not null ? $"{Mrkdwn.Plain(name(open.To))} has not accepted it from {who}."
            : since == release.OwnerSince || since == release.CreatedAt ? $"{who} is not at work."
            : $"{who}'s workday ended {Mrkdwn.Date(since)}, without a handover.";
        var words = $":warning: {(whom.Length > 0 ? whom + ", nobody" : "Nobody")} at work has {release.Named()}. {why}";
        return new()
        {
            Text = words,
            Blocks = [SectionBlock.Of(words),
                ActionsBlock.Of(TakeOverCommand.Button(release), ChangePairCommand.Button(release))],
        };
    }
}
