using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Whoever tells the audiences that steps ping.</summary>
public interface IStepPings
{
    /// <summary>Whether what such a step asks for can be told from here.</summary>
    bool CanTell(ReleaseFacts release, Item item);

    /// <summary>Opens what tells them; it is sent from there, and the steps that are done by it are done with it.</summary>
    Task<ActionResponse> Open(string releaseId, Item item, BlockActionRequest request, CancellationToken cancellation);
}
