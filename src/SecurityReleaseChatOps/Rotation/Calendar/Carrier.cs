namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>
/// Who has a part of a shift, and who does it at a moment: the one rule of who carries, by which all goes that shows or tells who is on.
/// </summary>
/// <param name="Role"><c>Primary</c> or <c>Secondary</c>.</param>
/// <param name="Person">Slack user id of its owner; null for nobody yet.</param>
/// <param name="By">Slack user id of who does it: themselves, or who covers for them then, who may be the other one of the pair.</param>
internal sealed record Carrier(string Role, string? Person, string? By)
{
    /// <summary>The Primary, then the Secondary, as they are when its release is due.</summary>
    public static IReadOnlyList<Carrier> Of(RotationSnapshot rotation, Shift shift, Cadence cadence) => At(rotation, shift, shift.DueAt(cadence));

    /// <summary>The Primary, then the Secondary, as they are then.</summary>
    public static IReadOnlyList<Carrier> At(RotationSnapshot rotation, Shift shift, Instant at) =>
        At(rotation, shift.Primary, shift.Secondary, shift.Release, at);

    /// <summary>The same of a release that comes unplanned.</summary>
    public static IReadOnlyList<Carrier> At(RotationSnapshot rotation, ReleasePair release, Instant at) =>
        At(rotation, release.Primary, release.Secondary, release.Release, at);

    private static IReadOnlyList<Carrier> At(RotationSnapshot rotation, string? primary, string? secondary, string? release, Instant at)
    {
        return [new("Primary", primary, Acting(primary)), new("Secondary", secondary, Acting(secondary))];

        string? Acting(string? person) => person is not null && rotation.CoverOf(person, at) is { } cover && !IsBack(cover) ? cover.By : person;

        // A release that was started has the covering one in its pair: who is there again was put there by hand.
        bool IsBack(Swaps.Cover cover) =>
            release is not null && cover.Releases?.Contains(release) == true && cover.By != primary && cover.By != secondary;
    }

    /// <summary>Slack user ids of who does it, each once.</summary>
    public static IReadOnlyList<string> People(IEnumerable<Carrier> pair) => [.. pair.Select(one => one.By).OfType<string>().Distinct()];

    /// <summary>Who does it together with somebody: the one who does the other part, if that is another.</summary>
    public static string? Beside(IReadOnlyList<Carrier> pair, string person) => People(pair).FirstOrDefault(other => other != person);
}
