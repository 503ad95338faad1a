namespace SecurityReleaseChatOps.Access;

/// <summary>A feature that reacts when people leave. Called when that changes and at start; it reads the current state itself.</summary>
internal interface IFollowsLeavers
{
    Task Follow(CancellationToken ct);
}
