using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A form that tells an audience, or records that they were told; it closes those under it too.</summary>
internal abstract class TellingForm<T>(FormFrame frame, ReleaseStore releases) : ReleaseForm<T>(frame, releases, Who.Psirt, PingModal.Open)
    where T : IAboutRelease
{
    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;
}

/// <summary><b>Send</b>: tells all audiences of the form, now or at its time.</summary>
internal sealed class PingModal(FormFrame frame, ReleaseStore releases, CommsStore comms, PingForms forms, Reaching reaching, SentPings sent, TimeProvider time)
    : TellingForm<PingCarried>(frame, releases)
{
    public const string CallbackId = "comms.ping";

    // In characters: leaves room in the block for the sentence about it.
    private const int LongestShown = 2500;

    public static While Open { get; } = new("nobody is told any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(
        Submitted<PingCarried> submitted, Doc<Release> read, CancellationToken ct)
    {
        var (about, by, now, snapshot) = (submitted.About, submitted.By, time.Now(), await comms.Open(read, ct));
        var form = PingForm.Read(about, submitted.ReadAt, submitted.State, snapshot);
        if (about.Editing is { } editing)
        {
            if (snapshot.Find(editing)?.Value is not { } scheduled)
                throw new RefusalException("This message was cancelled meanwhile. /comms shows what is planned.");
            var merged = PingForm.Each.Merge(submitted.ReadAt, PingForm.Of(scheduled), PingForm.Of(form.Drafts[0].Text, form.SendAt));
            if (scheduled.SentAt is null && merged.Clashes.Count > 0)
                return submitted.StaysOpen(forms.View(snapshot, by).Render(form), merged.Told, Meanwhile(scheduled, snapshot));
            form = form.With(merged.Values);
        }
        // A text that was not shown yet is not sent.
        if (form.Drafts.Any(draft => draft.Text is null))
            return (null, ViewSubmissionResponse.Update(forms.View(snapshot, by).Render(form)));

        form = forms.View(snapshot, by).Filled(form);
        if (form.Lacks.Count > 0 && !(form.SendAt > now) && form.Ticked != form.WithoutField)
        {
            return submitted.State.Values.ContainsKey(form.WithoutField)
                ? Wrong(form.WithoutField, "Fill in what is missing, or tick this to send it anyway.")
                : (null, ViewSubmissionResponse.Update(forms.View(snapshot, by).Render(form)));
        }
        var decided = about.Editing is null ? PingRules.Write(snapshot, form.Drafts, To, form.SendAt, by, now)
            : PingRules.Edit(snapshot, snapshot.Find(about.Editing)!.Value, form.Drafts[0], To, form.SendAt, by, now);
        if (decided.Refused)
            return Wrong(decided.Errors);
        var commit = new Commit();
        await sent.Save(commit, snapshot, decided.Value, by, (about.At, submitted.Slack), ct);
        return (commit, Done);

        Reach To(Audience audience) => reaching.To(snapshot, audience);
    }

    /// <summary>mrkdwn: the version scheduled by somebody else.</summary>
    private static string Meanwhile(Ping ping, CommsSnapshot snapshot) =>
        $"{snapshot.Shown(ping.By)} changed it meanwhile{(ping.SendAt is { } at ? $", for {Mrkdwn.Date(at)}" : "")}. *Send* puts yours in place of this:\n> "
        + CommsText.Typed(Text.PlainText.Cut(ping.Text, LongestShown)).Replace("\n", "\n> ");
}

/// <summary>Opens the modal <b>Ping</b>, also for a step that waits for a message, and redraws it when something in it is chosen.</summary>
internal sealed class PingForms(
    CommsStore comms, Reaching reaching, PingTexts texts, CommsMatrix matrix, TimeProvider time) : IEventForm, IBlockActionHandler<BlockAction>
{
    public const string AudiencesActionId = "comms.audience";
    public const string MessageActionId = "comms.about";
    public const string TimeActionId = "comms.at";
    public const string PreviewActionId = "comms.preview";

    /// <summary>A new form for these messages and audiences; when the app cannot tell them itself, the text to copy.</summary>
    public ModalViewDefinition For(CommsSnapshot snapshot, PingCarried carried, string by, params IEnumerable<Audience> audiences)
    {
        var asked = snapshot.Plan().Where(entry => entry.IsToWrite && carried.Asked.Contains(entry.Message.Id)).ToList();
        return asked.Count > 0 && asked.All(entry => entry.IsElsewhere)
            ? ElsewhereModal.Render(snapshot, asked[0].Message, null, texts.Of(snapshot, asked[0].Message), carried.At)
            : View(snapshot, by).Render(PingForm.New(carried, snapshot, audiences));
    }

    /// <summary>The form of a scheduled ping.</summary>
    public ModalViewDefinition Edit(CommsSnapshot snapshot, PingCarried carried, Ping ping, string by) =>
        View(snapshot, by).Render(PingForm.Edit(carried, ping));

    public PingView View(CommsSnapshot snapshot, string by) =>
        new(snapshot, by, time.Now(), audience => reaching.To(snapshot, audience), message => texts.ForSlack(snapshot, message));

    public bool Makes(string kind) => Message(kind) is not null;

    /// <summary><b>Ping</b> until the message is sent, and where it is to be asked again; else <b>Answered elsewhere</b>.</summary>
    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct)
    {
        var (snapshot, message) = (await comms.Open(release, ct), Message(kind)!);
        if (kind == message.Id + PingEvidence.Outdated)
            return snapshot.Told.GetValueOrDefault(message.To)?.Value is { } told
                ? ActionResponse.Open(ChangeModal.Render(snapshot, message.To, told, about))
                : null;
        var newest = snapshot.Newest(message.Id);
        return newest is null || snapshot.IsToAskAgain(message.Id)
            ? ActionResponse.Open(For(snapshot, new(about, [message.Id]), by))
            : newest.SentAt is null ? ActionResponse.Open(Edit(snapshot, new(about, []), newest, by))
            : message.Asks == Asks.Nothing ? null
            : ActionResponse.Open(ElsewhereModal.Render(snapshot, message, newest, texts.Of(snapshot, message), about));
    }

    /// <summary>Redraws the form as filled in.</summary>
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

    private CommsMessage? Message(string kind) => Checklists.Kinds.Message(kind) is { } id ? matrix.Find(id) : null;
}
