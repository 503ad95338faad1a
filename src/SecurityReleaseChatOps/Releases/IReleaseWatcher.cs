namespace SecurityReleaseChatOps.Releases;

/// <summary>A feature that keeps something beside a release: asked to update it in the same transaction.</summary>
public interface IReleaseWatcher
{
    /// <summary>Adds to the commit what follows from the change.</summary>
    /// <param name="before">The release as it was; null when it is new.</param>
    /// <param name="by">Who changed it.</param>
    Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct);
}
