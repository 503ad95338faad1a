using System.Text;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><c>/checklist import</c>: opens <b>Import</b>, into which a task list is pasted.</summary>
internal sealed class ImportTaskListCommand(ReleaseStore releases) : ReleaseTextCommand(releases, ChecklistPress.Worked)
{
    public override CommandUsage Usage { get; } = new("/checklist", "import", "[release]", "tick what is ticked in a GitLab task list", Button: "Import");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(ImportForm.Render(release.Value, new(release.Id, call.Slack.ResponseUrl), ImportForm.FirstParts)));
}

/// <summary>The modal <b>Import</b>. A long list is pasted in as many parts as it needs.</summary>
internal sealed class ImportForm(FormFrame frame, ReleaseStore releases, ChecklistPress press)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, ChecklistPress.Worked), IBlockActionHandler<ButtonAction>
{
    public const string CallbackId = "checklist.import";
    public const string ActionId = "checklist.import.more";
    public const int FirstParts = 2;

    private const int MostParts = 60;

    /// <param name="asked">What must be confirmed first; null for nothing.</param>
    public static ModalViewDefinition Render(Release release, AboutRelease about, int parts, ChecklistDecision? asked = null) => FormModal.Of(
        CallbackId, "Import", "Import", about, ReadAt.Nothing,
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
        var about = Carried.Read<AboutRelease>(request.View!.PrivateMetadata).About;
        return await Releases.Get(about.Release, cancellation) is { Value: var release }
            ? ActionResponse.Update(Render(release, about, Math.Min(MostParts, Math.Max(Parts(request.State) * 2, FirstParts))))
            : ActionResponse.None;
    }

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var pasted = string.Join('\n', Enumerable.Range(0, MostParts).Select(part => form.State.Text(Part(part))).OfType<string>());
        var list = TaskListReader.Read(pasted);
        return press.AtForm(
            form,
            read,
            (board, now) => (Directory.RoleOf(form.By) == Access.Role.Admin ? TaskListImport.Restore(board, list, form.By, now) : null) ?? Import(board, now),
            Part(0),
            (_, decided) => decided.Question is null ? Modals.Says("Import", Result(decided)) : Render(read.Value, form.About, Parts(form.State), decided),
            ct);

        ChecklistDecision Import(Board board, Instant now)
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
    private static string Force(string question) => $"force-{ReadAt.Mark(question)}";

    private static int Parts(ViewState state) => state.Values.Keys.Count(id => id.StartsWith("part", StringComparison.Ordinal));

    private static string Result(ChecklistDecision decided)
    {
        var ticked = decided.Events.Count(e => e.What == Happening.Imported);
        var said = decided.Events.Any(e => e.What == Happening.Restored) ? "*The checklist is as it was exported*, with who did what."
            : $"*{ticked} {(ticked == 1 ? "step is" : "steps are")} ticked now.*{(ticked > 0 ? " `/checklist undo` takes them back." : "")}";
        return string.Join('\n', decided.Notes.Select(note => "• " + note).Prepend(said));
    }

    private static string Part(int number) => $"part{number}";
}

/// <summary>Imports a task list from GitLab into the checklist.</summary>
public static class TaskListImport
{
    private const int Named = 5;

    /// <summary>The reason recorded for a step ticked elsewhere before its predecessors.</summary>
    private const string Ticked = "ticked in the imported task list";

    private const string Inapplicable = "inapplicable in the imported task list";

    private sealed record Pending(Step Step, StepStatus Status);

    /// <summary>
    /// Ticks what is ticked there, as one change by the importing person; nothing is unticked. The rules for presses hold:
    /// it makes no facts, it counts as nobody on a two-person step, and only somebody who may force can tick a step before its
    /// predecessors, which shows as forced and is confirmed first. A step that facts settle becomes "done another way", the import being its words.
    /// Claims about who did what are ignored: anyone can edit a task list.
    /// </summary>
    /// <param name="force">Whether to tick steps before their predecessors.</param>
    public static ChecklistDecision Apply(Board board, TaskList list, string person, Instant now, bool force)
    {
        if (list.Lines.Count == 0)
            return ChecklistDecision.Refuse(
                board, string.Join(' ', list.Faults.Take(Named).Prepend("There is no task in it. A task is a line such as `- [x] Run the validation`.")));
        var notes = list.Faults.ToList();
        var found = Matched(board, list, notes).Where(found => found.Status != StepStatus.Open && found.Step.Open).ToList();
        notes.AddRange(found.Where(ticked => !ByOne(ticked.Step)).Select(ticked => ticked.Step.Item.IsGate
            ? $"{ChecklistText.Name(ticked.Step)} is settled by what happens, not by a tick."
            : $"{ChecklistText.Name(ticked.Step)} needs two people, each for themselves."));
        var pending = found.Where(ticked => ByOne(ticked.Step)).ToList();
        var touched = new List<Recording.Touched>();
        var forced = new List<ForcedStep>();
        var ahead = board;
        var mayForce = force && board.MayForce(person);
        while ((pending.Find(found => found.Status == StepStatus.NotNeeded || Agenda.IsReady(ahead, ahead[found.Step.Key]!))
            ?? (mayForce ? pending.FirstOrDefault() : null)) is { } ready)
        {
            pending.Remove(ready);
            var step = ahead[ready.Step.Key]!;
            var words = ready.Status == StepStatus.NotNeeded ? Inapplicable : ahead.WaitsForEvent(step) ? Ticked : null;
            var next = Presses.Confirmed(new(person, board.NotBefore(step, now), ready.Status, words), step.State.Record);
            if (ready.Status == StepStatus.Done && !Agenda.IsReady(ahead, step))
            {
                var blockers = ahead.Blockers(step);
                forced.Add(new(step.Key, step.Title, person, now, Ticked, [.. blockers.Select(blocker => blocker.Title)]));
                notes.Add($"{ChecklistText.Name(step)} is forced: it comes after {ChecklistText.Names(blockers)}.");
                next = next with { ForcedWhy = Ticked };
            }
            touched.Add(new(ready.Step, next, Happening.Imported, words));
            ahead = ahead.With(ahead.Checklist with { Steps = Recording.Put(ahead.Checklist.Steps, [(step.Key, next)]) });
        }
        notes.AddRange(
            pending.Select(left =>
                $"{ChecklistText.Name(left.Step)} is ticked there, but comes after {ChecklistText.Names(ahead.Blockers(ahead[left.Step.Key]!))}.{(board.MayForce(person) ? " It is left open." : " Only the Primary, or who has the release, can import it.")}"));
        if (touched.Count == 0)
            notes.Insert(0, "There is nothing new in it.");
        return Recording.Apply(board, person, now, touched, ahead.With(ahead.Checklist with { Forced = [.. board.Checklist.Forced, .. forced] })) with
        {
            Notes = notes,
        };
    }

    /// <summary>
    /// Restores the checklist exactly as exported, for a release whose state was lost. It trusts who did what, so only an admin's import does it.
    /// Null when somebody worked on this checklist already, or when the list is not an export of this release with the same definition.
    /// </summary>
    public static ChecklistDecision? Restore(Board board, TaskList list, string person, Instant now) =>
        board.Checklist is { Steps.Count: 0, Added.Count: 0 } untouched
            && list.Head is { } head && (head.Release, head.Definition, head.Version) == (untouched.Release, untouched.Definition, untouched.Version)
            ? new()
            {
                Board = board.With(head), Events = [new(Happening.Restored, null, head.Definition, person, now, "none", $"{head.Steps.Count} steps touched")],
                Notes = list.Faults
            }
            : null;

    private static bool ByOne(Step step) => !step.Item.NeedsSecondPerson && !step.Item.IsGate;

    private static IReadOnlyList<Pending> Matched(Board board, TaskList list, List<string> notes)
    {
        var byTitle = board.Steps.ToLookup(step => Simple(step.Item.Title));
        var found = new List<Pending>();
        var strangers = new List<string>();
        foreach (var line in list.Lines)
        {
            if ((line.Key is { } key ? board[key] : null) is { } exact)
                found.Add(new(exact, line.Status));
            else if (ByTitle(line, [.. byTitle[Simple(line.Text)]]) is { } named)
                found.Add(new(named, line.Status));
            else if (line.Status != StepStatus.Open)
                strangers.Add(line.Text);
        }
        if (strangers.Count > 0)
            notes.Add(
                $"Ticked there and not known here: {Text.PlainText.Some(strangers, Named, text => Mrkdwn.Plain(Text.PlainText.Cut(text, 80)), "; ")}.");
        return [.. found.DistinctBy(match => match.Step.Key)];
    }

    private static Step? ByTitle(TaskLine line, IReadOnlyList<Step> same) => same switch
    {
        [var only] => only,
        _ => same.FirstOrDefault(step => step.Subject is { } subject && Simple(line.Heading) == Simple(subject)),
    };

    /// <summary>Letters and digits only, since people change the formatting.</summary>
    private static string Simple(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
