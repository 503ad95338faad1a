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
            var there = (await Roster.Read(store, ct)).Select(e => e.UserId).ToHashSet();
            var add = settings.Access.Psirt
                .SelectMany(name => SlackDirectory.UsersOf(slack, name))
                .Distinct()
                .Where(id => !there.Contains(id) && slack.Members.TryGetValue(id, out var m) && !m.Deleted && !m.IsBot)
                .Select(id => new Engineer(id, RegionOf(slack.Members[id].Zone), slack.Members[id].Zone ?? "Etc/UTC", Usual) { ChangedAt = time.GetUtcNow() })
                .ToList();
            var commit = new Commit();
            foreach (var engineer in add)
            {
                commit.Put(Roster.Kind, engineer.UserId, engineer, 0)
                    .Audit(request.UserId, "added to rotation", "engineer/" + engineer.UserId, null, engineer);
            }
            return (commit, ActionResponse.Replace($"{add.Count} engineers are on the rotation now. `/rotation` shows them, `/rotation edit` changes one."));
        }, ActionResponse.None, cancellation);
    }

    /// <summary>The region that a time zone lies in, by the continent in its name.</summary>
    internal static Region RegionOf(string? zone) => zone?.Split('/')[0] switch
    {
        "America" or "US" or "Canada" or "Brazil" or "Chile" or "Mexico" => Region.AMER,
        "Asia" or "Australia" or "Pacific" or "Antarctica" or "Indian" or "Japan" or "Singapore" => Region.APAC,
        _ => Region.EMEA,
    };
}
