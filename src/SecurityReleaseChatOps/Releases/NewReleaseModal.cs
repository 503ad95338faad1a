using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release new</c>: opens <b>New release</b> with what can be suggested.</summary>
internal sealed class StartReleaseCommand(NewReleaseForms forms) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/release", "new", "", "start a patch release");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) => SlashCommandResponse.Open(await forms.Open(call.UserId, ct));
}

/// <summary>Opens the form, filled with what can be suggested.</summary>
internal sealed class NewReleaseForms(ReleaseStore releases, RotationReader rotation, SlackDirectory directory, TimeProvider time)
{
    private readonly Made<IReadOnlyList<ReleaseVersion>> _versions = new();
    private readonly Made<IReadOnlyList<Engineer>> _roster = new();
    private readonly Made<IReadOnlyList<Engineer>> _rested = new();

    /// <param name="whole">Whether it has what is seldom needed too.</param>
    public async Task<ModalViewDefinition> Open(string asker, CancellationToken ct, bool whole = false)
    {
        var calendar = await rotation.Read(ct);
        var roster = _roster.Of(
            () => [.. calendar.Roster.Where(e => !directory.HasLeft(e.UserId))], calendar.Roster, (object?)directory.Snapshot ?? "");
        var existing = await releases.All(ct);
        var now = time.Now();
        var next = NextReleases.Next(calendar, Products.GitLab, now);
        var planned = next?.Pair.Select(person => roster.FirstOrDefault(one => one.UserId == person)).OfType<Engineer>().ToList();
        var (primary, secondary) = planned is [var first, var second] ? (first, second)
            : NewRelease.SuggestPair(_rested.Of(() => NewRelease.Rested(roster, existing.Select(d => d.Value)), roster, existing), now);
        return NewReleaseModal.Render(new(
            _versions.Of(() => NextVersions.Of(Products.GitLab, existing.Select(d => d.Value)), existing),
            next?.Date,
            user => PersonPicker.Of(roster, directory.NameOf, now, user),
            primary?.UserId,
            secondary?.UserId,
            RosterIsEmpty: roster.Count == 0,
            MayOverride: directory.RoleOf(asker) == Role.Admin,
            Whole: whole));
    }
}

/// <summary>The button <b>New release</b>: opens the same.</summary>
internal sealed class StartReleaseButton(NewReleaseForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.new";

    public static Button Button { get; } = new() { ActionId = ActionId, Text = "New release" };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var form = await forms.Open(request.UserId, cancellation);
        // Over a modal it takes its place on top.
        return request.View?.Type == "modal" ? ActionResponse.Push(form) : ActionResponse.Open(form);
    }
}

/// <summary>What <b>New release</b> begins with.</summary>
/// <param name="Picker">The field for someone of the rotation, with whom it chooses at first.</param>
/// <param name="Whole">Whether it has what is seldom needed too.</param>
/// <param name="Question">What is asked about the pair before the release starts; null when nothing is.</param>
internal sealed record NewReleaseSuggestion(
    IReadOnlyList<ReleaseVersion> Versions, DateOnly? DueDate, Func<string?, InputElement> Picker, string? Primary, string? Secondary, bool RosterIsEmpty,
    bool MayOverride, bool Whole = false,
    string? Question = null);

/// <summary>The button <b>More options</b>: the same form with what is seldom needed. Slack keeps what is filled in.</summary>
internal sealed class NewReleaseOptions(NewReleaseForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.new.more";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        ActionResponse.Update(await forms.Open(request.UserId, cancellation, whole: true));
}

/// <summary>The modal <b>New release</b>, and what comes of it.</summary>
internal sealed class NewReleaseModal(FormFrame frame, ReleaseStore releases, RotationReader rotation, TimeProvider time) : Form(frame, Who.Psirt)
{
    public const string CallbackId = "release.new";
    private const string DueTime = "due_time";

    public static ModalViewDefinition Render(NewReleaseSuggestion suggestion) => new()
    {
        CallbackId = CallbackId,
        Title = "New release",
        Submit = "Start",
        Close = "Cancel",
        Blocks = [.. Inputs(suggestion).Select(Kept)],
    };

    /// <summary>Slack keeps what is typed in an input that is drawn anew as long as both its names stay.</summary>
    private static Block Kept(Block block) =>
        block is InputBlock { Element: ActionElement { ActionId: null } element } input
            ? input with { Element = element with { ActionId = input.BlockId } }
            : block;

    private static IEnumerable<Block> Inputs(NewReleaseSuggestion suggestion) =>
    [
        .. suggestion.RosterIsEmpty
            ? [SectionBlock.Of($":warning: {RosterText.Nobody} A release needs two engineers of different regions.")]
            : (IEnumerable<Block>)[],
        InputBlock.Of(
            ReleaseFields.Kind, "Kind",
            new StaticSelectMenu { Options = [.. Enum.GetValues<ReleaseKind>().Select(Choice)], InitialOption = Choice(ReleaseKind.Planned) }),
        VersionsModal.Input(Join(suggestion.Versions)),
        InputBlock.Of(ReleaseFields.DueDate, "Due date", new DatePicker { InitialDate = suggestion.DueDate }),
        .. PairInputs.Of(suggestion.Picker, suggestion.Primary, suggestion.Secondary, suggestion.Question, suggestion.MayOverride && suggestion.Whole),
        new InputBlock
        {
            BlockId = ReleaseFields.Severity,
            Label = "Severity",
            Hint = "Of the worst vulnerability, once somebody knows",
            Element = new StaticSelectMenu { Options =
                [.. Enum.GetValues<Severity>().Reverse().Select(s => new Option { Text = s.ToString(), Value = s.ToString() })] },
            Optional = true,
        },
        InputBlock.Of(
            ReleaseFields.Rehearsal, "Rehearsal",
            new CheckboxGroup { Options = [Option.Of("All goes to PSIRT's channel, and notifies nobody", "yes")] },
            optional: true),
        .. suggestion.Whole ? Options : [ActionsBlock.Of(new Button { ActionId = NewReleaseOptions.ActionId, Text = "More options" })],
    ];

    /// <summary>What is seldom other than usual, or is known only later.</summary>
    private static IEnumerable<Block> Options =>
    [
        new InputBlock
        {
            BlockId = ReleaseFields.Product,
            Label = "Product",
            Element = new StaticSelectMenu
            {
                Options = [.. Products.All.Select(p => new Option { Text = p, Value = p })],
                InitialOption = new Option { Text = Products.GitLab, Value = Products.GitLab },
            },
        },
        InputBlock.Of(DueTime, "Due time (UTC)", new TimePicker { InitialTime = Cadence.UsualTime, Timezone = "UTC" }, optional: true),
        .. LinksModal.Inputs(ReleaseKind.Planned, ReleaseLinks.None),
    ];

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(ViewSubmission submission, CancellationToken ct)
    {
        if (PairInputs.Left(submission.State, Directory) is { Count: > 0 } left)
            return Wrong(left);
        var calendar = await rotation.Read(ct);
        var roster = calendar.Roster;
        var existing = (await releases.All(ct)).Select(d => d.Value).ToList();
        var (input, now) = (Read(submission), time.Now());
        var decided = NewRelease.Decide(input, roster, existing, Directory.TodayOf(submission.UserId, now), now);
        if (decided.Errors.Count == 1 && decided.Errors.TryGetValue(ReleaseFields.SameHours, out var question))
        {
            var whole = submission.State.Values.ContainsKey(DueTime);
            return (null,
                ViewSubmissionResponse.Update(
                    Ask(input, whole, user => PersonPicker.Of(roster, Directory.NameOf, now, user), question)));
        }
        if (decided.Refused)
            return Wrong(decided.Errors);

        var commit = new Commit();
        var shift = NextReleases.ShiftOf(calendar, decided.Value);
        var release = decided.Value with { Shift = shift?.Id };
        await releases.Save(commit, null, release, submission.UserId, "started", ct);
        foreach (var person in (shift?.Pair ?? []).Except(release.Pair).Where(person => person != submission.UserId))
        {
            Directory.Tell(commit, person, $"shift-taken/{shift!.Id}/{release.Id}/{person}",
                $"{Directory.Shown(submission.UserId)} started the release of *{ShiftText.Day(shift.Date, shift.Date)}* with others: you are not on for it.");
        }
        return (commit, Done);
    }

    private NewReleaseInput Read(ViewSubmission submission)
    {
        var state = submission.State;
        var pair = PairInputs.Read(state, Directory.RoleOf(submission.UserId) == Role.Admin);
        return new(
            Enum.TryParse<ReleaseKind>(state.Option(ReleaseFields.Kind), out var kind) ? kind : null,
            state.Option(ReleaseFields.Product) ?? Products.GitLab,
            state.Text(ReleaseFields.Versions),
            state.Date(ReleaseFields.DueDate),
            pair.Primary,
            pair.Secondary,
            LinksModal.Read(state),
            pair.OverrideReason,
            submission.UserId,
            pair.ByAdmin,
            Enum.TryParse<Severity>(state.Option(ReleaseFields.Severity), out var severity) ? severity : null,
            state.Time(DueTime),
            pair.SameHoursMeant,
            state.Options(ReleaseFields.Rehearsal).Count > 0);
    }

    // Slack keeps what is typed in inputs that stay.
    private static ModalViewDefinition Ask(NewReleaseInput input, bool whole, Func<string?, InputElement> picker, string question) => Render(new(
        ReleaseVersion.TryParseList(input.Versions, out var versions, out _) ? versions : [],
        input.DueDate!.Value, picker, input.Primary, input.Secondary, RosterIsEmpty: false, input.ByAdmin, whole, question));

    private static Option Choice(ReleaseKind kind) => new() { Text = kind.Name(), Value = kind.ToString(), Description = kind.Explained() };

    private static string? Join(IReadOnlyList<ReleaseVersion> versions) => versions.Count == 0 ? null : string.Join(", ", versions);
}
