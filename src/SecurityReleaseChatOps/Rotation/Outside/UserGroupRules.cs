using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>The app's last known state of its user group.</summary>
/// <param name="People">Slack user ids it should have.</param>
internal sealed record UserGroupState(IReadOnlyList<string> People)
{
    /// <summary>Whether it was seen with them.</summary>
    public bool Stood { get; init; }

    /// <summary>
    /// What Slack may report until the app's writing arrives: the members of another writing, or a report that was there before. Anything else is a change by
    /// hand. Null where an earlier version wrote it.
    /// </summary>
    public IReadOnlyList<string>? OnItsWay { get; init; }

    /// <summary>When the newest report that was decided on was made, in Unix seconds: another instance may still have an older one.</summary>
    public long Seen { get; init; }

    /// <summary>Whether it was changed by hand since, and repaired.</summary>
    public bool Repaired { get; init; }

    /// <summary>Whether it was changed again after that, and is left alone until others are on.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Whether it was reported that nobody is on.</summary>
    public bool NobodySaid { get; init; }
}

/// <summary>What to do with the user group.</summary>
internal enum GroupDeed
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Others are on: write them.</summary>
    Write,

    /// <summary>It was changed by hand: repair it, and say so.</summary>
    Repair,

    /// <summary>It was changed by hand again: ask an admin.</summary>
    Leave,

    /// <summary>Nobody is on: leave it, and say so.</summary>
    Nobody,
}

/// <summary>Rules for the user group of those on duty: written when that changes, repaired once after a change by hand. Pure.</summary>
internal static class UserGroupRules
{
    /// <param name="state">The app's last known state; null before the first.</param>
    /// <param name="on">Who is on.</param>
    /// <param name="group">As Slack last reported it.</param>
    /// <returns>The same instance when nothing changes.</returns>
    public static (UserGroupState? State, GroupDeed Deed) Decide(UserGroupState? state, IReadOnlyCollection<string> on, Group group)
    {
        if (on.Count == 0)
            return state is null or { NobodySaid: true } ? (state, GroupDeed.None) : (state with { NobodySaid = true }, GroupDeed.Nobody);
        if (group.Updated < state?.Seen)
            return (state, GroupDeed.None);
        var wanted = on.Order(StringComparer.Ordinal).ToList();
        var right = group.Users.Count == wanted.Count && group.Users.All(wanted.Contains);
        if (state is null || !state.People.SequenceEqual(wanted))
            return (new(wanted) { Stood = right, Seen = group.Updated, OnItsWay = Until(state, group) }, right ? GroupDeed.None : GroupDeed.Write);
        state = state.NobodySaid ? state with { NobodySaid = false } : state;
        return state switch
        {
            { IsLeft: true } => (state, GroupDeed.None),
            // The app's writing may not have arrived yet.
            { Stood: false } when right => (state with { Stood = true, Seen = group.Updated }, GroupDeed.None),
            { Stood: false } when state.OnItsWay is not { } way || way.Contains(Mark(group)) || way.Contains(Mark(group.Users)) => (state, GroupDeed.None),
            _ when right => (state, GroupDeed.None),
            { Repaired: false } => (state with { Stood = false, Repaired = true, Seen = group.Updated, OnItsWay = Until(state, group) }, GroupDeed.Repair),
            _ => (state with { IsLeft = true }, GroupDeed.Leave),
        };
    }

    /// <summary>Identifies a set of people.</summary>
    private static string Mark(IEnumerable<string> people) => string.Join(' ', people.Order(StringComparer.Ordinal));

    /// <summary>Identifies a report of Slack: who sets the same people again later did it by hand.</summary>
    private static string Mark(Group group) => string.Create(CultureInfo.InvariantCulture, $"{Mark(group.Users)} @{group.Updated}");

    /// <summary>Its current members, and those an earlier writing still under way may set.</summary>
    private static IReadOnlyList<string> Until(UserGroupState? before, Group group) =>
        [.. (before is { Stood: false } ? [.. before.OnItsWay ?? [], Mark(before.People)] : (IEnumerable<string>)[]).Append(Mark(group)).Distinct()];
}
