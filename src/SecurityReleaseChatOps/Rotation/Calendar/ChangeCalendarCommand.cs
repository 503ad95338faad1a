using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The frame of a subcommand that changes the calendar: finds the shift by date, decides, saves, and offers Undo.</summary>
internal sealed class CalendarEditing(RotationReader rotation, ShiftChanges changes, IStore store, SlackDirectory directory, TimeProvider time)
{
    /// <param name="decide">From the rotation, what was typed, and the date where the asker is.</param>
    /// <param name="done">mrkdwn: the new state, from the date.</param>
    public Task<SlashCommandResponse> Run(
        CommandCall call, Func<RotationSnapshot, Typed, DateOnly, (Shift? Before, Decision<Shift> After)> decide, string what,
        Func<string, string> done, CancellationToken cancellation) => store.Run<SlashCommandResponse>(call.Slack.DeliveryId, async ct =>
        {
            var (now, today) = (await rotation.Read(ct), directory.TodayOf(call.UserId, time.Now()));
            var (before, after) = decide(now, call.Rest, today);
            if (after.Refused)
                return (null, SlashCommandResponse.Ephemeral(Mrkdwn.Plain(after.Words) + "."));
            var commit = new Commit();
            var change = await changes.Save(commit, [(before ?? after.Value with { Dropped = true }, after.Value)], call.UserId, what, ct);
            return (commit, SlashCommandResponse.Ephemeral(UndoShiftChange.Offer(done(ShiftText.Named(after.Value, now.Cadences, today)) + ".", change)));
        }, SlashCommandResponse.Ephemeral("That was done already."), cancellation);

    /// <summary>The coming shift meant by a date, with a cadence's name before it where needed.</summary>
    public static Decision<Shift> Find(RotationSnapshot rotation, Typed typed, DateOnly today)
    {
        var (cadence, date) = Cadence(rotation, typed);
        if (!TypedDate.TryParse(date, today, out var on, out var wrong))
            return Decision<Shift>.Refuse(wrong);
        var there = rotation.Shifts.Where(shift => shift.Date == on && !shift.Dropped && (cadence is null || shift.Cadence == cadence.Name)).ToList();
        return there switch
        {
            [] => Decision<Shift>.Refuse($"No release is planned on {PlainText.Say(on)}: /rotation calendar shows when"),
            [var one] => Decision<Shift>.New(one),
            _ => Decision<Shift>.Refuse(
                $"Several are planned on {PlainText.Say(on)}: say which before the date, {string.Join(" or ", there.Select(shift => shift.Cadence))}"),
        };
    }

    /// <summary>The cadence named by the first word, and the rest.</summary>
    public static (Cadence? Cadence, Typed After) Cadence(RotationSnapshot rotation, Typed typed)
    {
        var (first, rest) = typed.Split();
        return rotation.Cadences.FirstOrDefault(one => one.Name.Equals(first.Bare, StringComparison.OrdinalIgnoreCase)) is { } named
            ? (named, rest) : (null, typed);
    }
}

/// <summary><c>/rotation calendar move 9 Dec to 10 Dec</c>.</summary>
internal sealed class MoveShiftCommand(CalendarEditing editing) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "calendar move", "9 Dec to 10 Dec", "plan a release on another date", Role.Admin);

    public Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) =>
        editing.Run(call, Decide, "moved", date => $"That release is planned on *{date}*", ct);

    private static (Shift?, Decision<Shift>) Decide(RotationSnapshot rotation, Typed typed, DateOnly today)
    {
        var at = typed.Words.ToList().FindIndex(word => word.Folded.Equals("to", StringComparison.OrdinalIgnoreCase));
        if (at <= 0)
            return (null, Decision<Shift>.Refuse("Say which date becomes which, like /rotation calendar move 9 Dec to 10 Dec"));
        var (from, to) = typed.Split(at);
        var found = CalendarEditing.Find(rotation, from, today);
        return found.Value is not { } shift ? (null, found)
            : TypedDate.TryParse(to, today, out var date, out var wrong) ? (shift, ShiftRules.Change(rotation, shift, shift with { Date = date }, today))
            : (null, Decision<Shift>.Refuse(wrong));
    }
}

/// <summary><c>/rotation calendar drop 9 Dec</c>.</summary>
internal sealed class DropShiftCommand(CalendarEditing editing) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "calendar drop", "9 Dec", "plan no release that day", Role.Admin);

    public Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) =>
        editing.Run(call, Decide, "dropped", date => $"No release is planned on *{date}*", ct);

    private static (Shift?, Decision<Shift>) Decide(RotationSnapshot rotation, Typed typed, DateOnly today)
    {
        var found = CalendarEditing.Find(rotation, typed, today);
        return found.Value is not { } shift ? (null, found) : (shift, ShiftRules.Change(rotation, shift, shift with { Dropped = true }, today));
    }
}

/// <summary><c>/rotation calendar add 16 Dec</c>: adds a release, or restores a dropped one.</summary>
internal sealed class AddShiftCommand(CalendarEditing editing) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "calendar add", "16 Dec", "plan a release that day too", Role.Admin);

    public Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) =>
        editing.Run(call, Decide, "added", date => $"A release is planned on *{date}*", ct);

    private static (Shift?, Decision<Shift>) Decide(RotationSnapshot rotation, Typed typed, DateOnly today)
    {
        var (cadence, text) = CalendarEditing.Cadence(rotation, typed);
        return TypedDate.TryParse(text, today, out var date, out var wrong)
            ? (null, ShiftRules.Add(rotation, cadence ?? rotation.Cadences[0], date, today))
            : (null, Decision<Shift>.Refuse(wrong));
    }
}
