using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Draws the modal <b>Ping</b>.</summary>
internal sealed class PingForms(CommsDesk desk, Reaching reaching, PingTexts texts, TimeProvider time)
{
    /// <summary>A new form for these messages and audiences; where the app cannot tell them itself, the text to take along.</summary>
    public ModalViewDefinition For(CommsFile file, PingCarried carried, string by, params IEnumerable<Audience> audiences)
    {
        var asked = file.Plan().Where(entry => entry.Ping is null && carried.Asked.Contains(entry.Message.Id)).ToList();
        return asked.Count > 0 && asked.All(entry => entry.IsElsewhere)
            ? ElsewhereModal.Render(file, asked[0].Message, null, texts.Of(file, asked[0].Message), carried.ResponseUrl, carried.View)
            : View(file, by).Render(PingForm.New(carried, file, audiences));
    }

    /// <summary>The form of a scheduled ping.</summary>
    public ModalViewDefinition Edit(CommsFile file, PingCarried carried, Ping ping, string by) => View(file, by).Render(PingForm.Edit(carried, ping));

    /// <summary>The form as it is filled in, drawn anew.</summary>
    public async Task<ActionResponse> Redraw(BlockActionRequest request, CancellationToken ct)
    {
        if (request.View is not { } view)
            return ActionResponse.None;
        var (about, readAt) = Carried.Read<PingCarried>(view.PrivateMetadata);
        return await desk.Open(about.Release, ct) is { } file
            ? ActionResponse.Update(View(file, request.UserId).Render(PingForm.Read(about, readAt, request.State, file)))
            : ActionResponse.None;
    }

    public PingView View(CommsFile file, string by) => new(file, by, time.GetUtcNow(), audience => reaching.To(file, audience), message => texts.ForSlack(file, message));
}

/// <summary>Other audiences are chosen.</summary>
internal sealed class ChooseAudiences(PingForms forms) : IBlockActionHandler<StaticMultiSelectAction>
{
    public const string ActionId = "comms.audience";

    public Task<ActionResponse> Handle(StaticMultiSelectAction action, BlockActionRequest request, CancellationToken cancellation) => forms.Redraw(request, cancellation);
}

/// <summary>Another message is chosen for an audience.</summary>
internal sealed class ChooseMessage(PingForms forms) : IBlockActionHandler<StaticSelectAction>
{
    public const string ActionId = "comms.about";

    public Task<ActionResponse> Handle(StaticSelectAction action, BlockActionRequest request, CancellationToken cancellation) => forms.Redraw(request, cancellation);
}

/// <summary>Another moment is chosen.</summary>
internal sealed class ChooseTime(PingForms forms) : IBlockActionHandler<DateTimePickerAction>
{
    public const string ActionId = "comms.at";

    public Task<ActionResponse> Handle(DateTimePickerAction action, BlockActionRequest request, CancellationToken cancellation) => forms.Redraw(request, cancellation);
}

/// <summary>The button <b>Preview</b>: what was typed is shown as it will look.</summary>
internal sealed class PreviewPing(PingForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.preview";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => forms.Redraw(request, cancellation);
}

/// <summary><b>Send</b>: all audiences of the form are told, or will be at its time.</summary>
internal sealed class PingModal(FormFrame frame, ReleaseDesk releases, CommsDesk desk, PingForms forms, Reaching reaching, SentPings sent, TimeProvider time)
    : ReleaseForm<PingCarried>(frame, releases)
{
    public const string CallbackId = "comms.ping";

    // Leaves room in a block for what is said about it.
    private const int LongestShown = 2500;


    public static While Open { get; } = new("nobody is told any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public override Who Who => Who.Psirt;

    public override While While => Open;

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<PingCarried> submitted, Doc<Release> read, CancellationToken ct)
    {
        var (about, by, now, file) = (submitted.About, submitted.By, time.GetUtcNow(), await desk.Open(read, ct));
        var form = PingForm.Read(about, submitted.ReadAt, submitted.State, file);
        if (about.Editing is { } editing)
        {
            if (file.Find(editing)?.Value is not { } scheduled)
                throw new RefusalException("This message was cancelled meanwhile. /comms shows what is planned.");
            var merged = PingForm.Each.Merge(submitted.ReadAt, PingForm.Of(scheduled), PingForm.Of(form.Drafts[0].Text, form.SendAt));
            if (scheduled.SentAt is null && merged.Clashes.Count > 0)
                return submitted.StaysOpen(forms.View(file, by).Render(form), merged.Told, Meanwhile(scheduled, file));
            form = form.With(merged.Values);
        }
        // What nobody has looked at is not sent.
        if (form.Drafts.Any(draft => draft.Text is null))
            return (null, ViewSubmissionResponse.Update(forms.View(file, by).Render(form)));

        form = forms.View(file, by).Filled(form);
        if (form.Lacks.Count > 0 && !(form.SendAt > now) && form.Ticked != form.WithoutField)
        {
            return submitted.State.Values.ContainsKey(form.WithoutField)
                ? Wrong(form.WithoutField, "Tick it to send it all the same, or fill in what is missing.")
                : (null, ViewSubmissionResponse.Update(forms.View(file, by).Render(form)));
        }
        var decided = Decide(file, form, by, now);
        if (decided.Refused)
            return Wrong(OnForm(decided.Errors, form));
        var commit = new Commit();
        await sent.Save(commit, file, decided.Value, new(by, about.ResponseUrl, about.View), submitted.Slack, ct);
        return (commit, Done);
    }

    /// <summary>mrkdwn: how it was scheduled by someone else.</summary>
    private static string Meanwhile(Ping ping, CommsFile file) =>
        $"{Mrkdwn.User(ping.By)} changed it meanwhile{(ping.SendAt is { } at ? $", for {CommsWords.InBothZones(at, file)}" : "")}. *Send* puts yours in place of this:\n> "
        + CommsWords.Typed(Text.Words.Cut(ping.Text, LongestShown)).Replace("\n", "\n> ");

    private FormDecision<IReadOnlyList<Ping>> Decide(CommsFile file, PingForm form, string by, DateTimeOffset now)
    {
        Reach To(Audience audience) => reaching.To(file, audience);
        if (form.Carried.Editing is not { } editing)
            return PingRules.Write(file, form.Drafts, To, form.SendAt, by, now);
        var decided = PingRules.Edit(file, file.Find(editing)!.Value, form.Drafts[0], To, form.SendAt, by, now);
        return decided.Refused ? FormDecision<IReadOnlyList<Ping>>.Refuse(decided.Errors) : FormDecision<IReadOnlyList<Ping>>.Of([decided.Value]);
    }

    // A form that edits has no audience to put an error under.
    private static IReadOnlyDictionary<string, string> OnForm(IReadOnlyDictionary<string, string> errors, PingForm form) => form.Carried.Editing is null
        ? errors
        : errors.GroupBy(error => error.Key == PingFields.Audience ? form.Drafts[0].Field : error.Key).ToDictionary(group => group.Key, group => group.First().Value);
}
