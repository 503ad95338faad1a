namespace SecurityReleaseChatOps.Tests;

/// <summary>Moments before and after another.</summary>
internal static class MomentsAround
{
    public static Instant AddMilliseconds(this Instant at, double count) => at + Duration.FromMilliseconds(count);

    public static Instant AddSeconds(this Instant at, double count) => at + Duration.FromSeconds(count);

    public static Instant AddMinutes(this Instant at, double count) => at + Duration.FromMinutes(count);

    public static Instant AddHours(this Instant at, double count) => at + Duration.FromHours(count);

    public static Instant AddDays(this Instant at, double count) => at + Duration.FromDays(count);
}
