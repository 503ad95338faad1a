using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The button <b>Snooze 30 min</b>.</summary>
internal sealed class SnoozePrompt(HandoverStore handovers, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "prompt.snooze";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await handovers.GetPrompt(action.Value ?? "", ct) is not { } read || await handovers.Open(read.Value.ReleaseId, ct) is not { } snapshot)
                return (null, ActionResponse.Ephemeral("This prompt is not there any more."));
            var decided = PromptRules.Snooze(read.Value, request.UserId, handovers.Timing, time.Now());
            if (decided.Refused || !decided.Changed)
                return (null, ActionResponse.Ephemeral($"{Mrkdwn.Plain(decided.Words)}. {handovers.HasIt(snapshot.Release.Value)}"));
            var commit = new Commit();
            await handovers.Save(commit, read, decided.Value, snapshot.Release, ct);
            return (commit, ActionResponse.Ephemeral($"I ask you again {Mrkdwn.Date(decided.Value.SnoozedUntil!.Value, "at {time}")}."));
        }, ActionResponse.None, cancellation);
}

/// <summary>The button <b>Nothing to hand over</b>: asks for a short reason.</summary>
internal sealed class NothingToHandOver(HandoverStore handovers) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "prompt.nothing";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await handovers.GetPrompt(action.Value ?? "", cancellation) switch
        {
            null => ActionResponse.Ephemeral("This prompt is not there any more."),
            { Value: var prompt } when prompt.UserId != request.UserId => ActionResponse.Ephemeral("This prompt is for someone else: only they can answer it."),
            { Value: { IsOpen: false } past } when await handovers.Open(past.ReleaseId, cancellation) is { } snapshot =>
                ActionResponse.Ephemeral($"This prompt is past. {handovers.HasIt(snapshot.Release.Value)}"),
            { Value: var prompt } => ActionResponse.Open(NothingModal.Render(prompt)),
        };
}

/// <summary>The modal <b>Nothing to hand over</b>; the other engineer is told.</summary>
internal sealed class NothingModal(FormFrame frame, HandoverStore handovers, ReleaseStore releases, Settings settings, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, HandoverModal.Open)
{
    public const string CallbackId = "prompt.nothing";
    private const string Why = "why";

    public static ModalViewDefinition Render(Prompt prompt) => FormModal.Of(
        CallbackId, "Nothing to hand over", "Tell them", new AboutRelease(prompt.ReleaseId, Of: prompt.Id), ReadAt.Nothing,
        [
            InputBlock.Of(
                Why, "Why",
                new PlainTextInput { MaxLength = PromptRules.LongestReason },
                "A word for the other engineer, such as: all quiet, waiting for the packages"),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(
        Submitted<AboutRelease> form, Doc<Release> release, CancellationToken ct)
    {
        if (await handovers.GetPrompt(form.About.Of!, ct) is not { } read)
            return Wrong(Why, "This prompt is not there any more.");
        var decided = PromptRules.Nothing(read.Value, form.State.Text(Why), form.By, time.Now());
        if (decided.Refused || !decided.Changed)
            return Wrong(Why, decided.Words!);
        var prompt = decided.Value;
        var commit = new Commit().Audit(form.By, "nothing to hand over", ReleaseStore.CardKey(release.Id), read.Value, prompt);
        await handovers.Save(commit, read, prompt, release, ct);
        commit.Show(
            PromptMessage.Key(prompt) + "/nothing",
            settings.Channels.Psirt,
            $"{Other(release.Value, prompt)}, {Mrkdwn.Plain(Directory.NameOf(prompt.UserId))} has nothing to hand over: "
            + $"{Mrkdwn.Plain(prompt.NothingBecause)}",
            Classification.Embargoed(release.Id),
            PromptMessage.Key(prompt));
        return (commit, Done);
    }

    /// <summary>mrkdwn of the other one of the pair: notified unless somebody covers for them.</summary>
    private string Other(Release release, Prompt prompt) => release.OtherThan(prompt.UserId) is var other && release.Carriers.Contains(other)
        ? Mrkdwn.User(other) : Mrkdwn.Plain(Directory.NameOf(other));
}
