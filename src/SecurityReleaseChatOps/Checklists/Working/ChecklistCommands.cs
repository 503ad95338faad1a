using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A subcommand on the checklist of a release, as it stands for who typed it.</summary>
internal abstract class ChecklistCommand(ReleaseStore releases, ChecklistPress press, While? states = null) : ReleaseTextCommand(releases, states)
{
    protected ChecklistPress Press => press;

    protected sealed override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        await press.Look(release.Id, call.UserId, ct) is { } screen ? await On(screen, call, ct) : SlashCommandResponse.Ephemeral(None(release.Value));

    /// <summary>mrkdwn: says that a release has no checklist.</summary>
    public static string None(Release release) =>
        $"There is no checklist for {release.Named()}: no definition is for a release of its kind and product.";

    protected abstract Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct);
}

/// <summary>Shows one of the screens of a release's checklist.</summary>
/// <param name="view">One of the constants of <see cref="ChecklistPlace"/>.</param>
internal sealed class ShowScreenCommand(CommandUsage usage, string view, ReleaseStore releases, ChecklistPress press) : ReleaseCommand(releases)
{
    public override CommandUsage Usage => usage;

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        await press.Look(release.Id, call.UserId, ct) is { } screen
            ? SlashCommandResponse.Ephemeral(screen.Render(new(release.Id, view)))
            : SlashCommandResponse.Ephemeral(ChecklistCommand.None(release.Value));
}

/// <summary><c>/checklist</c>: what is next; with the name of a stage or step, that.</summary>
internal sealed class ShowChecklistCommand(ReleaseStore releases, ChecklistPress press, Access.SlackDirectory directory) : ChecklistCommand(releases, press)
{
    public override CommandUsage Usage { get; } = new(
        "/checklist", "", "[stage|step] [release]", "what is next, a stage, or how a step is done", Access.Role.Viewer);

    protected override Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct)
    {
        var (board, release) = (screen.Board, screen.Board.Release.Id);
        return Task.FromResult(
            call.Rest.IsEmpty ? SlashCommandResponse.Ephemeral(screen.Render(new(release)))
            : board.Definition.Stages.FirstOrDefault(stage => Means(stage, call.Rest)) is { } found
                ? SlashCommandResponse.Ephemeral(screen.Render(ChecklistPlace.OfStage(release, found.Id)))
            : StepFinder.Find(board, call.Rest) is { } step ? SlashCommandResponse.Open(StepModal.Render(board, step, directory.NameOf))
            : SlashCommandResponse.Ephemeral($"{StepFinder.NotFound(board, call.Rest)} The stages are {ChecklistText.Stages(board)}."));
    }

    private static bool Means(Stage stage, Typed typed) =>
        stage.Id.Equals(typed.Folded, StringComparison.OrdinalIgnoreCase)
            || ((Typed)stage.Title).Folded.Equals(typed.Folded, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The subcommand of a <see cref="StepVerb"/> that can be typed; the step is named by key or the beginning of its title.</summary>
internal sealed class StepCommand(StepVerb verb, ReleaseStore releases, ChecklistPress press) : ChecklistCommand(releases, press, ChecklistPress.Worked)
{
    public override CommandUsage Usage => verb.Usage!;

    protected override bool EndsInText => verb.Asks is not null;

    protected override async Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct)
    {
        var release = screen.Board.Release.Id;
        if (call.Rest.IsEmpty)
        {
            return verb.Word == StepPress.Undo
                ? await Press.AtWord(call, release, (board, now) => Undoing.Undo(board, null, call.UserId, now), ct)
                : WhichStep(Usage);
        }
        var (found, words) = verb.Asks is null ? (StepFinder.Find(screen.Board, call.Rest), call.Rest) : StepFinder.Split(screen.Board, call.Rest);
        return found is not { } step ? SlashCommandResponse.Ephemeral(StepFinder.NotFound(screen.Board, call.Rest))
            : words.IsEmpty ? SlashCommandResponse.Open(StepForms.Render(verb, screen.Board, step, new(release, call.Slack.ResponseUrl, Of: step.Key)))
            : await Press.AtWord(
                call, release, (board, now) => verb.Decide(board, step.Key, new(call.UserId, words.Own), now), ct, board => verb.Own(board, step.Key));
    }

    internal static SlashCommandResponse WhichStep(CommandUsage word) =>
        SlashCommandResponse.Ephemeral($"Say which step: `{word.Command} {word.Word} {word.Hint}`. {StepFinder.WhereWordsStand}");
}

/// <summary><c>/checklist done</c>: one step or several; with words after a single step's name, it was done another way.</summary>
internal sealed class DoneCommand(ReleaseStore releases, ChecklistPress press, StepPress done) : ChecklistCommand(releases, press)
{
    public override CommandUsage Usage { get; } = new(
        "/checklist", "done", "<step, step…> [how, if another way] [release]", "say that steps are done", Access.Role.Viewer);

    protected override async Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct)
    {
        var release = screen.Board.Release.Id;
        if (call.Rest.IsEmpty)
            return StepCommand.WhichStep(Usage);
        if (StepFinder.Several(screen.Board, call.Rest) is { Count: > 1 } several)
            return await Press.AtWord(call, release, (board, now) => BulkDone.Of(board, step => several.Contains(step.Key), call.UserId, now), ct);
        var (found, words) = StepFinder.Split(screen.Board, call.Rest);
        if (found is not { } step)
            return SlashCommandResponse.Ephemeral(StepFinder.NotFound(screen.Board, call.Rest));
        if (words.IsEmpty && await done.Opens(screen, new(release, call.Slack.ResponseUrl, Of: step.Key), ct) is { } opened)
            return new() { Message = opened.Response?.Message, OpenView = opened.OpenView };
        return await Press.AtWord(
            call, release, (board, now) => Presses.Done(board, step.Key, call.UserId, now, words.IsEmpty ? null : words.Own), ct, board => board[step.Key]);
    }
}

/// <summary>Takes back the last press: the steps are then exactly as before it.</summary>
public static class Undoing
{
    /// <param name="key">The step whose last change to take back; null: the person's own last press.</param>
    public static ChecklistDecision Undo(Board board, string? key, string person, Instant now)
    {
        var checklist = board.Checklist;
        key = key is null ? null : board[key]?.Key ?? key;
        var change = checklist.Recent.LastOrDefault(change => key is null ? change.By == person : Touches(change, key));
        if (change is null)
            return ChecklistDecision.Refuse(
                board, key is null
                    ? "There is no recent change of yours to undo."
                    : board[key] is { } step ? $"Nothing was changed on {ChecklistText.Name(step)} lately." : StepFinder.NotFound(board, key));
        var later = checklist.Recent.SkipWhile(other => other != change).Skip(1).LastOrDefault(other => Keys(change).Any(touched => Touches(other, touched)));
        if (later is not null)
            return ChecklistDecision.Refuse(board, $"{Mrkdwn.User(later.By)} changed it after that, {Mrkdwn.Date(later.At)}. Undo that first.");
        var next = checklist with
        {
            Steps = Recording.Put(checklist.Steps, change.Before.Select(pair => (pair.Key, pair.Value))),
            Added = [.. checklist.Added.Where(added => added.Item.Id != change.Added)],
            Recent = [.. checklist.Recent.Where(other => other != change)],
        };
        var after = board.With(next);
        if (Recording.Guard(board, after) is { } refusal)
            return ChecklistDecision.Refuse(board, refusal);
        return new()
        {
            Board = after,
            Events =
            [
                .. Keys(change).Select(touched => new ChecklistEvent(
                    Happening.Undone, touched, (board[touched] ?? after[touched])?.Title ?? touched, person, now,
                    Status(board[touched]), Status(after[touched]))),
                .. Recording.CompletedStages(board, after, person, now),
            ],
        };
    }

    private static bool Touches(Change change, string key) => change.Before.ContainsKey(key) || change.Added == key;

    private static IEnumerable<string> Keys(Change change) => change.Added is { } added ? change.Before.Keys.Append(added) : change.Before.Keys;

    private static string Status(Step? step) => step is null ? "none" : ChecklistText.Status(step.State);
}
