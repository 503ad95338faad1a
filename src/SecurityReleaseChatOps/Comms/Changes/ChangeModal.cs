using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The modal <b>Told elsewhere</b> of a change: what is other than an audience was told, to take along, and where it went.</summary>
internal sealed class ChangeModal(FormFrame frame, ReleaseStore releases, CommsStore desk, FormAnswer answer) : ReleaseForm<ChangeModal.AboutChange>(frame, releases)
{
    public const string CallbackId = "comms.change";

    // What is other than they know.
    private const string Other = "other";

    /// <param name="To">Whom it is for.</param>
    internal sealed record AboutChange(string Release, Audience To, string? ResponseUrl, string? View) : IAboutRelease;

    public override Who Who => Who.Psirt;

    public override While While => PingModal.Open;

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    public static ModalViewDefinition Render(CommsSnapshot file, Audience to, Told told, string? responseUrl, string? view) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new AboutChange(file.Release.Id, to, responseUrl, view), ReadAt.Of(Other, InWords(file, told))),
        Title = "Told elsewhere",
        Submit = "They are told",
        Close = "Cancel",
        Blocks =
        [
            new SectionBlock { Text = new Markdown($"Tell *{Mrkdwn.Escape(file.NameOf(to))}* what changed in {file.Release.Named()}") },
            ElsewhereModal.ToCopy("words", InWords(file, told)),
            ElsewhereModal.Place(),
        ],
    };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutChange> form, Doc<Release> read, CancellationToken ct)
    {
        var (about, file, where) = (form.About, await desk.Open(read, ct), form.State.Text(ElsewhereModal.Where)?.Trim());
        if (file.Told.GetValueOrDefault(about.To)?.Value is not { } told || !ChangeRules.IsOutdated(told, file.Release))
            throw new RefusalException($"{file.NameOf(about.To)} knows already: nothing is left to tell.");
        if (string.IsNullOrEmpty(where))
            return Wrong(ElsewhereModal.Where, "Say where they were told: a link, or a few words.");
        if (!form.ReadAt.Is(Other, InWords(file, told)))
        {
            var fresh = Render(file, about.To, told, about.ResponseUrl, about.View);
            return form.StaysOpen(fresh, form.ReadAt.And(Other, InWords(file, told)), $"It changed meanwhile. Tell them this too:\n> {Mrkdwn.Plain(InWords(file, told))}");
        }
        var commit = new Commit();
        var after = await desk.Change(commit, file, about.To, new(told.Knows.As(file.Release)), form.By, "told of the change elsewhere", where, ct);
        answer.Say(commit, about.Release, after, new(form.By, about.ResponseUrl, about.View), form.Slack, $":white_check_mark: {Mrkdwn.Escape(file.NameOf(about.To))}: told of the change ({CommsText.Typed(where)}).");
        return (commit, Done);
    }

    /// <summary>Plain text.</summary>
    private static string InWords(CommsSnapshot file, Told told) => $"{file.Release.Title()}. {Difference.Line(Difference.Since(told.Knows, file.Release, plain: true))}";
}
