using System.Globalization;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>People's time zones, from the machine's own database.</summary>
internal static class Zones
{
    public static bool Exists(string? zone) => zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && zone.Contains('/');

    /// <summary>The zone's offset from UTC at that time; zero for a zone unknown to this machine.</summary>
    public static TimeSpan Offset(string zone, DateTimeOffset at) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var info) ? info.GetUtcOffset(at) : TimeSpan.Zero;

    /// <summary>A display name such as <c>Kolkata (UTC+05:30)</c>.</summary>
    public static string Label(string zone, DateTimeOffset at)
    {
        var offset = Offset(zone, at);
        var city = zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
        return string.Create(CultureInfo.InvariantCulture, $"{city} (UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm})");
    }
}
