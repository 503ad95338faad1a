using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Outside;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Calendars, reminders, coverage and files of the rotation.</summary>
internal static class OutsideGallery
{
    public static IEnumerable<(string Name, JsonObject Json)> All(IReadOnlyList<Engineer> roster, Instant now)
    {
        yield return ("calendar addresses", Sent.Json(CalendarLinks.Render(
            [new("U03", FeedScope.Mine, "a-secret"), new("U03", FeedScope.Team, "another")], new("https://chatops.example.com/"))));
        yield return ("import rotation", Sent.Json(ImportRotationModal.Ask()));
        yield return ("import rotation wrong", Sent.Json(ImportRotationModal.Refused(ImportPlan.Wrong("Line 3: \"nine\" is not a start and an end of work"))));
        yield return ("import rotation confirm", Sent.Json(ImportRotationModal.Confirm("F01", new([], ["Anna de Vries: EMEA, 10:00-18:00 Mon-Fri"], [], [], 12))));
        var shift = Shift.Of("patch", new(2026, 12, 9)) with { Primary = "U03", Secondary = "U05" };
        var rotation = new RotationSnapshot(
            [new("patch", "Patch release", Products.GitLab, "planned", Cadence.UsualTime, [new(3, DayOfWeek.Thursday, -8)])], roster, [shift], [], [], []);
        foreach (var days in new[] { 28, 7, 1 })
        {
            yield return ($"shift reminder {days}",
                Sent.Json(ShiftRemindersJob.Words(new(shift, "U03", true, "U05", days, days), rotation, Gallery.Plain)));
        }
        var week = new WeekCoverage("Patch release", new(2026, 12, 7), DateTimeZone.Utc, [roster[0], roster[1]], roster, now);
        yield return ("coverage", Sent.Json(CoverageText.Message(week, Gallery.Plain)));
    }
}
