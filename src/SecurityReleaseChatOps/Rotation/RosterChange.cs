using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Changes the roster, and says what came of it in mrkdwn.</summary>
internal sealed class RosterChange(IStore store, IEnumerable<IDuties> duties, SlackDirectory directory, TimeProvider time)
{
    /// <summary>Adds a newcomer; someone who is on it already is changed to what was typed.</summary>
    public async Task<(bool Added, string Words)> Add(RosterEntry entry, string by, string deliveryId, CancellationToken cancellation)
    {
        if (directory.Find(entry.UserId) is not { Deleted: false, IsBot: false } member)
            return (false, $"{Mrkdwn.User(entry.UserId)} is not a person who can take a release: a bot, someone who left, or unknown to Slack.");
        if (directory.RoleOf(entry.UserId) < Role.Psirt)
            return (false, $"{Mrkdwn.User(entry.UserId)} is not in PSIRT's Slack user group. Add them there first: they could not use the app.");
        if (entry.Zone is null && (member.Zone is null || RosterText.FindZone(member.Zone) is null))
            return (false, $"Slack does not know {Mrkdwn.User(entry.UserId)}'s time zone. Add it at the end, such as `{RosterText.AddExample}`.");

        return (true, await store.Run(deliveryId, async ct =>
        {
            var read = await store.Get(Roster.Kind, entry.UserId, ct);
            var engineer = read is null ? entry.ToEngineer(member.Zone!, time.GetUtcNow()) : entry.ApplyTo(read.Value, time.GetUtcNow());
            return (Save(read, engineer, by, read is null ? "added to rotation" : "changed rotation"),
                $"{Mrkdwn.User(entry.UserId)} {(read is null ? "is on the rotation" : "was on the rotation; now")}: {Say(engineer)}");
        }, "That was done already.", cancellation));
    }

    public async Task<string> Edit(RosterEntry entry, string by, string deliveryId, CancellationToken cancellation) =>
        await store.Run(deliveryId, async ct =>
        {
            if (await store.Get(Roster.Kind, entry.UserId, ct) is not { } read)
                return (null, $"{Mrkdwn.User(entry.UserId)} is not on the rotation. Add them with `{RosterText.AddExample}`.");
            var engineer = entry.ApplyTo(read.Value, time.GetUtcNow());
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
            var back = $"/rotation add @{directory.Find(userId)?.Name ?? userId} {read.Value.Region} {read.Value.Hours} {read.Value.Zone}";
            return (new Commit().Delete(Roster.Kind, userId, read.Version).Audit(by, "removed from rotation", "engineer/" + userId, read.Value),
                $"{Mrkdwn.User(userId)} is off the rotation. To undo it: `{Mrkdwn.Plain(back)}`");
        }, "That was done already.", cancellation);

    private static Commit Save(Doc<Engineer>? read, Engineer engineer, string by, string what) => new Commit()
        .Put(Roster.Kind, engineer.UserId, engineer, read?.Version ?? 0)
        .Audit(by, what, "engineer/" + engineer.UserId, read?.Value, engineer);

    private static string Say(Engineer e) => $"{e.Region}, {e.Hours}, {Mrkdwn.Plain(e.Zone)}";
}
