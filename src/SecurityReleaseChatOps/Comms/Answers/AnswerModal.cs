using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The modals <b>Another date</b>, <b>Changes needed</b> and <b>Impact</b>: an answer that needs more than a press.</summary>
internal sealed class AnswerModal(FormFrame frame, ReleaseStore releases, CommsStore comms, Reaching reaching, TimeProvider time)
    : ReleaseForm<AnswerModal.AboutPing>(frame, releases)
{
    public const string CallbackId = "comms.answer";

    private const string Answered = "answered";

    /// <param name="Ping">The message's id.</param>
    internal sealed record AboutPing(string Release, string Ping, AnswerKind What) : IAboutRelease;

    /// <summary>Whoever is told something has no role; who may is judged by the message.</summary>
    public override Who Who => Who.Everyone;

    public override While While { get; } = new("nobody waits for an answer any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public static ModalViewDefinition Render(CommsSnapshot snapshot, Ping ping, AnswerKind what) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new AboutPing(ping.Release, ping.Id, what), ReadAt.Of(Answered, ping.Answered)),
        Title = AnswerText.Name(what),
        Submit = "Send",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"*{PingMessage.Title(snapshot, ping)}* · *{snapshot.Release.Id}*, due {snapshot.Release.Due()}")] },
            .. AnswerFields.Of(what),
        ],
    };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutPing> form, Doc<Release> read, CancellationToken ct)
    {
        var (about, field, commsSnapshot) = (form.About, AnswerFields.FieldOf(form.About.What), await comms.Open(read, ct));
        if (commsSnapshot.Find(about.Ping)?.Value is not { } ping)
            return Wrong(field, GiveAnswer.Gone);
        var said = AnswerFields.Read(form.State, about.What, form.By, time.GetUtcNow());
        var decided = AnswerRules.Give(commsSnapshot, ping, said, reaching.To(commsSnapshot, ping.Audience).People, Directory.NameOf);
        if (decided.Refused || !decided.Changed)
            return Wrong(field, decided.Words + ".");
        if (!form.ReadAt.Is(Answered, ping.Answered))
        {
            return form.StaysOpen(Render(commsSnapshot, ping, about.What), form.ReadAt.And(Answered, ping.Answered),
                ping.Answered is { } meanwhile
                    ? $"Answered meanwhile: {AnswerText.Said(commsSnapshot, ping, meanwhile)}"
                    : "What was answered was taken back meanwhile.");
        }
        var commit = new Commit();
        await comms.Follow(commit, comms.Save(commit, commsSnapshot, decided.Value, form.By, "answered"), form.By, ct);
        return (commit,
            ViewSubmissionResponse.Update(
                new() { Title = AnswerText.Name(about.What), Close = "Close", Blocks = GiveAnswer.Thanks(commsSnapshot, decided.Value).Blocks! }));
    }
}
