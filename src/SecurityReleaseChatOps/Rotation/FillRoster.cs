using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>Starts the roster with all of PSIRT, by their Slack profiles; those already on it are unchanged.</summary>
internal sealed class FillRoster(
    IStore store, KeptRoster keptRoster, SlackDirectory directory, DirectoryReader people, Settings settings,
    TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.fill";

    private static readonly WorkingHours Usual = new(new(9, 0), new(17, 0), WorkingHours.Weekdays);

    public static Button Button { get; } = new() { ActionId = ActionId, Text = "Add all of PSIRT", Style = ButtonStyle.Primary };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (Who.Admins.Refuse(directory, request.UserId) is { } no)
            return ActionResponse.Ephemeral(no);
        if (directory.Snapshot is not { } slack)
            return ActionResponse.Ephemeral("Slack has not told me yet who is in PSIRT. Please try again in a few seconds.");
        foreach (var user in settings.Access.Psirt.SelectMany(name => SlackDirectory.UsersOf(slack, name)))
            await people.Meet(user, cancellation);
        slack = directory.Snapshot;
        return await store.Run(request.DeliveryId, async ct =>
        {
            var there = (await keptRoster.Read(ct)).Select(e => e.UserId).ToHashSet();
            var filled = Fill(
                settings.Access.Psirt
                    .SelectMany(name => SlackDirectory.UsersOf(slack, name))
                    .Distinct()
                    .Where(id => !there.Contains(id) && slack.Members.TryGetValue(id, out var m) && !m.Deleted && !m.IsBot)
                    .Select(id => slack.Members[id]),
                time.Now());
            var commit = new Commit();
            foreach (var engineer in filled.Added)
            {
                commit.Put(Roster.Kind, engineer.UserId, engineer, 0)
                    .Audit(request.UserId, "added to rotation", "engineer/" + engineer.UserId, null, engineer);
            }
            return (commit, ActionResponse.Replace(Words(filled)));
        }, ActionResponse.None, cancellation);
    }

    /// <summary>
    /// Each with the usual hours in their Slack zone and its region; people without a zone are left out, since a guess would prompt at night.
    /// </summary>
    internal static (IReadOnlyList<Engineer> Added, IReadOnlyList<Member> WithoutZone) Fill(IEnumerable<Member> people, Instant now)
    {
        var byZone = people.ToLookup(member => RosterText.FindZone(member.Zone));
        return (
            [.. byZone.Where(of => of.Key is not null)
                .SelectMany(of => of.Select(member => new Engineer(member.Id, Regions.Of(of.Key!, now), of.Key!, Usual) { ChangedAt = now, Since = now }))],
            [.. byZone[null]]);
    }

    /// <summary>mrkdwn: who is on it now, and who is not and why.</summary>
    internal static string Words((IReadOnlyList<Engineer> Added, IReadOnlyList<Member> WithoutZone) filled)
    {
        var words = $"{filled.Added.Count} engineers are on the rotation now. `/rotation` shows them, `/rotation edit` changes one.";
        return filled.WithoutZone.Count == 0 ? words
            : $"{words}\n:warning: Not added, because I do not know the time zone that Slack has for them: "
                + $"{string.Join(", ", filled.WithoutZone.Select(Named))}. Add each with a time zone: `{RosterText.AddExample}`.";
    }

    private static string Named(Member member) => Mrkdwn.Plain(string.IsNullOrEmpty(member.Zone) ? member.ShownName : $"{member.ShownName} ({member.Zone})");
}
