using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Approve</b>: Communications approves the words beside it (row G2).</summary>
internal sealed class ApproveText(CustomerPress press, SlackDirectory directory) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.approve";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.AtButton(action, request, (file, text, seen) => new(
            CustomerRules.Approve(text, file.Release, request.UserId, directory.IsOfCommunications(request.UserId), seen, press.Now),
            "approved",
            [(Deed.EmailApproved, true)],
            $":white_check_mark: {Mrkdwn.User(request.UserId)} approved the customer email of {file.Release.Named()}."), cancellation);
}

/// <summary>The button <b>Ask for changes</b>, and the modal of that name: a word why, and it is a draft again.</summary>
internal sealed class AskForChanges(CustomerPress press, SlackDirectory directory) : IBlockActionHandler<ButtonAction>, IViewSubmissionHandler
{
    public const string ActionId = "email.changes";
    public const string CallbackId = "email.changes";
    private const string Why = "why";

    public static ModalViewDefinition Render(Release release, string value) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = value,
        Title = "Ask for changes",
        Submit = "Ask",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"Customer email of {release.Named()}: it is a draft again until it is changed.")] },
            new InputBlock { BlockId = Why, Label = "What to change", Hint = "Shown with the text", Element = new PlainTextInput { Multiline = true, MaxLength = NewRelease.LongestReason, FocusOnLoad = true } },
        ],
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        !directory.IsOfCommunications(request.UserId) ? ActionResponse.Ephemeral("Only Communications can say that. To change the text yourself, press Edit.")
        : await press.Open(action.Value, cancellation) is var (file, _) ? ActionResponse.Open(Render(file.Release, action.Value!))
        : ActionResponse.Ephemeral(CustomerPress.Gone);

    public Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        press.AtForm(submission, Why, (file, text, seen) => new(
            CustomerRules.AskForChanges(text, file.Release, submission.UserId, directory.IsOfCommunications(submission.UserId), submission.State.Text(Why), seen, press.Now),
            "asked for changes",
            text.Approved is null ? [] : [(Deed.EmailApproved, false)],
            $":speech_balloon: {string.Join(' ', text.Authors.Select(Mrkdwn.User))}, {Mrkdwn.User(submission.UserId)} asks for changes: {Mrkdwn.Plain(submission.State.Text(Why))}"), cancellation);
}
