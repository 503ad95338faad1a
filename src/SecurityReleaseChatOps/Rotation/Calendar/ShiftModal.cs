using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The menu <b>Change one</b> of the calendar: opens <b>Planned release</b>.</summary>
internal sealed class ChangeShift(RotationReader rotation, SlackDirectory directory, TimeProvider time) : IBlockActionHandler<StaticSelectAction>
{
    public const string ActionId = "rotation.change";

    public async Task<ActionResponse> Handle(StaticSelectAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (Who.Admins.Refuse(directory, request.UserId) is { } no)
            return ActionResponse.Ephemeral(no);
        var calendar = await rotation.Read(cancellation);
        return calendar.Find(action.Value ?? "") is { } shift
            ? ActionResponse.Open(ShiftModal.Render(shift, calendar.Roster, directory.NameOf, time.Now()))
            : ActionResponse.Ephemeral("This release is not planned any more. `/rotation calendar` shows all.");
    }
}

/// <summary>The modal <b>Planned release</b>: its date, and who carries it.</summary>
internal sealed class ShiftModal(FormFrame frame, RotationReader rotation, ShiftChanges changes, TimeProvider time)
    : Form<ShiftModal.AboutShift>(frame, Who.Admins)
{
    public const string CallbackId = "rotation.shift";
    private const string Drop = "drop";
    private const string Saved = "changed shift";

    private static readonly Part<Shift> Whole = new(
        "shift", shift => shift.Id, shift => new { shift.Date, shift.Primary, shift.Secondary, shift.Dropped });

    /// <param name="Shift">Its id.</param>
    internal sealed record AboutShift(string Shift);

    public static ModalViewDefinition Render(Shift shift, IReadOnlyList<Engineer> roster, Func<string, string> nameOf, Instant now) => FormModal.Of(
        CallbackId, "Planned release", "Save", new AboutShift(shift.Id), Whole.ReadAt([shift]),
        [
            InputBlock.Of(ShiftRules.Date, "Due date", new DatePicker { InitialDate = shift.Date }),
            Person(ShiftRules.Primary, "Primary", PersonPicker.Of(roster, nameOf, now, shift.Primary)),
            Person(ShiftRules.Secondary, "Secondary", PersonPicker.Of(roster, nameOf, now, shift.Secondary)),
            InputBlock.Of(Drop, "Drop", new CheckboxGroup { Options = [Option.Of("No release that day", "yes")] }, optional: true),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutShift> form, CancellationToken ct)
    {
        var (calendar, now) = (await rotation.Read(ct), time.Now());
        if (calendar.Find(form.About.Shift) is not { } shift)
            throw new RefusalException("This release is not planned any more.");
        var typed = shift with
        {
            Date = form.State.Date(ShiftRules.Date) ?? shift.Date,
            Primary = PersonPicker.Of(form.State, ShiftRules.Primary),
            Secondary = PersonPicker.Of(form.State, ShiftRules.Secondary),
            Dropped = form.State.Options(Drop).Count > 0,
        };
        var merged = Whole.Merge(form.ReadAt, [shift], [typed]);
        if (merged.Clashes.Count > 0)
        {
            var by = await LastBy("shift/" + shift.Id, ct, Saved, "moved", "dropped", "added", "planned", "undid");
            return form.StaysOpen(
                Render(shift, calendar.Roster, Directory.NameOf, now), merged.Told,
                $"{by} changed this release meanwhile. *Save* puts yours in its place.");
        }
        var decided = ShiftRules.Change(calendar, shift, merged.Values[0], Directory.TodayOf(form.By, now));
        if (decided.Refused)
            return Wrong(decided.Errors);
        if (decided.Value == shift)
            return (null, Done);
        var commit = new Commit();
        await changes.Save(commit, [(shift, decided.Value)], form.By, Saved, ct);
        return (commit, ViewSubmissionResponse.Update(Modals.Says("Saved", Words(calendar, decided.Value, now, form.By))));
    }

    private static InputBlock Person(string id, string label, InputElement picker) =>
        new() { BlockId = id, Label = label, Hint = "Whom you choose stays in every plan", Element = picker, Optional = true };

    private string Words(RotationSnapshot calendar, Shift shift, Instant now, string by)
    {
        var date = ShiftText.Named(shift, calendar.Cadences, Directory.TodayOf(by, now));
        return shift.Dropped
            ? $"No release is planned on *{date}*. `/rotation calendar add {date}` brings it back."
            : $"*{date}*: {Named(shift.Primary)} is Primary, {Named(shift.Secondary)} Secondary.";

        string Named(string? person) => Mrkdwn.Plain(ShiftText.Who(person, Directory));
    }
}
