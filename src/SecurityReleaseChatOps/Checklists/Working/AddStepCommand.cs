using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Checklists;

/// <summary><c>/checklist add</c>: a step of the day; without words it opens <b>Add a step</b>.</summary>
internal sealed class AddStepCommand(ReleaseStore releases, ChecklistPress press) : ChecklistCommand(releases, press, ChecklistPress.Worked)
{
    public override CommandUsage Usage { get; } = new("/checklist", "add", "[title] [release]", "add a step of the day", Button: "Add a step");

    protected override bool EndsInText => true;

    protected override async Task<SlashCommandResponse> On(Screen screen, CommandCall call, CancellationToken ct) => call.Rest.IsEmpty
        ? SlashCommandResponse.Open(AddStepForm.Render(screen.Board, new(screen.Board.Release.Id, call.Slack.ResponseUrl)))
        : await Press.AtWord(call, screen.Board.Release.Id, (board, now) => StepsOfTheDay.Add(board, call.Rest.Own, call.UserId, now), ct);
}

/// <summary>The modal <b>Add a step</b>, and the button that opens it.</summary>
internal sealed class AddStepForm(FormFrame frame, ReleaseStore releases, ChecklistPress press)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, ChecklistPress.Worked), IBlockActionHandler<ButtonAction>
{
    public const string CallbackId = "checklist.add";
    public const string ActionId = "checklist.add";
    private const string Title = "title";
    private const string InStage = "stage";
    private const string Whose = "role";
    private const string Due = "due";

    public static ModalViewDefinition Render(Board board, AboutRelease about) => FormModal.Of(CallbackId, "Add a step", "Add", about, ReadAt.Nothing,
    [
        .. board.Release.Rehearsal ? [ContextBlock.Of("Rehearsal")] : Array.Empty<Block>(),
        InputBlock.Of(Title, "What is to be done", new PlainTextInput { MaxLength = ChecklistText.MaxTitle, FocusOnLoad = true }),
        InputBlock.Of(
            InStage, "Stage",
            new StaticSelectMenu { Options = [.. board.Definition.Stages.Select(stage => Option.Of(Text.PlainText.Cut(stage.Title, 75), stage.Id))] },
            "The first one that is not complete, if left empty", optional: true),
        InputBlock.Of(
            Whose, "Whose", new StaticSelectMenu { Options = [.. Enum.GetValues<Role>().Select(role => Option.Of(StepBlocks.Whose(role), role.ToString()))] },
            optional: true),
        InputBlock.Of(
            Due, "When it is due", new PlainTextInput { MaxLength = 40 },
            "Counted from the release's due date, like -4h or -1d, or +60m after merge, +1d after published", optional: true),
    ]);

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var place = ChecklistPlace.Parse(action.Value);
        return await press.Look(place.Release, request.UserId, cancellation) is not { } screen ? ActionResponse.Ephemeral(ChecklistPress.Gone)
            : ChecklistPress.Worked.Refuse(screen.Snapshot.Release) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
            : ActionResponse.Open(Render(screen.Board, place.About(request)));
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var state = form.State;
        var due = state.Text(Due) is { } typed ? DueRule.TryParse(typed) : null;
        if (state.Text(Due) is not null && due is null)
            return Wrong(Due, $"Write {DueRule.Grammar}.");
        return await press.AtForm(
            form,
            read,
            (board, now) => StepsOfTheDay.Add(
                board, state.Text(Title) ?? "", form.By, now, state.Option(InStage),
                Enum.TryParse<Role>(state.Option(Whose), out var role) ? role : Role.Either, due),
            Title, null, ct);
    }
}

/// <summary>Steps added by people, which no definition has.</summary>
public static class StepsOfTheDay
{
    /// <param name="stageId">The stage that it joins; null: the first one that is not complete.</param>
    public static ChecklistDecision Add(
        Board board, string title, string person, Instant now, string? stageId = null, Role role = Role.Either, DueRule? due = null)
    {
        if (ChecklistText.TextFault(title, "Say what is to be done.", ChecklistText.MaxTitle) is { } fault)
            return ChecklistDecision.Refuse(board, fault);
        var stages = board.Definition.Stages;
        var stage = stageId is null
            ? stages.FirstOrDefault(known => board.Steps.Any(step => step.StageId == known.Id && step.Open)) ?? stages[^1]
            : board.Definition.Stage(stageId);
        if (stage is null)
            return ChecklistDecision.Refuse(board, ChecklistText.NoStage(board, stageId!));
        var last = board.Checklist.Added.Select(one => int.Parse(one.Item.Id.AsSpan(1), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        var id = $"x{last + 1}";
        var added = new AddedStep(new() { Id = id, Title = title.ReplaceLineEndings(" ").Trim(), Role = role, Due = due }, stage.Id, person, now);
        var change = new Change(person, now, Happening.Added, new Dictionary<string, StepRecord?>(StringComparer.Ordinal), id);
        return new()
        {
            Board = board.With(Recording.Push(board.Checklist, change) with { Added = [.. board.Checklist.Added, added] }),
            Events = [new(Happening.Added, id, added.Item.Title, person, now, "none", "open", stage.Title)],
        };
    }
}
