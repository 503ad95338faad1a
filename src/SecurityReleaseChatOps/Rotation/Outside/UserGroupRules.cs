namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>What the app last made of its user group.</summary>
/// <param name="People">Slack user ids that it is to hold.</param>
internal sealed record UserGroupState(IReadOnlyList<string> People)
{
    /// <summary>Whether it was seen to hold them.</summary>
    public bool Stood { get; init; }

    /// <summary>
    /// What it may hold until what was written arrives, each as <see cref="UserGroupRules.Mark"/>: anything else is somebody's hand. Null where an earlier
    /// version wrote it.
    /// </summary>
    public IReadOnlyList<string>? OnItsWay { get; init; }

    /// <summary>Whether somebody changed it by hand since, and it was put right.</summary>
    public bool Repaired { get; init; }

    /// <summary>Whether it was changed again after that: it is left as it is until others are on.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Whether it was said that nobody is on.</summary>
    public bool NobodySaid { get; init; }
}

/// <summary>What is to be done with the user group.</summary>
internal enum GroupDeed
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Others are on: it is to hold them.</summary>
    Write,

    /// <summary>It was changed by hand: it is put right, and that is said.</summary>
    Repair,

    /// <summary>It was changed by hand again: an admin is asked.</summary>
    Leave,

    /// <summary>Nobody is on: it stays as it is, and that is said.</summary>
    Nobody,
}

/// <summary>The user group that holds who is on: written when that changes, put right once when somebody changes it by hand. Pure.</summary>
internal static class UserGroupRules
{
    /// <param name="state">What the app last made of it; null as long as it never did.</param>
    /// <param name="on">Who is on.</param>
    /// <param name="holds">Whom the group holds as Slack last told.</param>
    /// <returns>The same state when nothing changes.</returns>
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
            // What was written may be on its way yet.
            { Stood: false } when right => (state with { Stood = true }, GroupDeed.None),
            { Stood: false } when state.OnItsWay?.Contains(Mark(holds)) != false => (state, GroupDeed.None),
            _ when right => (state, GroupDeed.None),
            { Repaired: false } => (state with { Stood = false, Repaired = true, OnItsWay = Until(state, holds) }, GroupDeed.Repair),
            _ => (state with { IsLeft = true }, GroupDeed.Leave),
        };
    }

    /// <summary>Which people they are.</summary>
    internal static string Mark(IEnumerable<string> people) => string.Join(' ', people.Order(StringComparer.Ordinal));

    /// <summary>What it holds now, and what an earlier writing that has not arrived may yet make of it.</summary>
    private static IReadOnlyList<string> Until(UserGroupState? before, IEnumerable<string> holds) =>
        [.. (before is { Stood: false } ? [.. before.OnItsWay ?? [], Mark(before.People)] : (IEnumerable<string>)[]).Append(Mark(holds)).Distinct()];
}
