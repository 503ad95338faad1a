using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><c>/checklist update</c>: shows what the newer definition changes, and moves the checklist to it once confirmed.</summary>
internal sealed class UpdateChecklistCommand(ReleaseStore releases, ChecklistPress press, DefinitionLibrary library) : ChecklistCommand(releases, press)
{
    public override CommandUsage Usage { get; } = new("/checklist", "update", "[release]", "move to the newer definition, once you have seen what is other");

    public override While While => ChecklistPress.Worked;

    protected override Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct) => Task.FromResult(
        UpdateForm.Newer(library, screen.Board) is { } newer
            ? SlashCommandResponse.Open(UpdateForm.Render(screen.Board, newer, FormFrom.Command(call.Slack, screen.Board.Release.Id)))
            : SlashCommandResponse.Ephemeral(
                $"The checklist of {screen.Board.Release.Named()} has the newest version of *{Mrkdwn.Plain(screen.Board.Definition.Title)}* already."));
}

/// <summary>The modal <b>Newer definition</b>.</summary>
internal sealed class UpdateForm(FormFrame frame, ReleaseStore releases, ChecklistPress press, DefinitionLibrary library) : ChecklistForm(frame, releases)
{
    public const string CallbackId = "checklist.update";
    private const string Sure = "sure";

    // Only the version that was shown is confirmed.
    private const string Moved = "moved";
    private const int Named = 15;

    /// <summary>The definition the checklist could be moved to; null when it is current.</summary>
    public static ChecklistDefinition? Newer(DefinitionLibrary library, Board board) =>
        (library.For(board.Release) ?? library.Named(board.Checklist.Definition)) is { } now
            && (now.Name != board.Checklist.Definition || now.Version != board.Checklist.Version) ? now : null;

    public static ModalViewDefinition Render(Board board, ChecklistDefinition newer, FormFrom opened)
    {
        var difference = DefinitionDifference.Between(board.Definition, newer);
        return FormModal.Of(CallbackId, "Newer definition", "Move the checklist", opened, ReadAt.Of(Moved, From(board, newer)),
        [
            SectionBlock.Of(
                $"*{Mrkdwn.Plain(newer.Title)}*{(board.Release.Rehearsal ? " · rehearsal" : "")}\nWhat is done stays done. Earlier presses cannot "
                + $"be undone after the move."),
            .. Listed("New", difference.Added, item => Mrkdwn.Escape(item.Title)),
            .. Listed("Gone", difference.Removed, item => Mrkdwn.Escape(item.Title)),
            .. Listed("Changed", difference.Changed, change => $"{Mrkdwn.Escape(change.Item.Title)}: {string.Join(", ", change.What)}"),
            .. difference.IsNone
                ? [SectionBlock.Of("No step is other; only the names of stages or the head are.")]
                : (IEnumerable<Block>)[],
            InputBlock.Of(Sure, "Move it?", new CheckboxGroup { Options = [Option.Of("Yes, I have seen what is other", "yes")] }),
        ]);
    }

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<FormFrom> form, Doc<Release> read, CancellationToken ct) =>
        press.AtForm(
            form,
            read,
            (board, now) => Newer(library, board) is { } newer && form.ReadAt.Is(Moved, From(board, newer))
                ? Moving.To(board, newer, form.By, now)
                : ChecklistDecision.Refuse(
                    board, "Another definition came meanwhile, or someone moved the checklist already: look again with `/checklist update`."),
            Sure, null, ct);

    private static string[] From(Board board, ChecklistDefinition newer) => [board.Checklist.Definition, board.Checklist.Version, newer.Name, newer.Version];

    private static IEnumerable<Block> Listed<T>(string heading, IReadOnlyList<T> all, Func<T, string> line) => all.Count == 0 ? []
        : [SectionBlock.Of($"*{heading} ({all.Count})*\n{Text.PlainText.Some(all, Named, one => "• " + line(one), "\n", "\n… and ")}")];
}
