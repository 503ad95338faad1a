namespace SecurityReleaseChatOps.Access;

/// <summary>What a feature has to know of the workspace, beyond those whom the settings name. In a large workspace nothing else is read.</summary>
internal interface INeedsToKnow
{
    ValueTask<Needs> Read(CancellationToken ct);
}

/// <param name="Names">Groups by handle or id, whose members count, and people by id.</param>
/// <param name="Channels">Names or ids of channels where it counts who is in them.</param>
internal sealed record Needs(IReadOnlyCollection<string> Names, IReadOnlyCollection<string> Channels);
