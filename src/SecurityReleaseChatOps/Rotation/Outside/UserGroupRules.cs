namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>What the app last made of its user group.</summary>
/// <param name="People">Slack user ids that it is to hold.</param>
internal sealed record UserGroupState(IReadOnlyList<string> People)
{
    /// <summary>Whether it was seen to hold them.</summary>
    public bool Stood { get; init; }

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
            return (new(wanted) { Stood = right }, right ? GroupDeed.None : GroupDeed.Write);
        state = state.NobodySaid ? state with { NobodySaid = false } : state;
        return state switch
        {
            { IsLeft: true } => (state, GroupDeed.None),
            // What was written may be on its way yet.
            { Stood: false } => (right ? state with { Stood = true } : state, GroupDeed.None),
            _ when right => (state, GroupDeed.None),
            { Repaired: false } => (state with { Stood = false, Repaired = true }, GroupDeed.Repair),
            _ => (state with { IsLeft = true }, GroupDeed.Leave),
        };
    }
}
