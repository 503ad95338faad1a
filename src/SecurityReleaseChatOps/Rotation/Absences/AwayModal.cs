using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>The person the modal is about.</summary>
internal sealed record AboutAbsence(string Person);

/// <summary>Everything <b>Away</b> is rendered from.</summary>
/// <param name="Name">Plain text.</param>
/// <param name="Coming">Current and coming absences, next first.</param>
/// <param name="Today">The person's local date.</param>
/// <param name="Words">mrkdwn: what was just done; null for nothing.</param>
/// <param name="Last">Initial value of the last day; null for none.</param>
internal sealed record AwayState(Engineer Engineer, string Name, IReadOnlyList<Absence> Coming, DateOnly Today, string? Words, DateOnly? Last = null);

/// <summary>The modal <b>Away</b>: somebody's coming absences, and fields for another.</summary>
internal sealed class AwayModal(FormFrame frame, AwayForms forms, AbsenceStore absences, AwayTelling telling) : Form<AboutAbsence>(frame, Who.Psirt)
{
    public const string CallbackId = "rotation.away";
    public const string From = "from";
    public const string Until = "until";
    public const string Half = "half";
    private const string Why = "why";
    private const string FromNoon = "from-noon";
    private const string UntilNoon = "until-noon";

    // Absences further ahead can be removed once they come nearer.
    private const int MostShown = 20;
    private const int MostHolidays = 3;
    private const int HolidayDays = 120;

    public static ModalViewDefinition Render(AwayState state) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new AboutAbsence(state.Engineer.UserId), ReadAt.Nothing),
        Title = "Away",
        Submit = "Save",
        Close = "Close",
        Blocks =
        [
            .. state.Words is { } words ? [SectionBlock.Of(words)] : (IEnumerable<Block>)[],
            .. state.Coming.Take(MostShown).Select(absence => new SectionBlock
            {
                Text = new Markdown($":palm_tree: {Mrkdwn.Plain(AbsenceRules.Say(absence, state.Today))}{(absence.Why is { } why ? $" · {Mrkdwn.Plain(why)}" : "")}"),
                Accessory = RemoveAbsence.Button(absence),
            }),
            ContextBlock.Of(Mrkdwn.Plain(Note(state))),
            InputBlock.Of(From, "From", new DatePicker { InitialDate = state.Today }),
            InputBlock.Of(Until, "Until", new DatePicker { InitialDate = state.Last }, "The last day away", optional: true),
            InputBlock.Of(
                Half, "Half days",
                new CheckboxGroup { Options = [Option.Of("The first from noon", FromNoon), Option.Of("The last until noon", UntilNoon)] },
                optional: true),
            InputBlock.Of(Why, "Why", new PlainTextInput { MaxLength = AbsenceRules.LongestWhy }, "PSIRT can read it", optional: true),
        ],
    };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutAbsence> form, CancellationToken ct)
    {
        var person = form.About.Person;
        if (await forms.Refuse(person, form.By, ct) is { } no)
            return Wrong(From, no);
        var (engineer, theirs, state) = ((await forms.Find(person, ct))!, await absences.Of(person, ct), form.State);
        var half = state.Options(Half);
        var read = AbsenceRules.Read(
            new(state.Date(From), state.Date(Until), half.Contains(FromNoon), half.Contains(UntilNoon), state.Text(Why)), person, forms.Today(engineer),
            [.. theirs.Select(one => one.Value)], out var wrong);
        if (read is not { } absence)
            return Wrong(wrong.Field, wrong.Words);
        var (commit, known) = (new Commit(), theirs.FirstOrDefault(one => one.Id == absence.Id));
        AbsenceStore.Save(commit, known, absence, form.By);
        var words = await telling.Saved(commit, engineer, absence, form.By, ct);
        var after = theirs.Where(one => one.Id != absence.Id).Append(new(absence.Id, absence, 0));
        return (commit, ViewSubmissionResponse.Update(forms.Render(after, engineer, words)));
    }

    private static string Note(AwayState state)
    {
        var holidays = Enumerable.Range(0, HolidayDays).Select(days => state.Today.AddDays(days))
            .Where(date => state.Engineer.Hours.Days.Contains(date.DayOfWeek))
            .Select(date => (Date: date, Name: state.Engineer.Off.Holidays.On(date))).Where(day => day.Name is not null).Take(MostHolidays)
            .Select(day => $"{ShiftText.Day(day.Date, state.Today)} ({day.Name})").ToList();
        return $"{state.Name}, {state.Engineer.Zone}. " + (holidays.Count > 0 ? $"Also off: {string.Join(", ", holidays)}" : "No public holidays are known");
    }
}

/// <summary>The button <b>Remove</b> of an absence.</summary>
internal sealed class RemoveAbsence(AwayForms forms, AbsenceStore absences, AwayTelling telling, IStore store) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.away.remove";

    public static Button Button(Absence absence) => new() { ActionId = ActionId, Text = "Remove", Value = absence.Id };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            var id = action.Value ?? "";
            var person = id.Split('/')[0];
            if (await forms.Refuse(person, request.UserId, ct) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            var (engineer, theirs) = ((await forms.Find(person, ct))!, await absences.Of(person, ct));
            if (theirs.FirstOrDefault(one => one.Id == id) is not { } read)
                return (null, ActionResponse.Update(forms.Render(theirs, engineer, "That was removed already.")));
            var commit = new Commit();
            AbsenceStore.Remove(commit, read, request.UserId);
            var words = await telling.Removed(commit, engineer, read.Value, request.UserId, ct);
            return (commit, ActionResponse.Update(forms.Render(theirs.Where(one => one.Id != id), engineer, words)));
        }, ActionResponse.None, cancellation);
}
