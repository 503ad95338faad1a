using NodaTime.Extensions;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

/// <summary>A rotation for the tests.</summary>
internal static class Sample
{
    public static Cadence Patch { get; } = CadenceYaml.Load(["patch"], null).All[0];

    /// <summary>The shifts of a year from a date on, nobody on them unless stored.</summary>
    public static RotationSnapshot Rotation(
        IReadOnlyList<Engineer> roster, DateOnly from, IReadOnlyList<Shift>? stored = null, IReadOnlyList<ReleasePair>? releases = null, int days = 400,
        params IReadOnlyList<Cadence> cadences)
    {
        cadences = cadences.Count == 0 ? [Patch] : cadences;
        return new(cadences, roster, Shifts.Of(cadences, stored ?? [], releases ?? [], from, from.AddDays(days)), [], [], releases ?? []);
    }

    /// <summary>A planned release of a shift.</summary>
    public static ReleasePair Release(string id, string? shift, string date, string primary, string secondary, bool critical = false) => new(
        id, shift, "GitLab", critical ? null : "planned", DateOnly.Parse(date), DateOnly.Parse(date), primary, secondary, critical, IsActive: false);

    /// <summary>The same with someone away for days.</summary>
    public static RotationSnapshot Away(RotationSnapshot rotation, string person, DateOnly from, int days)
    {
        var absence = new Absence($"{person}/{from:O}", person, from.ToLocalDate().AtMidnight(), from.AddDays(days).ToLocalDate().AtMidnight(), null);
        return rotation with
        {
            Roster = [.. rotation.Roster.Select(one => one.UserId == person ? Off(one) : one)],
            Absences = [.. rotation.Absences, absence],
        };

        Engineer Off(Engineer one) => one with { Off = one.Off with { Absences = [.. one.Off.Absences, absence] } };
    }

    /// <summary>Midnight UTC of a date.</summary>
    public static Instant Midnight(DateOnly date) => date.AtUtc(default);
}
