using System.Security.Cryptography;
using System.Text;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><c>/checklist export</c>: sends the checklist as a GitLab task issue, in a file, to whoever asks.</summary>
internal sealed class ExportTaskListCommand(
    ReleaseStore releases, ChecklistPress press, IStore store, Access.SlackDirectory directory, TimeProvider time) : ChecklistCommand(releases, press)
{
    public override CommandUsage Usage { get; } = new("/checklist", "export", "[release]", "the checklist as a GitLab task issue, in a file", Button: "Export");

    protected override async Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct)
    {
        var release = screen.Board.Release;
        var name = $"{release.Id}-checklist-{time.GetUtcNow():yyyy-MM-dd-HHmmssfff}.md";
        var file = new GiveFile(
            name,
            call.UserId,
            TaskListWriter.Write(screen.Board, directory.NameOf),
            $"The checklist of {release.Named()} as a GitLab task issue. `/checklist import` reads it back.",
            Classification.Embargoed(release.Id));
        return await store.Run(
            call.Slack.DeliveryId,
            _ => Task.FromResult<(Commit?, SlashCommandResponse)>(
                (new Commit().Effect(file), SlashCommandResponse.Ephemeral("The file is in your messages with me."))),
            SlashCommandResponse.Ephemeral("That was done already."),
            ct);
    }
}

/// <summary><c>/checklist import</c>: opens <b>Import</b>, into which a task list is pasted.</summary>
internal sealed class ImportTaskListCommand(ReleaseStore releases) : ReleaseTextCommand(releases)
{
    public override CommandUsage Usage { get; } = new("/checklist", "import", "[release]", "tick what is ticked in a GitLab task list", Button: "Import");

    public override While While => ChecklistPress.Worked;

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(ImportForm.Render(release.Value, FormFrom.Command(call.Slack, release.Id), ImportForm.FirstParts)));
}

/// <summary>The modal <b>Import</b>. A long list is pasted in as many parts as it needs.</summary>
internal sealed class ImportForm(
    FormFrame frame, ReleaseStore releases, ChecklistPress press) : ChecklistForm(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string CallbackId = "checklist.import";
    public const string ActionId = "checklist.import.more";
    public const int FirstParts = 2;

    private const int MostParts = 60;

    /// <param name="asked">What must be confirmed first; null for nothing.</param>
    public static ModalViewDefinition Render(Release release, FormFrom from, int parts, ChecklistDecision? asked = null) => FormModal.Of(
        CallbackId, "Import", "Import", from, ReadAt.Nothing,
    [
        .. asked?.Question is { } question ? Asked(question) : [],
        SectionBlock.Of(
            $"{release.Named()}\nPaste a GitLab task issue. What is ticked there you tick here, by the same rules; nothing is unticked. In an "
            + $"untouched checklist an admin's import of an export also brings back who did what."),
        .. Enumerable.Range(0, parts).Select(part => InputBlock.Of(
            Part(part), $"Part {part + 1}",
            new PlainTextInput { ActionId = Part(part), Multiline = true, MaxLength = 3000,
                Placeholder = part == 0 ? (PlainText)"- [x] Run the validation" : null },
            part == 0 ? (PlainText)"3,000 characters fit into each part; cut at the end of a line" : null, optional: part > 0)),
        .. parts >= MostParts
            ? []
            : (IEnumerable<Block>)[ActionsBlock.Of(new Button { ActionId = ImportForm.ActionId, Text = "More parts" })],
    ]);

    /// <summary>Adds an input, keeping what was typed.</summary>
    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var from = Carried.Read<FormFrom>(request.View!.PrivateMetadata).About;
        return await Releases.Get(from.Release, cancellation) is { Value: var release }
            ? ActionResponse.Update(Render(release, from, Math.Min(MostParts, Math.Max(Parts(request.State) * 2, FirstParts))))
            : ActionResponse.None;
    }

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<FormFrom> form, Doc<Release> read, CancellationToken ct)
    {
        var pasted = string.Join('\n', Enumerable.Range(0, MostParts).Select(part => form.State.Text(Part(part))).OfType<string>());
        var list = TaskListReader.Read(pasted);
        return press.AtForm(
            form,
            read,
            (board, now) => (IsAdmin(form.By) ? TaskListImport.Restore(board, list, form.By, now) : null) ?? Import(board, now),
            Part(0),
            (_, decided) => decided.Question is null ? Modals.Says("Import", Result(decided)) : Render(read.Value, form.About, Parts(form.State), decided),
            ct);

        ChecklistDecision Import(Board board, DateTimeOffset now)
        {
            var decided = TaskListImport.Apply(board, list, form.By, now, force: true);
            var question = string.Join('\n', decided.Checklist.Forced.Skip(board.Checklist.Forced.Count).Select(Forced));
            return question.Length == 0 ? decided
                : !form.State.Values.ContainsKey(Force(question)) ? decided with { Question = question }
                : form.State.Options(Force(question)).Count > 0 ? decided
                : TaskListImport.Apply(board, list, form.By, now, force: false);
        }
    }

    private static string Forced(ForcedStep step) =>
        $"• *{Mrkdwn.Plain(step.Title.Replace("`", ""))}*, which comes after {string.Join(", ", step.WaitedFor.Select(title => Mrkdwn.Plain(title.Replace("`", ""))))}";

    private static IEnumerable<Block> Asked(string question) =>
    [
        SectionBlock.Of($":rotating_light: *Ticked before their turn:*\n{question}"),
        InputBlock.Of(
            Force(question), "Force them?", new CheckboxGroup { Options = [Option.Of("Force them", "yes")] },
            "It stays visible for ever. Without a tick they are left open.", optional: true),
    ];

    // Its id contains a hash of the question: when the question changes, the old answer does not count and it is asked again.
    private static string Force(string question) => $"force-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)))}";

    private static int Parts(ViewState state) => state.Values.Keys.Count(id => id.StartsWith("part", StringComparison.Ordinal));

    private bool IsAdmin(string user) => Directory.RoleOf(user) == Access.Role.Admin;

    private static string Result(ChecklistDecision decided)
    {
        if (decided.Events.Any(e => e.What == Happening.Restored))
            return string.Join('\n', decided.Notes.Select(note => "• " + note).Prepend("*The checklist is as it was exported*, with who did what."));
        var ticked = decided.Events.Count(e => e.What == Happening.Imported);
        return string.Join('\n', decided.Notes.Select(note => "• " + note).Prepend(
            $"*{ticked} {(ticked == 1 ? "step is" : "steps are")} ticked now.*{(ticked > 0 ? " `/checklist undo` takes them back." : "")}"));
    }

    private static string Part(int number) => $"part{number}";
}
