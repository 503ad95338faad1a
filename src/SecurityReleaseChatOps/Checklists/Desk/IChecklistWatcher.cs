using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Whoever shows something that depends on how steps stand: asked to show it anew in the same transaction.</summary>
internal interface IChecklistWatcher
{
    /// <summary>Adds to the commit of a press what follows from it.</summary>
    Task Saving(Commit commit, ChecklistFile before, ChecklistFile after, CancellationToken ct);
}
