using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Confirm ready</b>; while something is missing, only an admin can confirm, with a reason, in the modal of that name.</summary>
internal sealed class ConfirmReady(
    FormFrame frame, ReleaseStore releases, ReadinessStore readinessStore, MatrixSending matrix, CommsStore comms, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Admins, Awaited), IBlockActionHandler<ButtonAction>, IEventForm
{
    public const string ActionId = "ready.confirm";
    public const string CallbackId = "ready.confirm";
    private const string Reason = "reason";

    private static While Awaited { get; } = new("nobody waits for that any more", ReleaseState.Preparing);

    public static Button Button(string releaseId) => new() { ActionId = ActionId, Text = "Confirm ready", Style = ButtonStyle.Primary, Value = releaseId };

    public static ModalViewDefinition Render(Release release, IReadOnlyList<Missing> missing) => FormModal.Of(
        CallbackId, "Confirm ready", "Confirm anyway", new AboutRelease(release.Id), MissingList.Whole.ReadAt([missing]),
    [
        SectionBlock.Of($"Still missing for {release.Named()}:\n{missing.Listed()}"),
        InputBlock.Of(
            Reason, "Reason", new PlainTextInput { MaxLength = NewRelease.LongestReason }, "Why it can go out without them; everyone sees it"),
    ]);

    public bool Makes(string kind) => kind == "ready";

    /// <summary>Where it stands, with the button.</summary>
    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct) =>
        ActionResponse.Ephemeral(Look(await readinessStore.Open(release, ct)));

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await Store.Run(request.DeliveryId, async ct =>
        {
            if (await Releases.Get(action.Value ?? "", ct) is not { } read)
                return (null, ActionResponse.Ephemeral("That release is not there any more."));
            var snapshot = await readinessStore.Open(read, ct);
            var decided = ReadinessRules.Confirm(snapshot.Read?.Value, snapshot.Release, snapshot.Missing, request.UserId, null, time.Now());
            if (decided.Changed)
                return (await Save(snapshot, decided.Value!, request.UserId, ct),
                    request.IsEphemeral ? ActionResponse.Replace(Look(snapshot, decided.Value)) : ActionResponse.None);
            if (!decided.Refused || snapshot.Missing.Count == 0 || snapshot.Release.State != ReleaseState.Preparing)
                return (null, ActionResponse.Ephemeral($":information_source: {Mrkdwn.Plain(decided.Words)}."));
            return Who.Refuse(Directory, request.UserId) is null
                ? (null, ActionResponse.Open(Render(snapshot.Release, snapshot.Missing)))
                : (null, ActionResponse.Ephemeral(
                    ReadinessCard.Say(
                        new(
                            $":information_source: {snapshot.Release.Named()} is not ready. An admin can confirm it with a reason. "
                            + $"Missing:\n{snapshot.Missing.Listed()}"))));
        }, ActionResponse.None, cancellation);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var snapshot = await readinessStore.Open(read, ct);
        var decided = ReadinessRules.Confirm(
            snapshot.Read?.Value, snapshot.Release, snapshot.Missing, form.By, form.State.Text(Reason), time.Now());
        if (decided.Refused)
            return Wrong(Reason, decided.Words);
        if (snapshot.Missing.Count > 0 && !MissingList.Whole.WasShown(form.ReadAt, snapshot.Missing))
            return form.StaysOpen(
                Render(snapshot.Release, snapshot.Missing), MissingList.Whole.ReadAt([snapshot.Missing]),
                "What is missing changed meanwhile.");
        return (decided.Changed ? await Save(snapshot, decided.Value, form.By, ct) : null, Done);
    }

    private Message Look(ReadinessSnapshot snapshot, Readiness? now = null) =>
        ReadinessCard.Say(ReadinessCard.Look(now ?? snapshot.Read?.Value, snapshot.Release, snapshot.Missing, readinessStore.Shown));

    private async Task<Commit> Save(ReadinessSnapshot snapshot, Readiness readiness, string by, CancellationToken ct)
    {
        var (commit, release) = (new Commit(), snapshot.Release);
        ReleaseStore.Require(commit, snapshot.ReleaseRead);
        var (told, _, _) = await matrix.Ask(commit, snapshot.ReleaseRead, message => message.Needs.Contains("ready"), null, by, ct);
        var thread = told.Threads.TryGetValue(Audience.ReleaseManagers, out var head) ? CommsStore.MessageKey(head.Ping) : null;
        readiness = readinessStore.Tell(commit, snapshot.Read, readiness, release, thread);
        await readinessStore.Save(
            commit, snapshot.Read, readiness, release, snapshot.Missing, by, readiness.Confirmed!.Why is null ? "confirmed" : "overrode", ct);
        await comms.Follow(commit, told, by, ct, (typeof(ReadinessEvidence), ReadinessEvidence.Of(readiness)));
        return commit;
    }
}
