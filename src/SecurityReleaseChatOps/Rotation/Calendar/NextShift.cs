using NodaTime;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Somebody's next shift, their own or one they cover, whose release is not started.</summary>
/// <param name="IsPrimary">Whether they are its Primary.</param>
/// <param name="With">Slack user id of the other engineer; null for nobody yet.</param>
internal sealed record NextShift(Shift Shift, DateTimeOffset DueAt, bool IsPrimary, string? With)
{
    /// <summary>Null when they have none.</summary>
    public static NextShift? Of(RotationSnapshot rotation, string person, Instant now)
    {
        // Their own and those of whom they cover for: nobody else's are looked at.
        var theirs = rotation.CoversBy(person).Where(cover => !cover.IsOver).Select(cover => cover.Person).Append(person).Distinct()
            .SelectMany(one => rotation.Coming(now, one));
        foreach (var shift in theirs.Where(shift => shift.Release is null).OrderBy(shift => shift.Date).ThenBy(shift => shift.Id, StringComparer.Ordinal))
        {
            var pair = Carrier.Of(rotation, shift, rotation.Of(shift)!);
            if (pair.FirstOrDefault(one => one.By == person) is { } own)
                return new(shift, shift.DueAt(rotation.Of(shift)!).ToDateTimeOffset(), own.Role == pair[0].Role, Carrier.Beside(pair, person));
        }
        return null;
    }

    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public SectionBlock Render(Func<string, string> shown) => new()
    {
        Text = new Markdown(
            $"Your next release: *{Mrkdwn.Date(DueAt)}*, as {(IsPrimary ? "Primary" : "Secondary")}{(With is null ? "" : $" with {shown(With)}")}"),
    };
}
