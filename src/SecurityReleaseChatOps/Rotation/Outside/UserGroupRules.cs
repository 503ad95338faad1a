namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>The app's last known state of its user group.</summary>
/// <param name="People">Slack user ids it should have.</param>
internal sealed record UserGroupState(IReadOnlyList<string> People)
{
    /// <summary>Whether it was seen with them.</summary>
    public bool Stood { get; init; }

    /// <summary>
    /// Members it may show until the app's writing arrives, each as <see cref="UserGroupRules.Mark"/>: anything else is a change by hand. Null where an earlier
    /// version wrote it.
    /// </summary>
    public IReadOnlyList<string>? OnItsWay { get; init; }

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
    /// <param name="holds">The group's members as Slack last reported.</param>
    /// <returns>The same instance when nothing changes.</returns>
    public static (UserGroupState? State, GroupDeed Deed) Decide(UserGroupState? state, IReadOnlyCollection<string> on, IReadOnlyCollection<string> holds)
    {
        if (on.Count == 0)
            return state is null or { NobodySaid: true } ? (state, GroupDeed.None) : (state with { NobodySaid = true }, GroupDeed.Nobody);
        var wanted = on.Order(StringComparer.Ordinal).ToList();
        var right = holds.Count == wanted.Count && holds.All(wanted.Contains);
        if (state is null || !state.People.SequenceEqual(wanted))
            return (new(wanted) { Stood = right, OnItsWay = Until(state, holds) }, right ? GroupDeed.None : GroupDeed.Write);
        state = state.NobodySaid ? state with { NobodySaid = false } : state;
        return state switch
        {
            { IsLeft: true } => (state, GroupDeed.None),
            // The app's writing may not have arrived yet.
            { Stood: false } when right => (state with { Stood = true }, GroupDeed.None),
            { Stood: false } when state.OnItsWay?.Contains(Mark(holds)) != false => (state, GroupDeed.None),
            _ when right => (state, GroupDeed.None),
            { Repaired: false } => (state with { Stood = false, Repaired = true, OnItsWay = Until(state, holds) }, GroupDeed.Repair),
            _ => (state with { IsLeft = true }, GroupDeed.Leave),
        };
    }

    /// <summary>Identifies a set of people.</summary>
    internal static string Mark(IEnumerable<string> people) => string.Join(' ', people.Order(StringComparer.Ordinal));

    /// <summary>Its current members, and those an earlier writing still under way may set.</summary>
    private static IReadOnlyList<string> Until(UserGroupState? before, IEnumerable<string> holds) =>
        [.. (before is { Stood: false } ? [.. before.OnItsWay ?? [], Mark(before.People)] : (IEnumerable<string>)[]).Append(Mark(holds)).Distinct()];
}
