using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The modal <b>Note</b>: what the engineer of the pair who does not have the release adds to its next handover.</summary>
internal sealed class NoteModal(FormFrame frame, HandoverStore handovers, ReleaseStore releases, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, HandoverModal.Open)
{
    public const string CallbackId = "handover.note";
    private const string Note = "note";

    /// <param name="holder">The holder's name.</param>
    public static ModalViewDefinition Render(Release release, string holder) => FormModal.Of(
        CallbackId, "Note", "Keep", new AboutRelease(release.Id), ReadAt.Nothing,
        [
            ContextBlock.Of($"{Mrkdwn.Plain(holder)} has {release.Named()}. Your note joins the next handover."),
            InputBlock.Of(Note, "Note", new PlainTextInput { Multiline = true, MaxLength = CollectRules.LongestNote }, "What the next one should know"),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (!read.Value.Pair.Contains(form.By))
            return Wrong(Note, $"You are not of the pair of {read.Id} any more.");
        var snapshot = await handovers.Open(read, ct);
        var decided = CollectRules.Note(read.Value, form.State.Text(Note), form.By, snapshot.AllCollected, time.Now());
        if (decided.Refused)
            return Wrong(Note, decided.Words);
        var (commit, note) = (new Commit(), decided.Value!);
        handovers.Save(commit, null, note);
        foreach (var prompt in PromptRules.AnsweredBy(note, snapshot.AllPrompts))
            await handovers.Save(commit, snapshot.Prompts.First(d => d.Id == prompt.Id), prompt, read, ct);
        commit.Audit(form.By, "added note", ReleaseStore.CardKey(read.Id), null, note);
        return (commit, ViewSubmissionResponse.Update(Modals.Says("Note", $"Kept for the next handover of {read.Value.Named()}.")));
    }
}
