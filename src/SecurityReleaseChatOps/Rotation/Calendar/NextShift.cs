using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>Somebody's next shift, their own or one they cover, whose release is not started.</summary>
/// <param name="IsPrimary">Whether they are its Primary.</param>
/// <param name="With">Slack user id of the other engineer; null for nobody yet.</param>
internal sealed record NextShift(Shift Shift, Instant DueAt, bool IsPrimary, string? With)
{
    /// <summary>Null when they have none.</summary>
    public static NextShift? Of(RotationSnapshot rotation, string person, Instant now)
    {
        foreach (var (shift, pair) in All(rotation, person, now).Where(one => one.Shift.Release is null))
        {
            var isPrimary = pair[0].By == person;
            return new(shift, shift.DueAt(rotation.Of(shift)!), isPrimary, Carrier.Beside(pair, person));
        }
        return null;
    }

    /// <summary>The coming shifts that somebody does, their own and those of whom they cover for, by date: nobody else's are looked at.</summary>
    public static IEnumerable<(Shift Shift, IReadOnlyList<Carrier> Pair)> All(RotationSnapshot rotation, string person, Instant now) =>
        rotation.CoversBy(person).Where(cover => !cover.IsOver).Select(cover => cover.Person).Append(person).Distinct()
            .SelectMany(one => rotation.Coming(now, one)).Distinct().OrderBy(shift => shift.Date).ThenBy(shift => shift.Id, StringComparer.Ordinal)
            .Select(shift => (Shift: shift, Pair: Carrier.Of(rotation, shift, rotation.Of(shift)!)))
            .Where(one => one.Pair.Any(carrier => carrier.By == person));

    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public SectionBlock Render(Func<string, string> shown) => new()
    {
        Text = new Markdown(
            $"Your next release: *{Mrkdwn.Date(DueAt)}*, as {(IsPrimary ? "Primary" : "Secondary")}{(With is null ? "" : $" with {shown(With)}")}"),
    };
}
