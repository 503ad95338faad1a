using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

/// <summary>Rotations for the tests of what others see of them.</summary>
internal static class RotationOf
{
    public static Cadence Patch { get; } = new(
        "patch", "Patch release", "GitLab", "planned", Cadence.UsualTime, [new(3, DayOfWeek.Thursday, -8), new(3, DayOfWeek.Thursday, 6)]);

    public static RotationSnapshot These(params IReadOnlyList<Shift> shifts) => new([Patch], People.Roster, shifts, [], [], []);

    public static RotationSnapshot With(this RotationSnapshot rotation, params IReadOnlyList<Cover> covers) => rotation with { Covers = covers };

    public static Shift Shift(string date, Engineer? primary, Engineer? secondary) =>
        SecurityReleaseChatOps.Rotation.Calendar.Shift.Of("patch", DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)) with
        {
            Primary = primary?.UserId,
            Secondary = secondary?.UserId,
        };

    /// <summary>A name for tests: the id without its U.</summary>
    public static string Name(string userId) => userId[1..2] + userId[2..].ToLowerInvariant();
}
