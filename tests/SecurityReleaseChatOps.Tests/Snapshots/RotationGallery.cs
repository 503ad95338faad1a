using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The rotation's plan, swaps, covers and days off.</summary>
internal static class RotationGallery
{
    /// <summary>Somebody asks for a shift in return.</summary>
    public static WaitingSwap Asked { get; } = new(
        new("R2", "patch/2026-12-23", "U04", "U05") { By = "U04", AskedAt = default, InReturn = "patch/2026-12-09" },
        "*Primary on Wed 23 Dec* for *Secondary on Wed 9 Dec*");

    public static IEnumerable<(string Name, JsonObject Json)> All(IReadOnlyList<Engineer> roster, Instant now)
    {
        var today = DateOnly.FromDateTime(now.ToDateTimeUtc());
        var rotation = SecurityReleaseChatOps.Tests.Rotation.Calendar.Sample.Rotation(roster, today);
        var plan = Proposal.Of(rotation, now, Gallery.Plain, anew: false);
        yield return ("plan", Sent.Json(PlanMessage.Render(plan, rotation.Cadences, Gallery.Plain, today)));
        yield return ("plan whole", Sent.Json(PlanMessage.Whole(plan, rotation.Cadences, Gallery.Plain, today)));
        yield return ("load", Sent.Json(LoadCommand.Render(LoadCommand.Ordered(FairnessRules.Of(rotation, now), Gallery.Plain), "U05", Gallery.Plain, today)));
        var shift = Shift.Of("patch", new(2026, 12, 9)) with { Primary = "U03", Secondary = "U05" };
        yield return ("planned release", Sent.Json(ShiftModal.Render(shift, roster, Gallery.Plain, now)));

        var theirs = Shift.Of("patch", new(2026, 12, 23)) with { Primary = "U04", Secondary = "U05" };
        var request = new SwapRequest("R1", shift.Id, "U03", null) { By = "U03", AskedAt = now, Why = "A wedding" };
        yield return ("swap of two", Sent.Json(SwapMessage.Render(Asked.Request, Asked.What, Gallery.Plain)));
        foreach (var state in Enum.GetValues<SwapState>())
        {
            var ended = request with { State = state, EndedBy = state == SwapState.Open ? null : "U05" };
            yield return ($"swap {state}", Sent.Json(SwapMessage.Render(ended, "*Primary on Wed 9 Dec*", Gallery.Plain)));
        }
        yield return ("swap", Sent.Json(SwapModal.Render(
            "U03", "U03", [shift], now, [new(request, "*Primary on Wed 9 Dec*"), Asked], PersonPicker.Of(roster, Gallery.Plain, now, null),
            ReturnPicker.Of(rotation with { Shifts = [shift, theirs] }, "U03", Gallery.Plain, now), Gallery.Plain, byAdmin: false)));
        yield return ("swap nothing", Sent.Json(SwapModal.Render(
            "U03", "U03", [], now, [], PersonPicker.Of(roster, Gallery.Plain, now, null), null, Gallery.Plain, byAdmin: false)));
        var cover = new Cover("C1", "U03", "U05", now, now + Duration.FromHours(8));
        yield return ("cover", Sent.Json(CoverModal.Render(
            "U03", "For Anna de Vries", [(cover, "María López covers for Anna de Vries")], PersonPicker.Of(roster, Gallery.Plain, now, null),
            now)));
        var absence = new Absence("U03/2026-12-08", "U03", new(2026, 12, 8, 0, 0), new(2026, 12, 11, 0, 0), "A wedding");
        yield return ("away", Sent.Json(AwayModal.Render(new(roster[0], "Anna de Vries", [absence], today, null))));
        yield return ("status hint", Sent.Json(StatusHintMessage.Render(
            new("U03", "", now, new(2026, 12, 10)), Swapping.What(shift, "Primary", now))));
        var planned = rotation with { Shifts = [shift, .. rotation.Shifts.Where(other => other.Date > shift.Date)] };
        foreach (var forAdmin in new[] { false, true })
        {
            yield return ($"calendar{(forAdmin ? " for an admin" : "")}", Sent.Json(CalendarMessage.Render(
                planned, now, DateTimeZoneProviders.Tzdb["Europe/Amsterdam"], Who, forAdmin)));
        }
        yield return ("calendar of nothing", Sent.Json(CalendarMessage.Render(
            rotation with { Shifts = [] }, now, DateTimeZone.Utc, Who, forAdmin: true)));
        yield return ("shift of who left", Sent.Json(ShiftsInDangerJob.Render(
            new(shift, "U03", shift.Date, "left", HasLeft: true), "Anna de Vries (left) is", now)));
        yield return ("shift in danger", Sent.Json(ShiftsInDangerJob.Render(new(shift, "U03", new(2026, 12, 9), "away"), "You are", now)));
    }

    private static string Who(string? person) => person is null ? "nobody yet" : Gallery.Plain(person);
}
