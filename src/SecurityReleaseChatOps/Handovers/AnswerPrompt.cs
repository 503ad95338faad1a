using NodaTime;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The button <b>Snooze 30 min</b>.</summary>
internal sealed class SnoozePrompt(HandoverDesk desk, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "prompt.snooze";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await desk.GetPrompt(action.Value ?? "", ct) is not { } read || await desk.Open(read.Value.ReleaseId, ct) is not { } file)
                return (null, ActionResponse.Ephemeral("This prompt is not there any more."));
            var decided = PromptRules.Snooze(read.Value, request.UserId, desk.Timing, Instant.FromDateTimeOffset(time.GetUtcNow()));
            if (decided.Refused || !decided.Changed)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words) + "."));
            var commit = new Commit();
            desk.Save(commit, read, decided.Value, file.Release.Value);
            return (commit, ActionResponse.Ephemeral($"I ask you again {Mrkdwn.Date(decided.Value.SnoozedUntil!.Value, "at {time}")}."));
        }, ActionResponse.None, cancellation);
}

/// <summary>The button <b>Nothing to hand over</b>: asks for a word why.</summary>
internal sealed class NothingToHandOver(HandoverDesk desk) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "prompt.nothing";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await desk.GetPrompt(action.Value ?? "", cancellation) switch
        {
            null => ActionResponse.Ephemeral("This prompt is not there any more."),
            { Value: var prompt } when prompt.UserId != request.UserId => ActionResponse.Ephemeral("This prompt is for someone else: only they can answer it."),
            { Value: var prompt } => ActionResponse.Open(NothingModal.Render(prompt)),
        };
}

/// <summary>The modal <b>Nothing to hand over</b>; the other engineer is told.</summary>
internal sealed class NothingModal(HandoverDesk desk, IStore store, Settings settings, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "prompt.nothing";
    private const string Why = "why";

    public static ModalViewDefinition Render(Prompt prompt) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = prompt.Id,
        Title = "Nothing to hand over",
        Submit = "Tell them",
        Close = "Cancel",
        Blocks =
        [
            new InputBlock
            {
                BlockId = Why,
                Label = "Why",
                Hint = "A word for the other engineer, such as: all quiet, waiting for the packages",
                Element = new PlainTextInput { MaxLength = PromptRules.LongestReason },
            },
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            if (await desk.GetPrompt(submission.View.PrivateMetadata ?? "", ct) is not { } read || await desk.Open(read.Value.ReleaseId, ct) is not { } file)
                return (null, ViewSubmissionResponse.Update(ReleaseModals.Gone));
            var decided = PromptRules.Nothing(read.Value, submission.State.Text(Why), submission.UserId, Instant.FromDateTimeOffset(time.GetUtcNow()));
            if (decided.Refused || !decided.Changed)
                return (null, ViewSubmissionResponse.Error(Why, decided.Words!));
            var (prompt, release) = (decided.Value, file.Release.Value);
            var commit = new Commit().Audit(submission.UserId, "nothing to hand over", ReleaseDesk.CardKey(release.Id), read.Value, prompt);
            desk.Save(commit, read, prompt, release);
            commit.Show(
                PromptMessage.Key(prompt) + "/nothing",
                settings.Channels.Psirt,
                $"{Mrkdwn.User(release.OtherThan(prompt.UserId))}, {Mrkdwn.User(prompt.UserId)} has nothing to hand over: {Mrkdwn.Plain(prompt.NothingBecause)}",
                Classification.Embargoed(release.Id),
                PromptMessage.Key(prompt));
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);
}
