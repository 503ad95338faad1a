using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Store;

/// <summary>Renders App Homes; the app gives it.</summary>
public interface IHomeRenderer
{
    /// <summary>The user's home as it is now, or null when that user has none.</summary>
    Task<HomeViewDefinition?> Render(string user, CancellationToken cancellationToken);
}

/// <summary>Knows channels by name, and who left; the app gives it.</summary>
public interface IChannelDirectory
{
    /// <summary>Slack's id of the channel of this name (without #), or null when the bot sees no such channel. Asked again when Slack disowns an id.</summary>
    ValueTask<string?> Find(string name, CancellationToken cancellationToken);

    /// <summary>Counts the changes of channels and of who is there: what failed while one came is not given up yet.</summary>
    long Changes { get; }

    /// <summary>Whether this person is known to have left: nothing reaches them any more.</summary>
    bool HasLeft(string userId);
}

/// <summary>What the outbox has still to do, and what it could not.</summary>
public interface IOutboxHealth
{
    /// <summary>How it stands now.</summary>
    ValueTask<OutboxState> Read(CancellationToken cancellationToken = default);

    /// <summary>Tries what failed once more, such as after a missing channel was made.</summary>
    ValueTask RetryFailed(CancellationToken cancellationToken = default);

    /// <summary>
    /// Tries once more what failed since the last time, such as when channels were read anew: it may have failed while Slack was still
    /// changing one. What then fails again waits for <see cref="RetryFailed"/>.
    /// </summary>
    ValueTask RetryNewlyFailed(CancellationToken cancellationToken = default);

    /// <summary>Channels and people to whom something was given up within the last seven days, as features named them.</summary>
    ValueTask<IReadOnlyList<string>> GivenUp(CancellationToken cancellationToken = default);
}

/// <summary>How the outbox stands.</summary>
/// <param name="Waiting">Not yet in Slack.</param>
/// <param name="OldestWaiting">How long the oldest of them has waited.</param>
/// <param name="Failed">Given up within the last seven days, since it cannot heal by itself.</param>
/// <param name="Words">One sentence for each kind of trouble; empty when all is well.</param>
public sealed record OutboxState(int Waiting, TimeSpan? OldestWaiting, int Failed, IReadOnlyList<string> Words);

/// <summary>
/// Judges what is about to be told; the app gives it. Asked at one place for every message of every feature: when a commit is to
/// be saved, so that a person learns of a refusal at once, and again before Slack is called, since a channel may have changed.
/// </summary>
public interface IEmbargoGuard
{
    /// <returns>Why one of these must not go there, in plain words that name no embargoed fact; null when all may.</returns>
    ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken);
}

/// <summary>
/// Has the last word on where a message goes and what it says; the app gives it. Asked at one place for every message of every
/// feature, before it is judged and saved.
/// </summary>
public interface IRouting
{
    /// <param name="message">As its feature means it.</param>
    /// <param name="commit">What it is saved with.</param>
    /// <returns>As it goes.</returns>
    ValueTask<Outgoing> Route(Outgoing message, Commit commit, CancellationToken cancellationToken);
}

/// <summary>Something that is about to be told.</summary>
/// <param name="Reader">Where it goes: a channel's name or id, or the id of the one person who sees it.</param>
/// <param name="About">What it is about, as its feature said.</param>
/// <param name="Json">All of it, as it goes to Slack.</param>
public sealed record Outgoing(string Reader, Classification About, string Json)
{
    /// <summary>Whether Slack is called next: a reader who is not known by then may not have it.</summary>
    public bool IsLast { get; init; }
}
