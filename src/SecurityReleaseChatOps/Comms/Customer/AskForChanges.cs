using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Changes needed</b>, and the modal of that name: a word why, and it is a draft again.</summary>
internal sealed class AskForChanges(FormFrame frame, ReleaseStore releases, CustomerPress press)
    : ReleaseForm<AboutRelease>(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.changes";
    public const string CallbackId = "email.changes";
    private const string Why = "why";

    // The words that were read are those that are judged.
    private const string Revision = "revision";

    // In a rehearsal PSIRT stands in for Communications: it is decided with the release.
    public override Who Who => CustomerPress.Who;

    public override While While => CustomerPress.While;

    public static ModalViewDefinition Render(Release release, int seen) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new AboutRelease(release.Id), ReadAt.Of(Revision, seen)),
        Title = "Changes needed",
        Submit = "Send",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"Customer email of {release.Named()}. It goes back to draft.")] },
            new InputBlock { BlockId = Why, Label = "What has to change", Hint = "Shown with the text",
                Element = new PlainTextInput { Multiline = true, MaxLength = NewRelease.LongestReason, FocusOnLoad = true } },
        ],
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await press.Open(action.Value, cancellation) is not var (snapshot, seen) ? ActionResponse.Ephemeral(CustomerPress.Gone)
        : press.MayApprove(snapshot.Release, request.UserId) ? ActionResponse.Open(Render(snapshot.Release, seen))
        : ActionResponse.Ephemeral($"{Who.Communications.Words} To change the text yourself, press Edit.");

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct) =>
        press.AtForm(form, read, Why, (emailSnapshot, text) => new(
            CustomerRules.AskForChanges(
                text, emailSnapshot.Release, form.By, press.MayApprove(emailSnapshot.Release, form.By), form.State.Text(Why),
                form.ReadAt.Is(Revision, text.Revision), press.Now),
            "asked for changes",
            $":speech_balloon: {string.Join(' ', text.Authors.Select(Mrkdwn.User))}, {press.Shown(form.By)} asks for changes: "
            + $"{Mrkdwn.Plain(form.State.Text(Why))}"), ct);
}
