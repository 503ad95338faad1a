using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary><b>Send</b>: all audiences of the form are told, or will be at its time.</summary>
internal sealed class PingModal(FormFrame frame, ReleaseStore releases, CommsStore comms, PingForms forms, Reaching reaching, SentPings sent, TimeProvider time)
    : ReleaseForm<PingCarried>(frame, releases)
{
    public const string CallbackId = "comms.ping";

    // Leaves room in a block for what is said about it.
    private const int LongestShown = 2500;

    public static While Open { get; } = new("nobody is told any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public override Who Who => Who.Psirt;

    public override While While => Open;

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(
        Submitted<PingCarried> submitted, Doc<Release> read, CancellationToken ct)
    {
        var (about, by, now, snapshot) = (submitted.About, submitted.By, time.GetUtcNow(), await comms.Open(read, ct));
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
        // What nobody has looked at is not sent.
        if (form.Drafts.Any(draft => draft.Text is null))
            return (null, ViewSubmissionResponse.Update(forms.View(snapshot, by).Render(form)));

        form = forms.View(snapshot, by).Filled(form);
        if (form.Lacks.Count > 0 && !(form.SendAt > now) && form.Ticked != form.WithoutField)
        {
            return submitted.State.Values.ContainsKey(form.WithoutField)
                ? Wrong(form.WithoutField, "Fill in what is missing, or tick this to send it anyway.")
                : (null, ViewSubmissionResponse.Update(forms.View(snapshot, by).Render(form)));
        }
        var decided = Decide(snapshot, form, by, now);
        if (decided.Refused)
            return Wrong(OnForm(decided.Errors, form));
        var commit = new Commit();
        await sent.Save(commit, snapshot, decided.Value, new(by, about.ResponseUrl, about.View), submitted.Slack, ct);
        return (commit, Done);
    }

    /// <summary>mrkdwn: how it was scheduled by someone else.</summary>
    private static string Meanwhile(Ping ping, CommsSnapshot commsSnapshot) =>
        $"{commsSnapshot.Shown(ping.By)} changed it meanwhile{(ping.SendAt is { } at ? $", for {Mrkdwn.Date(at)}" : "")}. *Send* puts yours in place of this:\n> "
        + CommsText.Typed(Text.PlainText.Cut(ping.Text, LongestShown)).Replace("\n", "\n> ");

    private FormDecision<IReadOnlyList<Ping>> Decide(CommsSnapshot snapshot, PingForm form, string by, DateTimeOffset now)
    {
        Reach To(Audience audience) => reaching.To(snapshot, audience);
        if (form.Carried.Editing is not { } editing)
            return PingRules.Write(snapshot, form.Drafts, To, form.SendAt, by, now);
        var decided = PingRules.Edit(snapshot, snapshot.Find(editing)!.Value, form.Drafts[0], To, form.SendAt, by, now);
        return decided.Refused ? FormDecision<IReadOnlyList<Ping>>.Refuse(decided.Errors) : FormDecision<IReadOnlyList<Ping>>.Of([decided.Value]);
    }

    // A form that edits has no audience to put an error under.
    private static IReadOnlyDictionary<string, string> OnForm(IReadOnlyDictionary<string, string> errors, PingForm form) => form.Carried.Editing is null
        ? errors
        : errors.GroupBy(error => error.Key == PingFields.Audience ? form.Drafts[0].Field : error.Key).ToDictionary(
            group => group.Key, group => group.First().Value);
}
