using System.Text.Json.Nodes;
using NodaTime;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The plan, swaps, covers and days off.</summary>
internal static class RotationGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(IReadOnlyList<Engineer> roster, Instant now)
    {
        var today = DateOnly.FromDateTime(now.ToDateTimeUtc());
        var rotation = SecurityReleaseChatOps.Tests.Rotation.Calendar.Sample.Rotation(roster, today);
        var plan = Proposal.Of(rotation, now, Gallery.Plain, anew: false);
        yield return ("plan", Sent.Json(PlanMessage.Render(plan, rotation.Cadences, Gallery.Plain, today)));
        yield return ("plan whole", Sent.Json(PlanMessage.Whole(plan, rotation.Cadences, Gallery.Plain, today)));
        yield return ("load", Sent.Json(LoadCommand.Render(FairnessRules.Of(rotation, now), Gallery.Plain, today)));
        var shift = Shift.Of("patch", new(2026, 12, 9)) with { Primary = "U03", Secondary = "U05" };
        yield return ("planned release", Sent.Json(ShiftModal.Render(shift, roster, Gallery.Plain, now)));

        var request = new SwapRequest("R1", shift.Id, "U03", null) { By = "U03", AskedAt = now.ToDateTimeOffset(), Why = "A wedding" };
        foreach (var state in Enum.GetValues<SwapState>())
        {
            var ended = request with { State = state, EndedBy = state == SwapState.Open ? null : "U05" };
            yield return ($"swap {state}", Sent.Json(SwapMessage.Render(ended, Swapping.What(shift, "Primary"), Gallery.Plain)));
        }
        yield return ("swap", Sent.Json(SwapModal.Render(
            "U03", "U03", [shift], [(request, Swapping.What(shift, "Primary"))], chosen => PersonPicker.Of(roster, Gallery.Plain, now, chosen), Gallery.Plain,
            byAdmin: false)));
        yield return ("swap nothing", Sent.Json(SwapModal.Render(
            "U03", "U03", [], [], chosen => PersonPicker.Of(roster, Gallery.Plain, now, chosen), Gallery.Plain, byAdmin: false)));
        var cover = new Cover("C1", "U03", "U05", now, now + Duration.FromHours(8));
        yield return ("cover", Sent.Json(CoverModal.Render(
            "U03", "For Anna de Vries", [(cover, "María López covers for Anna de Vries")], PersonPicker.Of(roster, Gallery.Plain, now, null),
            now.ToDateTimeOffset())));
        var absence = new Absence("U03/2026-12-08", "U03", new(2026, 12, 8, 0, 0), new(2026, 12, 11, 0, 0), "A wedding");
        yield return ("away", Sent.Json(AwayModal.Render(new(roster[0], "Anna de Vries", [absence], today, null))));
        yield return ("shift in danger", Sent.Json(ShiftsInDangerJob.Render(new(shift, "U03", new(2026, 12, 9), "away"), "You are")));
    }
}
