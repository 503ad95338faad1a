using NodaTime;

namespace SecurityReleaseChatOps.Access;

/// <summary>Names for Slack's ids, and the date where a person is.</summary>
internal static class Mentions
{
    /// <summary>The name behind a mention's target: <c>@U123</c>, <c>#C123</c>, <c>!subteam^S123</c>; null when it is not known.</summary>
    public static string? NameOfMention(this SlackDirectory directory, string target) => target switch
    {
        ['@', .. var id] => directory.Find(id)?.ShownName,
        ['#', .. var id] => directory.FindChannel(id)?.Name,
        _ when target.Split('^') is ["!subteam", var id] => directory.Snapshot?.Groups.FirstOrDefault(group => group.Id == id)?.Handle,
        _ => null,
    };

    /// <summary>The zone in which a person reads and types times: the one set in Slack; UTC until Slack has reported one.</summary>
    public static DateTimeZone ZoneOf(this SlackDirectory directory, string userId) =>
        directory.Find(userId)?.Zone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known ? known : DateTimeZone.Utc;

    /// <summary>The date where a person is.</summary>
    public static DateOnly TodayOf(this SlackDirectory directory, string userId, DateTimeOffset now) =>
        Instant.FromDateTimeOffset(now).InZone(directory.ZoneOf(userId)).Date.ToDateOnly();
}
