using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Confirm ready</b>; while something is missing only an admin can, with a reason, in the modal of that name.</summary>
internal sealed class ConfirmReady(
    FormFrame frame, ReleaseStore releases, ReadinessReading reading, ReadinessStore desk, CustomerAsk ask, CommsStore comms, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "ready.confirm";
    public const string CallbackId = "ready.confirm";
    private const string Reason = "reason";

    public override Who Who => Who.Admins;

    public override While While { get; } = new("nobody waits for that any more", ReleaseState.Preparing);

    public static Button Button(string releaseId) => new() { ActionId = ActionId, Text = "Confirm ready", Style = ButtonStyle.Primary, Value = releaseId };

    public static ModalViewDefinition Render(Release release, IReadOnlyList<Missing> missing) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new AboutRelease(release.Id), MissingList.Whole.ReadAt([missing])),
        Title = "Confirm ready",
        Submit = "Confirm anyway",
        Close = "Cancel",
        Blocks =
        [
            new SectionBlock { Text = new Markdown($"Still missing for {release.Named()}:\n{missing.Listed()}") },
            new InputBlock { BlockId = Reason, Label = "Reason", Hint = "Why it can go out without them; everyone sees it", Element = new PlainTextInput { MaxLength = NewRelease.LongestReason } },
        ],
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await Store.Run(request.DeliveryId, async ct =>
        {
            if (await reading.Open(action.Value ?? "", ct) is not { } file)
                return (null, ActionResponse.Ephemeral("That release is not there any more."));
            var decided = ReadinessRules.Confirm(file.Read?.Value, file.Release, file.Missing, request.UserId, null, time.GetUtcNow());
            if (decided.Changed)
                return (await Save(file, decided.Value!, request.UserId, ct), request.IsEphemeral ? ActionResponse.Replace(ReadinessCard.Say(ReadinessCard.Look(decided.Value, file.Release, file.Missing, desk.Shown))) : ActionResponse.None);
            if (!decided.Refused || file.Missing.Count == 0 || file.Release.State != ReleaseState.Preparing)
                return (null, ActionResponse.Ephemeral($":information_source: {Mrkdwn.Plain(decided.Words)}."));
            return Who.Refuse(Directory, request.UserId) is null
                ? (null, ActionResponse.Open(Render(file.Release, file.Missing)))
                : (null, ActionResponse.Ephemeral(ReadinessCard.Say(new($":information_source: {file.Release.Named()} is not ready. An admin can confirm it with a reason. Missing:\n{file.Missing.Listed()}"))));
        }, ActionResponse.None, cancellation);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var file = (await reading.Open(read.Id, ct))!;
        var decided = ReadinessRules.Confirm(file.Read?.Value, file.Release, file.Missing, form.By, form.State.Text(Reason), time.GetUtcNow());
        if (decided.Refused)
            return Wrong(Reason, decided.Words);
        if (file.Missing.Count > 0 && !MissingList.Whole.WasShown(form.ReadAt, file.Missing))
            return form.StaysOpen(Render(file.Release, file.Missing), MissingList.Whole.ReadAt([file.Missing]), "What is missing changed meanwhile.");
        return (decided.Changed ? await Save(file, decided.Value, form.By, ct) : null, Done);
    }

    private async Task<Commit> Save(ReadinessSnapshot file, Readiness readiness, string by, CancellationToken ct)
    {
        var (commit, release) = (new Commit(), file.Release);
        ReleaseStore.Require(commit, file.ReleaseRead);
        var (told, _, _) = await ask.Ask(commit, file.ReleaseRead, message => message.Needs.Contains("ready"), null, by, ct);
        var thread = told.Threads.TryGetValue(Audience.ReleaseManagers, out var head) ? CommsStore.MessageKey(head.Ping) : null;
        readiness = desk.Tell(commit, file.Read, readiness, release, thread);
        await desk.Save(commit, file.Read, readiness, release, file.Missing, by, readiness.Confirmed!.Why is null ? "confirmed" : "overrode", ct);
        await comms.Follow(commit, told, by, ct, (typeof(ReadinessEvidence), ReadinessEvidence.Of(readiness)));
        return commit;
    }
}
