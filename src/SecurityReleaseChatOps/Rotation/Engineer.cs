using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Rotation.Absences;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>The part of the world whose daytime an engineer works in; a release's Primary and Secondary are in different ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Region>))]
public enum Region
{
    APAC,
    EMEA,
    AMER,
}

/// <summary>A member of the release rotation.</summary>
/// <param name="UserId">Slack user id.</param>
/// <param name="Region">The region they cover.</param>
/// <param name="Zone">IANA time zone such as <c>Europe/Amsterdam</c>.</param>
/// <param name="Hours">Working days and hours, in that zone.</param>
public sealed record Engineer(string UserId, Region Region, string Zone, WorkingHours Hours)
{
    /// <summary>When these hours and this zone took effect; nothing earlier counts as missed.</summary>
    public Instant ChangedAt { get; init; } = NodaConstants.BclEpoch;

    /// <summary>When they joined: they owe nothing for releases carried before. Null for those who joined before this was stored.</summary>
    public Instant? Since { get; init; }

    /// <summary>Whether they left according to Slack: they are never at work, and nothing due goes to them. Set by <see cref="Leavers"/>.</summary>
    public bool Left { get; init; }

    /// <summary>The country whose public holidays they have (ISO 3166: <c>NL</c>); null: their zone's country; empty: none.</summary>
    public string? Holidays { get; init; }

    /// <summary>When they are off on their working days. Filled in by <see cref="KeptRoster"/>, not stored.</summary>
    [JsonIgnore]
    public TimeOff Off { get; init; } = TimeOff.None;
}
