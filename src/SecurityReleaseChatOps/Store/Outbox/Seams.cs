namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Judges every message before it is sent; implemented by the app. Called in one place for all features: when a commit is about to
/// be saved, so that people learn of a refusal at once, and again before Slack is called, since a channel may have changed.
/// </summary>
public interface IEmbargoGuard
{
    /// <returns>Why one of these must not be sent, in plain words that name no embargoed fact; null when all may.</returns>
    ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken);
}

/// <summary>
/// Decides finally where a message goes and what it says; implemented by the app. Called in one place for every message of every
/// feature, before it is judged and saved.
/// </summary>
public interface IRouting
{
    /// <param name="message">As its feature wrote it.</param>
    /// <param name="commit">The commit it belongs to.</param>
    /// <returns>As it will be sent.</returns>
    ValueTask<Outgoing> Route(Outgoing message, Commit commit, CancellationToken cancellationToken);
}

/// <summary>Renders App Homes; implemented by the app.</summary>
public interface IHomeRenderer
{
    /// <summary>The user's home as it is now, or null when that user has none.</summary>
    Task<HomeViewDefinition?> Render(string user, CancellationToken cancellationToken);
}

/// <summary>Knows channels by name, and who left; implemented by the app.</summary>
public interface IChannelDirectory
{
    /// <summary>Slack's id of the channel with this name (without #), or null when the bot sees none. Asked again when Slack no longer knows an id.</summary>
    ValueTask<string?> Find(string name, CancellationToken cancellationToken);

    /// <summary>Counts changes of channels and their members: an entry that failed during a change is not given up yet.</summary>
    long Changes { get; }

    /// <summary>Whether this person is known to have left and can no longer be reached.</summary>
    bool HasLeft(string userId);
}

/// <summary>What is waiting in the outbox, and what failed.</summary>
public interface IOutboxHealth
{
    /// <summary>Its current state.</summary>
    ValueTask<OutboxState> Read(CancellationToken cancellationToken = default);

    /// <summary>Retries failed entries of the last seven days, such as after a missing channel was created.</summary>
    ValueTask RetryFailed(CancellationToken cancellationToken = default);

    /// <summary>
    /// Retries entries that failed since the last time, such as after channels were read again: they may have failed while Slack was still
    /// changing one. Those that fail again wait for <see cref="RetryFailed"/>.
    /// </summary>
    ValueTask RetryNewlyFailed(CancellationToken cancellationToken = default);

    /// <summary>Channels and people with an entry of the last seven days given up, as features named them.</summary>
    ValueTask<IReadOnlyList<string>> GivenUp(CancellationToken cancellationToken = default);
}

/// <summary>The state of the outbox.</summary>
/// <param name="Waiting">Not yet in Slack.</param>
/// <param name="OldestWaiting">The age of the oldest of them.</param>
/// <param name="Failed">Given up, of what was requested within the last seven days.</param>
/// <param name="Words">One sentence for each kind of trouble; empty when all is well.</param>
public sealed record OutboxState(int Waiting, Duration? OldestWaiting, int Failed, IReadOnlyList<string> Words);
