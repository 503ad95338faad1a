using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>
/// Keeps the roster in step with a user group, if the operator says so: its members join the roster, and those who leave it go once no shift and
/// no release is theirs any more.
/// </summary>
internal sealed class RosterGroupJob(
    RotationReader rotation, IEnumerable<IDuties> duties, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        // An empty group is one Slack reports no members for: nobody is removed because of it.
        if (settings.Rotation.RosterGroup is not { } name || directory.Snapshot?.FindGroup(name) is not { Users.Count: > 0 } group)
            return;
        var snapshot = await rotation.Read(ct);
        var roster = await store.All(Roster.Kind, cancellationToken: ct);
        var busy = snapshot.Coming(now).SelectMany(shift => shift.Pair).ToHashSet();
        foreach (var giver in duties)
            busy.UnionWith((await giver.Now(ct)).Select(duty => duty.UserId));
        var newcomers = group.Users.Except(roster.Select(read => read.Id)).Where(user => directory.RoleOf(user) >= Role.Psirt).Select(directory.Find);
        var joined = FillRoster.Fill(newcomers.OfType<Member>(), now).Added;
        var gone = roster.Where(read => !group.Users.Contains(read.Id) && !busy.Contains(read.Id)).ToList();
        if (joined.Count + gone.Count == 0)
            return;
        var commit = new Commit();
        foreach (var engineer in joined)
            commit.Put(Roster.Kind, engineer.UserId, engineer, 0).Audit("roster-group", "added to rotation", "engineer/" + engineer.UserId, null, engineer);
        foreach (var read in gone)
            commit.Delete(Roster.Kind, read.Id, read.Version).Audit("roster-group", "removed from rotation", "engineer/" + read.Id, read.Value);
        RotationTelling.Say(
            commit, settings.Channels.Psirt, string.Create(CultureInfo.InvariantCulture, $"roster/{group.Id}/{now:yyyy-MM-ddTHH:mm:ss}"),
            Words(group, joined.Select(engineer => engineer.UserId), gone.Select(read => read.Id)));
        await store.Commit(commit, ct); // a conflict: an admin just changed it
    }

    private Message Words(Group group, IEnumerable<string> joined, IEnumerable<string> gone) => $"The roster follows *@{Mrkdwn.Plain(group.Handle)}*:"
        + Part(" added, 09:00-17:00 until `/rotation edit` changes that: ", joined) + Part(" removed: ", gone);

    private string Part(string words, IEnumerable<string> people) =>
        people.Select(directory.Shown).ToList() is { Count: > 0 } names ? $"{words}{string.Join(", ", names)}." : "";
}
