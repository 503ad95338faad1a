namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Everything the app knows, on disk: documents, messages sent or to send, deliveries seen, and who did what.
/// A commit that returned <see cref="CommitResult.Saved"/> survives any crash. Reads never wait for writes, except on LiteDB.
/// </summary>
/// <exception cref="StoreException">From every call: the database cannot be reached or written; the message says why.</exception>
public interface IStore
{
    /// <summary>The document, or null.</summary>
    ValueTask<Doc<T>?> Get<T>(DocumentKind<T> kind, string id, CancellationToken cancellationToken = default);

    /// <summary>All documents of a kind, ordered by id (ordinal).</summary>
    /// <param name="idPrefix">Only ids with this prefix.</param>
    ValueTask<IReadOnlyList<Doc<T>>> All<T>(DocumentKind<T> kind, string idPrefix = "", CancellationToken cancellationToken = default);

    /// <summary>The version of every document of a kind, so that caches reread only changed ones. Deleted documents may be included.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> Versions<T>(DocumentKind<T> kind, CancellationToken cancellationToken = default);

    /// <summary>A number that changes with every document of the kind: while it stays the same, what was read after asking for it is current.</summary>
    /// <returns>Null when unknown without reading, such as when several processes write.</returns>
    long? Changes<T>(DocumentKind<T> kind);

    /// <summary>Writes the whole commit or nothing.</summary>
    ValueTask<CommitResult> Commit(Commit commit, CancellationToken cancellationToken = default);

    /// <summary>Whether a commit with this <see cref="Store.Commit.Seen"/> was saved.</summary>
    ValueTask<bool> HasSeen(string id, CancellationToken cancellationToken = default);

    /// <summary>The audit of one subject, newest first.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> Audit(string subject, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>The audit of several subjects together, newest first.</summary>
    /// <param name="subjects">A subject that ends in <c>/</c> is a prefix.</param>
    /// <param name="since">Only entries from this time on.</param>
    /// <param name="before">Only entries before this <see cref="AuditEntry.Seq"/>; null: from the newest.</param>
    ValueTask<IReadOnlyList<AuditEntry>> Audit(
        IReadOnlyList<string> subjects, DateTimeOffset since, long? before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Where this key's message is in Slack, or null when it is not there.</summary>
    ValueTask<PostedMessage?> Shown(string key, CancellationToken cancellationToken = default);

    /// <summary>Where the messages with this key prefix are in Slack, by key; those not in Slack are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, PostedMessage>> AllShown(string keyPrefix, CancellationToken cancellationToken = default);

    /// <summary>Deletes seen deliveries and finished effects from before this time; documents, messages and audit stay.</summary>
    ValueTask Prune(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>The result of a commit; only <see cref="Saved"/> changed anything.</summary>
public enum CommitResult
{
    /// <summary>On disk.</summary>
    Saved,

    /// <summary>A document's version was not the expected one: read and decide again.</summary>
    Conflict,

    /// <summary>A commit with the same <see cref="Store.Commit.Seen"/> was saved before.</summary>
    AlreadySeen,

    /// <summary>One of its messages must not go to its destination; <see cref="Store.Commit.Refusal"/> says why.</summary>
    Refused,
}

/// <summary>One entry of the append-only audit.</summary>
/// <param name="Who">A Slack user id, or the name of a job.</param>
/// <param name="What">What was done, in a word or two.</param>
/// <param name="Subject">What it was done to, such as <c>release/9.1.2</c>.</param>
/// <param name="At">When it was saved.</param>
/// <param name="Before">JSON of the state before, if there was one.</param>
/// <param name="After">JSON of the state after, if there is one.</param>
/// <param name="Seq">Its position: later entries have higher ones.</param>
public sealed record AuditEntry(string Who, string What, string Subject, DateTimeOffset At, string? Before, string? After, long Seq);

/// <summary>Where a message is in Slack.</summary>
/// <param name="Key">The key it was shown under.</param>
/// <param name="Channel">Slack's channel id.</param>
/// <param name="Ts">Slack's timestamp of the message.</param>
/// <param name="Permalink">Its link, once a <see cref="FetchPermalink"/> effect fetched it.</param>
public sealed record PostedMessage(string Key, string Channel, string Ts, string? Permalink);

/// <summary>The store cannot do what was asked; the message says why in words for the operator.</summary>
/// <param name="words">What people are told instead; null for the usual words about an unavailable database.</param>
public sealed class StoreException(string message, Exception? inner = null, string? words = null) : Slack.OutageException(message, inner)
{
    /// <inheritdoc/>
    public override string Words { get; } = words ?? "Nothing was saved: my database cannot be written. Please tell an admin, and try again later.";
}
