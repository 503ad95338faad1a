using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Rotation.Absences;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Where an engineer's day lies; a release's Primary and Secondary are in different ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Region>))]
public enum Region
{
    APAC,
    EMEA,
    AMER,
}

/// <summary>A person of the release rotation.</summary>
/// <param name="UserId">Slack's id of the person.</param>
/// <param name="Region">The region that the person covers.</param>
/// <param name="Zone">IANA time zone, as Slack names it: <c>Europe/Amsterdam</c>.</param>
/// <param name="Hours">Working days and hours, in that zone.</param>
public sealed record Engineer(string UserId, Region Region, string Zone, WorkingHours Hours)
{
    /// <summary>When these hours and this zone began to hold; nothing earlier counts as missed by them.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When they joined the rotation: what was carried before is no debt of theirs. Null: before that was kept.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether Slack says that they left: they are never at work, and nothing that is due goes to them. Kept here by <see cref="Leavers"/>.</summary>
    public bool Left { get; init; }

    /// <summary>The country whose public holidays they have (ISO 3166, <c>NL</c>); null: their zone's; empty: none.</summary>
    public string? Holidays { get; init; }

    /// <summary>When they are off on days of theirs. <see cref="KeptRoster"/> puts it in; it is not stored with them.</summary>
    [JsonIgnore]
    public TimeOff Off { get; init; } = TimeOff.None;
}
