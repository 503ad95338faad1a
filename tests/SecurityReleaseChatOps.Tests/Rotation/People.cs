using System.Globalization;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>Engineers and moments for the tests.</summary>
internal static class People
{
    public static Engineer Anna { get; } = Of("UANNA", "Europe/Amsterdam");

    public static Engineer Ben { get; } = Of("UBEN", "America/New_York", region: Region.AMER);

    public static Engineer Chika { get; } = Of("UCHIKA", "Asia/Tokyo", region: Region.APAC);

    public static Engineer Dora { get; } = Of("UDORA", "Europe/Lisbon");

    public static IReadOnlyList<Engineer> Roster { get; } = [Anna, Ben, Chika, Dora];

    /// <summary>
    /// Zones without DST, with the usual, with half an hour of it, with changes at midnight; and days that cross midnight,
    /// UTC's and their own.
    /// </summary>
    public static TheoryData<string, string, string> OfManyZones { get; } = new()
    {
        { "UTC", "09:00-17:00", "Mon-Fri" },
        { "Europe/Amsterdam", "09:00-17:00", "Mon-Fri" },
        { "America/New_York", "09:00-17:00", "Mon,Wed,Fri" },
        { "Australia/Lord_Howe", "08:30-16:30", "Mon-Fri" },
        { "America/Santiago", "16:00-00:00", "Mon-Sun" },
        { "America/Santiago", "22:00-06:00", "Mon-Sun" },
        { "Africa/Cairo", "15:00-00:30", "Sun-Thu" },
        { "Africa/Cairo", "23:30-07:00", "Mon-Sun" },
        { "Asia/Beirut", "00:00-08:00", "Mon-Sun" },
        { "Asia/Kolkata", "09:30-18:30", "Mon-Fri" },
        { "Pacific/Kiritimati", "09:00-17:00", "Mon-Fri" },
        { "America/Los_Angeles", "09:00-17:00", "Mon-Fri" }, // crosses midnight UTC
        { "Europe/Amsterdam", "18:00-02:30", "Mon-Sun" }, // ends inside the hour that is skipped and repeated
        { "Europe/Amsterdam", "22:00-06:00", "Sat-Sun" },
    };

    public static Engineer Of(
        string userId, string zone, string hours = "09:00-17:00", string days = "Mon-Fri", Region region = Region.EMEA)
    {
        WorkingHours.TryParseHours(hours, out var start, out var end, out _).ShouldBeTrue();
        WorkingHours.TryParseDays(days, out var parsed, out _).ShouldBeTrue();
        return new Engineer(userId, region, zone, new WorkingHours(start, end, parsed!));
    }

    /// <summary>A moment as <c>2026-11-25T16:30:00Z</c>.</summary>
    public static Instant At(string utc) => Instant.FromDateTimeOffset(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
