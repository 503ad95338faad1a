using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><c>/checklist update</c>: shows what the newer definition changes, and moves the checklist to it once confirmed.</summary>
internal sealed class UpdateChecklistCommand(ReleaseStore releases, ChecklistPress press, DefinitionLibrary library)
    : ChecklistCommand(releases, press, ChecklistPress.Worked)
{
    public override CommandUsage Usage { get; } = new("/checklist", "update", "[release]", "move to the newer definition, once you have seen what is other");

    protected override Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct) => Task.FromResult(
        UpdateForm.Newer(library, screen.Board) is { } newer
            ? SlashCommandResponse.Open(UpdateForm.Render(screen.Board, newer, new(screen.Board.Release.Id, call.Slack.ResponseUrl)))
            : SlashCommandResponse.Ephemeral(
                $"The checklist of {screen.Board.Release.Named()} has the newest version of *{Mrkdwn.Plain(screen.Board.Definition.Title)}* already."));
}

/// <summary>The modal <b>Newer definition</b>.</summary>
internal sealed class UpdateForm(FormFrame frame, ReleaseStore releases, ChecklistPress press, DefinitionLibrary library)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, ChecklistPress.Worked)
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

    public static ModalViewDefinition Render(Board board, ChecklistDefinition newer, AboutRelease about)
    {
        var difference = DefinitionDifference.Between(board.Definition, newer);
        return FormModal.Of(CallbackId, "Newer definition", "Move the checklist", about, ReadAt.Of(Moved, From(board, newer)),
        [
            SectionBlock.Of(
                $"*{Mrkdwn.Plain(newer.Title)}*{(board.Release.Rehearsal ? " · rehearsal" : "")}\nWhat is done stays done. Earlier presses cannot "
                + $"be undone after the move."),
            .. Listed("New", difference.Added, item => Mrkdwn.Escape(item.Title)),
            .. Listed("Gone", difference.Removed, item => Mrkdwn.Escape(item.Title)),
            .. Listed("Changed", difference.Changed, change => $"{Mrkdwn.Escape(change.Item.Title)}: {string.Join(", ", change.What)}"),
            .. difference is { Added.Count: 0, Removed.Count: 0, Changed.Count: 0 }
                ? [SectionBlock.Of("No step is other; only the names of stages or the head are.")]
                : (IEnumerable<Block>)[],
            InputBlock.Of(Sure, "Move it?", new CheckboxGroup { Options = [Option.Of("Yes, I have seen what is other", "yes")] }),
        ]);
    }

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct) =>
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

/// <summary>The differences of a newer definition.</summary>
/// <param name="Changed">What of each: title, help, due and so on.</param>
public sealed record DefinitionDifference(
    IReadOnlyList<Item> Added, IReadOnlyList<Item> Removed, IReadOnlyList<(Item Item, IReadOnlyList<string> What)> Changed)
{
    public static DefinitionDifference Between(ChecklistDefinition older, ChecklistDefinition newer)
    {
        var (before, after) = (Places(older), Places(newer));
        return new(
            [.. after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => pair.Value.Item)],
            [.. before.Where(pair => !after.ContainsKey(pair.Key)).Select(pair => pair.Value.Item)],
            [.. after.Where(pair => before.ContainsKey(pair.Key)).Select(pair => Compare(before[pair.Key], pair.Value))
                .Where(change => change.What.Count > 0)]);
    }

    private static Dictionary<string, (string Stage, Item Item)> Places(ChecklistDefinition definition) =>
        definition.Stages.SelectMany(stage => stage.Items.Select(item => (stage.Title, item))).ToDictionary(place => place.item.Id);

    private static (Item Item, IReadOnlyList<string> What) Compare((string Stage, Item Item) before, (string Stage, Item Item) after)
    {
        var (was, now) = (JsonSerializer.SerializeToNode(before.Item)!.AsObject(), JsonSerializer.SerializeToNode(after.Item)!.AsObject());
        var parts = now.Where(part => !JsonNode.DeepEquals(part.Value, was[part.Key])).Select(part => Kebab.Word(part.Key).Replace('-', ' '));
        return (after.Item, [.. before.Stage == after.Stage ? [] : new[] { "stage" }, .. parts]);
    }
}

/// <summary>Moves a running checklist to another definition.</summary>
public static class Moving
{
    /// <summary>
    /// What was done stays done if the step's id still exists, even if a fact settles the step from now on; the
    /// state of a removed step is kept, hidden, for moving back.
    /// Undo does not reach behind it: earlier presses belong to the earlier definition.
    /// </summary>
    public static ChecklistDecision To(Board board, ChecklistDefinition newer, string person, Instant now)
    {
        var checklist = board.Checklist;
        if (checklist.Definition == newer.Name && checklist.Version == newer.Version)
            return ChecklistDecision.Refuse(board, "The checklist has this version already.");
        var difference = DefinitionDifference.Between(board.Definition, newer);
        var next = checklist with
        {
            Definition = newer.Name,
            Version = newer.Version,
            Recent = [],
            Steps = Recording.Put(
                checklist.Steps,
                [.. board.Steps.Where(step => step.State.Status == StepStatus.Done).Select(step => (step.Key, InAnotherWay(step.State.Record)))]),
            Added = [.. checklist.Added.Select(added => newer.Stage(added.Stage) is null ? added with { Stage = newer.Stages[^1].Id } : added)],
        };
        return new()
        {
            Board = new(next, newer, board.Release, board.Happened),
            Events = [new(Happening.Moved, null, newer.Title, person, now, $"{checklist.Definition} {checklist.Version}", $"{newer.Name} {newer.Version}",
                $"{difference.Added.Count} added, {difference.Removed.Count} removed, {difference.Changed.Count} changed")],
        };
    }

    /// <summary>Adds the words without which a press does not settle a step that facts settle.</summary>
    private static StepRecord InAnotherWay(StepRecord record) => record with
    {
        Confirmations =
            [.. record.Confirmations.Select(said => said is { Status: StepStatus.Done, Why: null } ? said with { Why = "ticked before the update" } : said)],
    };
}
