using NodaTime;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Where a day of work lies that begins at nine in the morning, by the clock and not by the continent in a zone's name.</summary>
internal static class Regions
{
    private static readonly Offset Emea = Offset.FromHours(-1);
    private static readonly Offset Apac = Offset.FromHours(5);

    /// <summary>The region of a zone by its offset from UTC as it is now: AMER behind UTC-1, EMEA from there, APAC from UTC+5.</summary>
    /// <param name="zone">A zone of the time zone database.</param>
    public static Region Of(string zone, DateTimeOffset now)
    {
        var offset = DateTimeZoneProviders.Tzdb[zone].GetUtcOffset(Instant.FromDateTimeOffset(now));
        return offset < Emea ? Region.AMER : offset < Apac ? Region.EMEA : Region.APAC;
    }
}
