using NodaTime;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The next shift of someone whose release is not started.</summary>
/// <param name="IsPrimary">Whether they are its Primary.</param>
/// <param name="With">Slack user id of the other one; null for nobody yet.</param>
internal sealed record NextShift(Shift Shift, DateTimeOffset DueAt, bool IsPrimary, string? With)
{
    /// <summary>Null when they have none.</summary>
    public static NextShift? Of(RotationSnapshot rotation, string person, Instant now)
    {
        var shift = rotation.Coming(now).FirstOrDefault(shift => shift.Release is null && shift.Pair.Contains(person));
        return shift is null ? null : new(
            shift,
            shift.DueAt(rotation.Cadences.First(cadence => cadence.Name == shift.Cadence)).ToDateTimeOffset(),
            shift.Primary == person,
            shift.Primary == person ? shift.Secondary : shift.Primary);
    }

    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public SectionBlock Render(Func<string, string> shown) => new()
    {
        Text = new Markdown(
            $"Your next release: *{Mrkdwn.Date(DueAt)}*, as {(IsPrimary ? "Primary" : "Secondary")}{(With is null ? "" : $" with {shown(With)}")}"),
    };
}
