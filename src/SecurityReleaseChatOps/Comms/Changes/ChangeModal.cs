using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The modal <b>Told elsewhere</b> for a change: what changed since an audience was told, to copy, and where they were told.</summary>
internal sealed class ChangeModal(FormFrame frame, ReleaseStore releases, CommsStore comms, FormAnswer answer) : TellingForm<AboutRelease>(frame, releases)
{
    public const string CallbackId = "comms.change";

    // Name of the ReadAt part for the changes that were shown.
    private const string Other = "other";

    public static ModalViewDefinition Render(CommsSnapshot snapshot, Audience to, Told told, AboutRelease about) => FormModal.Of(
        CallbackId, "Told elsewhere", "They are told", about with { Of = to.ToString() }, ReadAt.Of(Other, InWords(snapshot, told)),
    [
        SectionBlock.Of($"Tell *{Mrkdwn.Escape(snapshot.Matrix.NameOf(to))}* what changed in {snapshot.Release.Named()}"),
        ElsewhereModal.ToCopy("words", InWords(snapshot, told)),
        ElsewhereModal.Place(),
    ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (to, snapshot, where) = (Enum.Parse<Audience>(form.About.Of!), await comms.Open(read, ct), form.State.Text(ElsewhereModal.Where)?.Trim());
        if (snapshot.Told.GetValueOrDefault(to)?.Value is not { } told || !ChangeRules.IsOutdated(told, snapshot.Release))
            throw new RefusalException($"{snapshot.Matrix.NameOf(to)} knows already: nothing is left to tell.");
        if (string.IsNullOrEmpty(where))
            return Wrong(ElsewhereModal.Where, "Say where they were told: a link, or a few words.");
        if (!form.ReadAt.Is(Other, InWords(snapshot, told)))
        {
            return form.StaysOpen(
                Render(snapshot, to, told, form.About), form.ReadAt.And(Other, InWords(snapshot, told)),
                $"It changed meanwhile. Tell them this too:\n> {Mrkdwn.Plain(InWords(snapshot, told))}");
        }
        var commit = new Commit();
        var after = await comms.Change(
            commit, snapshot, to, new(told.Knows.As(snapshot.Release)), form.By, "told of the change elsewhere", where, ct);
        answer.Say(
            commit, after, form.About, form.Slack,
            $":white_check_mark: {Mrkdwn.Escape(snapshot.Matrix.NameOf(to))}: told of the change ({CommsText.Typed(where)}).");
        return (commit, Done);
    }

    /// <summary>Plain text.</summary>
    private static string InWords(CommsSnapshot snapshot, Told told) =>
        $"{snapshot.Release.Title()}. {Difference.Line(Difference.Since(told.Knows, snapshot.Release, plain: true))}";
}
