namespace SecurityReleaseChatOps.Rotation;

/// <summary>The region whose workday fits a time zone: by its offset, not by the continent in its name.</summary>
internal static class Regions
{
    private static readonly Offset Emea = Offset.FromHours(-1);
    private static readonly Offset Apac = Offset.FromHours(5);

    /// <summary>The region of a zone by its current offset: AMER west of UTC-1, EMEA from UTC-1, APAC from UTC+5.</summary>
    /// <param name="zone">IANA id of an existing zone.</param>
    public static Region Of(string zone, Instant now)
    {
        var offset = DateTimeZoneProviders.Tzdb[zone].GetUtcOffset(now);
        return offset < Emea ? Region.AMER : offset < Apac ? Region.EMEA : Region.APAC;
    }
}
