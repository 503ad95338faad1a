using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>Keeps the user group of those on duty, so that its handle always reaches the right people.</summary>
internal sealed class UserGroupJob(RotationReader rotation, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    private static readonly DocumentKind<UserGroupState> Kind = new("rotation-group");

    public async Task Look(Instant now, CancellationToken ct)
    {
        // Without a group of that name there is nothing to do: operators create one if they want it.
        if (settings.Rotation.UserGroup is not { } name || directory.Snapshot?.FindGroup(name) is not { } group || IsOfAccess(group))
            return;
        var on = OnDuty.At(await rotation.Read(ct), now).SelectMany(duty => duty.Pair).Distinct().Where(CanBeIn).ToList();
        var read = await store.Get(Kind, group.Id, ct);
        var (state, deed) = UserGroupRules.Decide(read?.Value, on, group);
        if (state is null || state == read?.Value)
            return;
        var commit = new Commit().Put(Kind, group.Id, state, read?.Version ?? 0);
        if (deed is GroupDeed.Write or GroupDeed.Repair)
            commit.Effect(new SetUserGroup(group.Id, group.Handle, state.People)).Audit("rotation-group", "set", "user-group/" + group.Handle, null, state.People);
        if (Words(deed, group, on) is { } words)
            RotationTelling.Say(commit, settings.Channels.Psirt, string.Create(CultureInfo.InvariantCulture, $"group/{group.Id}/{read?.Version ?? 0}"), words);
        await store.Commit(commit, ct); // a conflict: another instance was faster
    }

    private string? Words(GroupDeed deed, Group group, IEnumerable<string> on) => deed switch
    {
        GroupDeed.Repair =>
            $"Somebody changed *@{Mrkdwn.Plain(group.Handle)}*. I put back who is on: {string.Join(", ", on.Select(directory.Shown))}. To change who that is: "
            + "`/rotation swap`.",
        GroupDeed.Leave =>
            $"Somebody changed *@{Mrkdwn.Plain(group.Handle)}* again. I leave it as it is until the next shift. {directory.Mention(settings.Access.Admins)} please "
            + "settle who is on.",
        GroupDeed.Nobody => $"Nobody carries the next release yet, so *@{Mrkdwn.Plain(group.Handle)}* stays as it is. An admin proposes who with `/rotation plan`.",
        _ => null,
    };

    /// <summary>The app must not write a group that grants access to it; by handle that is refused at start.</summary>
    private bool IsOfAccess(Group group) => settings.Access.All.Any(name => name == group.Id || name == group.Handle);

    // One guest makes Slack refuse the whole list.
    private bool CanBeIn(string user) => directory.Find(user) is { Deleted: false, IsBot: false, IsGuest: false, IsStranger: false };
}
