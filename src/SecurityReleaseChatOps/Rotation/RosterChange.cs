using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Absences;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Changes the roster, and reports the result in mrkdwn.</summary>
internal sealed class RosterChange(IStore store, IEnumerable<IDuties> duties, SlackDirectory directory, DirectoryReader people, HolidayCalendars holidays,
    TimeProvider time)
{
    /// <summary>Adds a newcomer, or updates somebody already on it.</summary>
    public async Task<string> Add(RosterEntry entry, string by, string deliveryId, CancellationToken cancellation) =>
        await store.Run(deliveryId, async ct =>
        {
            await people.Meet(entry.UserId, ct);
            if (Refuse(entry) is { } no)
                return (null, no);
            var read = await store.Get(Roster.Kind, entry.UserId, ct);
            return Add(read, Entered(read, entry), by);
        }, "That was done already.", cancellation);

    /// <returns>Why this person cannot be on the rotation with these values, in mrkdwn; null when they can.</returns>
    public string? Refuse(RosterEntry entry) =>
        directory.Find(entry.UserId) is not { Deleted: false, IsBot: false } member
            ? $"{Mrkdwn.User(entry.UserId)} is not a person who can take a release: a bot, someone who left, or unknown to Slack."
        : directory.RoleOf(entry.UserId) < Role.Psirt
            ? $"{Mrkdwn.User(entry.UserId)} is not in PSIRT's Slack user group. Add them there first: they could not use the app."
        : entry.Zone is null && (member.Zone is null || RosterText.FindZone(member.Zone) is null)
            ? $"Slack does not know {Mrkdwn.User(entry.UserId)}'s time zone. Add it at the end, such as `{RosterText.AddExample}`."
        : Unknown(entry);

    /// <returns>A note that the country's holidays are unknown, in mrkdwn; null when they are known.</returns>
    private string? Unknown(RosterEntry entry) => entry.Holidays is { Length: > 0 } country && !holidays.Knows(country)
        ? $"I know no public holidays of {country}. Put them into a file, `Rotation:HolidaysFile`, or say `holidays:none`."
        : null;

    /// <summary>The engineer as entered, on top of the stored one.</summary>
    public Engineer Entered(Doc<Engineer>? read, RosterEntry entry) =>
        read is null ? entry.ToEngineer(directory.Find(entry.UserId)?.Zone!, time.Now()) : entry.ApplyTo(read.Value, time.Now());

    public static (Commit Commit, string Words) Add(Doc<Engineer>? read, Engineer engineer, string by) => (
        Save(read, engineer, by, read is null ? "added to rotation" : "changed rotation"),
        $"{Mrkdwn.User(engineer.UserId)} {(read is null ? "is on the rotation" : "was on the rotation; now")}: {Say(engineer)}");

    public async Task<string> Edit(RosterEntry entry, string by, string deliveryId, CancellationToken cancellation) =>
        await store.Run(deliveryId, async ct =>
        {
            if (await store.Get(Roster.Kind, entry.UserId, ct) is not { } read)
                return (null, $"{Mrkdwn.User(entry.UserId)} is not on the rotation. Add them with `{RosterText.AddExample}`.");
            if (Unknown(entry) is { } no)
                return (null, no);
            var engineer = entry.ApplyTo(read.Value, time.Now());
            return (Save(read, engineer, by, "changed rotation"), $"{Mrkdwn.User(entry.UserId)}: {Say(engineer)}");
        }, "That was done already.", cancellation);

    public async Task<string> Remove(string userId, string by, string deliveryId, CancellationToken cancellation) =>
        await store.Run(deliveryId, async ct =>
        {
            if (await store.Get(Roster.Kind, userId, ct) is not { } read)
                return (null, $"{Mrkdwn.User(userId)} is not on the rotation.");
            foreach (var giver in duties)
            {
                if ((await giver.Now(ct)).FirstOrDefault(d => d.UserId == userId) is { Duty: { } duty })
                    return (null, $"{Mrkdwn.User(userId)} is {duty}: let someone else take that first.");
            }
            var back = $"/rotation add @{directory.Find(userId)?.Name ?? userId} {read.Value.Region} {read.Value.Hours} {read.Value.Zone}{(read.Value.Holidays is { } said ? $" holidays:{(said.Length == 0 ? "none" : said)}" : "")}";
            return (new Commit().Delete(Roster.Kind, userId, read.Version).Audit(by, "removed from rotation", "engineer/" + userId, read.Value),
                $"{Mrkdwn.User(userId)} is off the rotation. To undo it: `{Mrkdwn.Plain(back)}`");
        }, "That was done already.", cancellation);

    private static Commit Save(Doc<Engineer>? read, Engineer engineer, string by, string what) => new Commit()
        .Put(Roster.Kind, engineer.UserId, engineer, read?.Version ?? 0)
        .Audit(by, what, "engineer/" + engineer.UserId, read?.Value, engineer);

    public static string Say(Engineer e) => $"{e.Region}, {e.Hours}, {Mrkdwn.Plain(e.Zone)}"
        + (e.Holidays switch { null => "", "" => ", works on public holidays", var country => $", public holidays of {country}" });
}
