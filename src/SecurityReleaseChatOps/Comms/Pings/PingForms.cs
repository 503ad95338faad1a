using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Opens the modal <b>Ping</b>, also where a step waits for a message; and draws it anew when something in it is chosen.</summary>
internal sealed class PingForms(
    CommsStore comms, Reaching reaching, PingTexts texts, CommsMatrix matrix, TimeProvider time) : IEventForm, IBlockActionHandler<BlockAction>
{
    public const string AudiencesActionId = "comms.audience";
    public const string MessageActionId = "comms.about";
    public const string TimeActionId = "comms.at";
    public const string PreviewActionId = "comms.preview";

    /// <summary>A new form for these messages and audiences; where the app cannot tell them itself, the text to take along.</summary>
    public ModalViewDefinition For(CommsSnapshot snapshot, PingCarried carried, string by, params IEnumerable<Audience> audiences)
    {
        var asked = snapshot.Plan().Where(entry => entry.Ping is null && carried.Asked.Contains(entry.Message.Id)).ToList();
        return asked.Count > 0 && asked.All(entry => entry.IsElsewhere)
            ? ElsewhereModal.Render(snapshot, asked[0].Message, null, texts.Of(snapshot, asked[0].Message), carried.ResponseUrl, carried.View)
            : View(snapshot, by).Render(PingForm.New(carried, snapshot, audiences));
    }

    /// <summary>The form of a scheduled ping.</summary>
    public ModalViewDefinition Edit(CommsSnapshot commsSnapshot, PingCarried carried, Ping ping, string by) =>
        View(commsSnapshot, by).Render(PingForm.Edit(carried, ping));

    public PingView View(CommsSnapshot snapshot, string by) =>
        new(snapshot, by, time.GetUtcNow(), audience => reaching.To(snapshot, audience), message => texts.ForSlack(snapshot, message));

    public bool Makes(string kind) => Message(kind) is not null;

    /// <summary><b>Ping</b> as long as the message is not sent; then <b>Answered elsewhere</b>.</summary>
    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var (snapshot, message) = (await comms.Open(release, ct), Message(kind)!);
        if (kind == message.Id + PingEvidence.Outdated)
            return snapshot.Told.GetValueOrDefault(message.To)?.Value is { } told
                ? ActionResponse.Open(ChangeModal.Render(snapshot, message.To, told, at.ResponseUrl, at.View))
                : null;
        return snapshot.Find($"{release.Id}/{message.Id}")?.Value switch
        {
            null => ActionResponse.Open(For(snapshot, new(release.Id, [message.Id], ResponseUrl: at.ResponseUrl, View: at.View), at.By)),
            { SentAt: null } scheduled =>
                ActionResponse.Open(Edit(snapshot, new(release.Id, [], ResponseUrl: at.ResponseUrl, View: at.View), scheduled, at.By)),
            _ when message.Asks == Asks.Nothing => null,
            { } sent => ActionResponse.Open(ElsewhereModal.Render(snapshot, message, sent, texts.Of(snapshot, message), at.ResponseUrl, at.View)),
        };
    }

    /// <summary>The form as it is filled in, drawn anew.</summary>
    public async Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (request.View is not { } view)
            return ActionResponse.None;
        var (about, readAt) = Carried.Read<PingCarried>(view.PrivateMetadata);
        return await comms.Open(about.Release, cancellation) is { } snapshot
            ? ActionResponse.Update(
                View(snapshot, request.UserId).Render(PingForm.Read(about, readAt, request.State, snapshot), previews: action.ActionId == PreviewActionId))
            : ActionResponse.None;
    }

    private CommsMessage? Message(string kind) => kind.LastIndexOf('.') is > 0 and var dot ? matrix.Find(kind[..dot]) : null;
}
