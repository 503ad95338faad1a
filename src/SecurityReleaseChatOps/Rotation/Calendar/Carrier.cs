using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Who has a part of a shift, and who does it when its release is due: whatever shows a coming release goes by that.</summary>
/// <param name="Role"><c>Primary</c> or <c>Secondary</c>.</param>
/// <param name="Person">Slack user id of whose it is; null: nobody's yet.</param>
/// <param name="By">Slack user id of who does it: themselves, or who covers for them then.</param>
internal sealed record Carrier(string Role, string? Person, string? By)
{
    /// <summary>The Primary, then the Secondary.</summary>
    public static IReadOnlyList<Carrier> Of(RotationSnapshot rotation, Shift shift, Cadence cadence)
    {
        var due = shift.DueAt(cadence);
        return [new("Primary", shift.Primary, Acting(shift.Primary)), new("Secondary", shift.Secondary, Acting(shift.Secondary))];

        string? Acting(string? person) => person is null ? null : Covers.ActingFor(rotation.Covers, person, due);
    }
}
