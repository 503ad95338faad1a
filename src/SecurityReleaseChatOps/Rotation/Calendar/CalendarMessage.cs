using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The next releases with their pairs.</summary>
internal static class CalendarMessage
{
    /// <summary>How many are shown; the plan shows the others.</summary>
    public const int Shown = 8;

    /// <param name="zone">The reader's.</param>
    /// <param name="who">Plain text naming whoever has a part; null for nobody.</param>
    public static Message Render(RotationSnapshot rotation, Instant now, DateTimeZone zone, Func<string?, string> who, bool forAdmin)
    {
        var today = now.InZone(zone).Date.ToDateOnly();
        var shifts = rotation.Coming(now).Take(Shown).ToList();
        var open = shifts.Count(shift => shift.Pair.Count() < 2);
        return new()
        {
            Text = shifts.Count == 0 ? "No release is planned." : "Next releases",
            Blocks =
            [
                .. shifts.Count == 0
                    ? [SectionBlock.Of("*No release is planned.*")]
                    : (IEnumerable<Block>)[new TableBlock { Rows = [Row("Due", "Primary", "Secondary", "Release"), .. shifts.Select(Line)] }],
                .. open == 0 ? (IEnumerable<Block>)[] : [ContextBlock.Of(
                    rotation.Roster.Count == 0 ? RosterText.Nobody
                    : forAdmin ? "`/rotation plan` proposes who." : "An admin fills the gaps with `/rotation plan`.")],
                .. forAdmin ? Menu(shifts) : [],
                .. forAdmin && shifts.Count == 0 ? (IEnumerable<Block>)[ContextBlock.Of("Add one with `/rotation calendar add 16 Dec`.")] : [],
            ],
        };

        IReadOnlyList<TableCell> Line(Shift shift) => Row(
        [
            ShiftText.Due(shift, rotation.Of(shift)!, zone, today),
            .. Carrier.Of(rotation, shift, rotation.Of(shift)!)
                .Select(one => one.By == one.Person ? who(one.By) : $"{who(one.By)} for {who(one.Person)}"),
            shift.Release ?? (rotation.Cadences.Count > 1 ? rotation.Of(shift)!.Title : "planned"),
        ]);

        static IReadOnlyList<TableCell> Row(params string[] cells) => [.. cells.Select(cell => new TableCell(cell))];

        IEnumerable<Block> Menu(IReadOnlyList<Shift> all)
        {
            var choices = all.Where(shift => shift.Release is null)
                .Select(shift => Option.Of(ShiftText.Named(shift, rotation.Cadences, today), shift.Id)).ToList();
            return choices.Count == 0 ? [] : [new ActionsBlock { Elements =
                [new StaticSelectMenu { ActionId = ChangeShift.ActionId, Placeholder = "Change one", Options = choices }] }];
        }
    }
}
