using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
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
        var asked = file.Plan(time.GetUtcNow()).Where(entry => entry.Ping is null && carried.Asked.Contains(entry.Message.Id)).ToList();
        return asked.Count > 0 && asked.All(entry => entry.IsElsewhere())
            ? ElsewhereModal.Render(file, asked[0].Message, null, texts.Of(file, asked[0].Message), carried.ResponseUrl, carried.Replaces)
            : View(file, by).Render(PingForm.New(carried, file, audiences, time.GetUtcNow()));
    }

    /// <summary>The form of a scheduled ping.</summary>
    public ModalViewDefinition Edit(CommsFile file, PingCarried carried, Ping ping, string by) => View(file, by).Render(PingForm.Edit(carried, ping));

    /// <summary>The form as it is filled in, drawn anew.</summary>
    public async Task<ActionResponse> Redraw(BlockActionRequest request, CancellationToken ct)
    {
        if (request.View is not { } view || await desk.Open(PingCarried.Read(view.PrivateMetadata).Release, ct) is not { } file)
            return ActionResponse.None;
        return ActionResponse.Update(View(file, request.UserId).Render(PingForm.Read(view.PrivateMetadata, request.State, file, time.GetUtcNow())));
    }

    public PingView View(CommsFile file, string by) => new(file, by, time.GetUtcNow(), audience => reaching.To(file, audience), message => texts.Of(file, message));
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
internal sealed class PingModal(CommsDesk desk, PingForms forms, Reaching reaching, SentPings sent, IStore store, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "comms.ping";

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            var carried = PingCarried.Read(submission.View.PrivateMetadata);
            if (await desk.Open(carried.Release, ct) is not { } file)
                return (null, ViewSubmissionResponse.Update(Modals.Says("Ping", "This release is not there any more. `/release list` shows all.")));
            var (now, by) = (time.GetUtcNow(), submission.UserId);
            var form = PingForm.Read(submission.View.PrivateMetadata, submission.State, file, now);
            if (carried.Editing is { } editing && file.Find(editing) is null)
                return (null, ViewSubmissionResponse.Update(Modals.Says("Ping", "This message was cancelled meanwhile. `/comms` shows what is planned.")));
            // What nobody has looked at is not sent.
            if (form.Drafts.Any(draft => draft.Text is null))
                return (null, ViewSubmissionResponse.Update(forms.View(file, by).Render(form)));

            var decided = Decide(file, form, by, now);
            if (decided.Refused)
                return (null, ViewSubmissionResponse.Errors(OnForm(decided.Errors, form)));
            var (commit, words, left) = (new Commit(), new List<string>(), new List<string>());
            var after = await sent.Save(commit, file, decided.Value, by, words, left, ct);
            sent.Answer(commit, after, carried.ResponseUrl, carried.Replaces, words, submission);
            return (commit, left.Count > 0 && carried.ResponseUrl is null
                ? ViewSubmissionResponse.Update(Modals.Says("Ping", string.Join('\n', words)))
                : ViewSubmissionResponse.Clear);
        }, ViewSubmissionResponse.Clear, cancellation);

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
