using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>Asks every week for six weeks whether the CVE records are public: about one in ten is late. Releases that are over are skipped.</summary>
internal sealed class RecordsJob(
    FollowedReleases releases, CloseOutReading reading, CloseOutStore documents, IStore store, Hosting.Settings settings) : IDueJob, IReleaseEnd
{
    public const string Name = "cve-records";

    public async Task Look(Instant now, CancellationToken ct)
    {
        foreach (var release in (await releases.Read(ct)).Where(read =>
            CloseOutRules.WeekOf(read.Value, now) > 0 && read.Value.State != ReleaseState.Cancelled))
        {
            // Already asked this week: nothing to gather.
            if ((await documents.Get(release.Id, ct))?.Value.Asked >= CloseOutRules.WeekOf(release.Value, now))
                continue;
            var (snapshot, read) = await reading.Read(release, ct);
            if (CloseOutRules.WeekToAsk(snapshot, now) is not { } week)
                continue;
            var commit = new Commit();
            CloseOutStore.Save(commit, read, snapshot.State with { Asked = week }, release, Name, "asked");
            commit.Show(
                Key(release.Id, week), settings.Channels.Psirt, RecordsQuestion.Render(snapshot, week), Classification.Embargoed(release.Id),
                ReleaseStore.CardKey(release.Id));
            await store.Commit(commit, ct); // a conflict: another instance asked just now
        }
    }

    public async Task<bool> Ending(Commit commit, Doc<Release> release, Instant now, CancellationToken ct) =>
        release.Value.PublishedAt is null || !CloseOutRules.Asks(await reading.Open(release, ct), now);

    public static string Key(string releaseId, int week) => string.Create(CultureInfo.InvariantCulture, $"{CloseOutStore.Subject(releaseId)}/records/{week}");
}

/// <summary>The question whether the records are public, with the button <b>All are public</b>.</summary>
internal sealed class RecordsQuestion(
    ReleaseStore releases, CloseOutReading reading, CloseOutSaving saving, IStore store, SlackDirectory directory, Hosting.Settings settings,
    TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "close-out.records";
    private const int MostNamed = 5;

    public static Message Render(CloseOutSnapshot snapshot, int week)
    {
        var open = snapshot.Open(Part.Records);
        var names = Text.PlainText.Some(open, MostNamed, cve => Mrkdwn.Plain(snapshot.Plan.Name(Part.Records, cve)));
        var words =
            $"{Mrkdwn.User(snapshot.Release.Primary)} Week {week} of {CloseOutRules.Weeks}: {(open.Count == 1 ? "is the record" : "are the records")} "
            + $"of {names} public?";
        return new()
        {
            Text = words,
            Blocks =
            [
                SectionBlock.Of(words),
                ActionsBlock.Of(
                    new Button { ActionId = ActionId, Text = "All are public", Value = snapshot.Release.Id },
                    CloseOutPress.Button($"{CloseOutPress.PartActionId}:{Part.Records}", "Some are", snapshot.Release)),
            ],
        };
    }

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (Who.Psirt.Refuse(directory, request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            if (await releases.Get(action.Value ?? "", ct) is not { } read)
                return (null, ActionResponse.Ephemeral(ReleaseText.Gone));
            var (snapshot, state) = await reading.Read(read, ct);
            var decided = CloseOutRules.Tick(snapshot, Part.Records, [.. snapshot.Open(Part.Records)], request.UserId, time.Now());
            if (!decided.Changed)
                return (null, ActionResponse.Ephemeral("That was said already."));
            var commit = new Commit();
            await saving.Save(commit, read, state, snapshot with { State = decided.Value! }, request.UserId, "closed out", ct);
            commit.Show(
                RecordsJob.Key(read.Id, snapshot.State.Asked), settings.Channels.Psirt,
                $":white_check_mark: The CVE records of {read.Value.Named()} are public, says {directory.Shown(request.UserId)}.",
                Classification.Embargoed(read.Id), ReleaseStore.CardKey(read.Id));
            return (commit, ActionResponse.None);
        }, ActionResponse.None, cancellation);
}
