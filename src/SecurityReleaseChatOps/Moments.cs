using NodaTime.Extensions;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps;

/// <summary>Inside the app a moment is an <see cref="Instant"/>; here it comes from .NET's clock and Slack's pickers, and goes to Slack.</summary>
internal static class Moments
{
    public static Instant Now(this TimeProvider time) => time.GetUtcNow().ToInstant();

    /// <summary>What a date-and-time picker says; null when nothing was picked.</summary>
    public static Instant? Moment(this ViewState state, string blockId) => state.DateTime(blockId)?.ToInstant();

    public static DateTimePicker Showing(this DateTimePicker picker, Instant? at) => picker with { InitialDateTime = at?.ToDateTimeOffset() };

    public static DateOnly UtcDay(this Instant at) => DateOnly.FromDateTime(at.ToDateTimeUtc());

    public static Instant AtUtc(this DateOnly date, TimeOnly time) => Instant.FromDateTimeUtc(date.ToDateTime(time, DateTimeKind.Utc));

    extension(Mrkdwn)
    {
        /// <inheritdoc cref="Mrkdwn.Date(DateTimeOffset, string, string)"/>
        public static string Date(Instant when, string format = "{date_short_pretty} {time}", string? fallback = null) =>
            Mrkdwn.Date(when.ToDateTimeOffset(), format, fallback);
    }
}
