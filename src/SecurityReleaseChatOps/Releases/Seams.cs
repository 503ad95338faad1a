namespace SecurityReleaseChatOps.Releases;

/// <summary>A feature that keeps something beside a release: asked to update it in the same transaction.</summary>
public interface IReleaseWatcher
{
    /// <summary>Adds to the commit what follows from the change.</summary>
    /// <param name="before">The release as it was; null when it is new.</param>
    /// <param name="by">Who changed it.</param>
    Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct);
}

/// <summary>The feature that knows what is left of a release.</summary>
public interface IReleaseSteps
{
    /// <summary>The number of required steps that are still open; none of a release that is over or cancelled.</summary>
    Task<int> Open(Doc<Release> release, CancellationToken ct);
}

/// <summary>A feature with embargoed facts of a release beyond those of the release itself.</summary>
public interface IConfidential
{
    /// <summary>All of them, for all releases; the same list instance until something changes.</summary>
    Task<IReadOnlyList<ConfidentialText>> Texts(CancellationToken ct);
}

/// <param name="Release">The release's id.</param>
public sealed record ConfidentialText(string Release, string Text);

/// <summary>Whoever tells others of a release: what went out does not come back with the publication.</summary>
public interface ISentSince
{
    /// <summary>What was sent or told since that moment, oldest first, in a few words of mrkdwn each.</summary>
    Task<IReadOnlyList<string>> Sent(Doc<Release> release, Instant since, CancellationToken ct);
}
