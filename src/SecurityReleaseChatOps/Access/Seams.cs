namespace SecurityReleaseChatOps.Access;

/// <summary>What a feature needs to know about the workspace beyond what the settings name. In a large workspace nothing else is read.</summary>
internal interface INeedsToKnow
{
    ValueTask<Needs> Read(CancellationToken ct);
}

/// <param name="Names">Groups (by handle or id) whose members matter, and people by id.</param>
/// <param name="Channels">Names or ids of channels whose members matter.</param>
internal sealed record Needs(IReadOnlyCollection<string> Names, IReadOnlyCollection<string> Channels);

/// <summary>A feature that reacts when people leave. Called when that changes and at start; it reads the current state itself.</summary>
internal interface IFollowsLeavers
{
    Task Follow(CancellationToken ct);
}
