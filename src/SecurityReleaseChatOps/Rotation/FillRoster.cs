using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Begins the roster with all of PSIRT, by what Slack knows of them; whoever is on it already stays as they are.</summary>
internal sealed class FillRoster(IStore store, SlackDirectory directory, Settings settings, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.fill";

    private static readonly WorkingHours Usual = new(new(9, 0), new(17, 0), WorkingHours.Weekdays);

    public static Button Button { get; } = new() { ActionId = ActionId, Text = "Add all of PSIRT", Style = ButtonStyle.Primary };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (directory.RoleOf(request.UserId) < Role.Admin)
            return ActionResponse.Ephemeral("The roster is for admins to change.");
        if (directory.Snapshot is not { } slack)
            return ActionResponse.Ephemeral("Slack has not told me yet who is in PSIRT. Please try again in a few seconds.");
        return await store.Run(request.DeliveryId, async ct =>
        {
            var now = time.GetUtcNow();
            var there = (await Roster.Read(store, ct)).Select(e => e.UserId).ToHashSet();
            var found = settings.Access.Psirt
                .SelectMany(name => SlackDirectory.UsersOf(slack, name))
                .Distinct()
                .Where(id => !there.Contains(id) && slack.Members.TryGetValue(id, out var m) && !m.Deleted && !m.IsBot)
                .Select(id => (Member: slack.Members[id], Zone: RosterText.FindZone(slack.Members[id].Zone)))
                .ToList();
            var add = found.Where(one => one.Zone is not null)
                .Select(one => new Engineer(one.Member.Id, Regions.Of(one.Zone!, now), one.Zone!, Usual) { ChangedAt = now })
                .ToList();
            var commit = new Commit();
            foreach (var engineer in add)
            {
                commit.Put(Roster.Kind, engineer.UserId, engineer, 0)
                    .Audit(request.UserId, "added to rotation", "engineer/" + engineer.UserId, null, engineer);
            }
            var left = found.Where(one => one.Zone is null).Select(one => one.Member).ToList();
            return (commit, ActionResponse.Replace($"{add.Count} engineers are on the rotation now. `/rotation` shows them, `/rotation edit` changes one.{WithoutZone(left)}"));
        }, ActionResponse.None, cancellation);
    }

    private static string WithoutZone(IReadOnlyList<Member> left) => left.Count == 0 ? "" :
        "\n:warning: Not added, because Slack names no time zone of theirs that I know: "
        + string.Join(", ", left.Select(member => $"{Mrkdwn.Plain(member.ShownName)}{(string.IsNullOrEmpty(member.Zone) ? "" : $" ({Mrkdwn.Plain(member.Zone)})")}"))
        + $". Add each with theirs: `{RosterText.AddExample}`.";
}
