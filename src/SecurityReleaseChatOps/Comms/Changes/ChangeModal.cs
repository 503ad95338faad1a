using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The modal <b>Told elsewhere</b> for a change: what changed since an audience was told, to copy, and where they were told.</summary>
internal sealed class ChangeModal(
    FormFrame frame, ReleaseStore releases, CommsStore comms, FormAnswer answer) : TellingForm<ChangeModal.AboutChange>(frame, releases)
{
    public const string CallbackId = "comms.change";

    // Name of the ReadAt part for the changes that were shown.
    private const string Other = "other";

    internal sealed record AboutChange(string Release, Audience To, string? ResponseUrl, string? View) : IAboutRelease;

    public static ModalViewDefinition Render(CommsSnapshot snapshot, Audience to, Told told, string? responseUrl, string? view) => FormModal.Of(
        CallbackId, "Told elsewhere", "They are told", new AboutChange(snapshot.Release.Id, to, responseUrl, view), ReadAt.Of(Other, InWords(snapshot, told)),
    [
        SectionBlock.Of($"Tell *{Mrkdwn.Escape(snapshot.Matrix.NameOf(to))}* what changed in {snapshot.Release.Named()}"),
        ElsewhereModal.ToCopy("words", InWords(snapshot, told)),
        ElsewhereModal.Place(),
    ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutChange> form, Doc<Release> read, CancellationToken ct)
    {
        var (about, snapshot, where) = (form.About, await comms.Open(read, ct), form.State.Text(ElsewhereModal.Where)?.Trim());
        if (snapshot.Told.GetValueOrDefault(about.To)?.Value is not { } told || !ChangeRules.IsOutdated(told, snapshot.Release))
            throw new RefusalException($"{snapshot.Matrix.NameOf(about.To)} knows already: nothing is left to tell.");
        if (string.IsNullOrEmpty(where))
            return Wrong(ElsewhereModal.Where, "Say where they were told: a link, or a few words.");
        if (!form.ReadAt.Is(Other, InWords(snapshot, told)))
        {
            var fresh = Render(snapshot, about.To, told, about.ResponseUrl, about.View);
            return form.StaysOpen(
                fresh, form.ReadAt.And(Other, InWords(snapshot, told)),
                $"It changed meanwhile. Tell them this too:\n> {Mrkdwn.Plain(InWords(snapshot, told))}");
        }
        var commit = new Commit();
        var after = await comms.Change(
            commit, snapshot, about.To, new(told.Knows.As(snapshot.Release)), form.By, "told of the change elsewhere", where, ct);
        answer.Say(commit, about.Release, after, new(
            form.By, about.ResponseUrl, about.View), form.Slack,
            $":white_check_mark: {Mrkdwn.Escape(snapshot.Matrix.NameOf(about.To))}: told of the change ({CommsText.Typed(where)}).");
        return (commit, Done);
    }

    /// <summary>Plain text.</summary>
    private static string InWords(CommsSnapshot snapshot, Told told) =>
        $"{snapshot.Release.Title()}. {Difference.Line(Difference.Since(told.Knows, snapshot.Release, plain: true))}";
}
