using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Opens the modal <b>Ping</b>, also where a step waits for a message; and draws it anew when something in it is chosen.</summary>
internal sealed class PingForms(CommsStore desk, Reaching reaching, PingTexts texts, CommsMatrix matrix, TimeProvider time) : IEventForm, IBlockActionHandler<BlockAction>
{
    public const string AudiencesActionId = "comms.audience";
    public const string MessageActionId = "comms.about";
    public const string TimeActionId = "comms.at";
    public const string PreviewActionId = "comms.preview";

    /// <summary>A new form for these messages and audiences; where the app cannot tell them itself, the text to take along.</summary>
    public ModalViewDefinition For(CommsSnapshot file, PingCarried carried, string by, params IEnumerable<Audience> audiences)
    {
        var asked = file.Plan().Where(entry => entry.Ping is null && carried.Asked.Contains(entry.Message.Id)).ToList();
        return asked.Count > 0 && asked.All(entry => entry.IsElsewhere)
            ? ElsewhereModal.Render(file, asked[0].Message, null, texts.Of(file, asked[0].Message), carried.ResponseUrl, carried.View)
            : View(file, by).Render(PingForm.New(carried, file, audiences));
    }

    /// <summary>The form of a scheduled ping.</summary>
    public ModalViewDefinition Edit(CommsSnapshot file, PingCarried carried, Ping ping, string by) => View(file, by).Render(PingForm.Edit(carried, ping));

    public PingView View(CommsSnapshot file, string by) => new(file, by, time.GetUtcNow(), audience => reaching.To(file, audience), message => texts.ForSlack(file, message));

    public bool Makes(string kind) => Message(kind) is not null;

    /// <summary><b>Ping</b> as long as the message is not sent; then <b>Answered elsewhere</b>.</summary>
    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var (file, message) = (await desk.Open(release, ct), Message(kind)!);
        if (kind == message.Id + PingEvidence.Outdated)
            return file.Told.GetValueOrDefault(message.To)?.Value is { } told ? ActionResponse.Open(ChangeModal.Render(file, message.To, told, at.ResponseUrl, at.View)) : null;
        return file.Find($"{release.Id}/{message.Id}")?.Value switch
        {
            null => ActionResponse.Open(For(file, new(release.Id, [message.Id], ResponseUrl: at.ResponseUrl, View: at.View), at.By)),
            { SentAt: null } scheduled => ActionResponse.Open(Edit(file, new(release.Id, [], ResponseUrl: at.ResponseUrl, View: at.View), scheduled, at.By)),
            _ when message.Asks == Asks.Nothing => null,
            { } sent => ActionResponse.Open(ElsewhereModal.Render(file, message, sent, texts.Of(file, message), at.ResponseUrl, at.View)),
        };
    }

    /// <summary>The form as it is filled in, drawn anew.</summary>
    public async Task<ActionResponse> Handle(BlockAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (request.View is not { } view)
            return ActionResponse.None;
        var (about, readAt) = Carried.Read<PingCarried>(view.PrivateMetadata);
        return await desk.Open(about.Release, cancellation) is { } file
            ? ActionResponse.Update(View(file, request.UserId).Render(PingForm.Read(about, readAt, request.State, file)))
            : ActionResponse.None;
    }

    private CommsMessage? Message(string kind) => kind.LastIndexOf('.') is > 0 and var dot ? matrix.Find(kind[..dot]) : null;
}
