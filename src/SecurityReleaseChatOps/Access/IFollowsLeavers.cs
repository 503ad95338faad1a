namespace SecurityReleaseChatOps.Access;

/// <summary>A feature for which it counts who left. Told when that changes, and at start: it looks itself at how it is now.</summary>
internal interface IFollowsLeavers
{
    Task Follow(CancellationToken ct);
}
