namespace SecurityReleaseChatOps.Store;

/// <summary>
/// What the app knows, on disk: documents, what Slack has been or is to be shown, what was seen, who did what.
/// A commit that returned <see cref="CommitResult.Saved"/> survives any crash. Reads never wait for writes, but on LiteDB.
/// </summary>
/// <exception cref="StoreException">From every call: the database cannot be reached or written; the message says why.</exception>
public interface IStore
{
    /// <summary>The document, or null.</summary>
    ValueTask<Doc<T>?> Get<T>(DocumentKind<T> kind, string id, CancellationToken cancellationToken = default);

    /// <summary>All documents of a kind, ordered by id (ordinal).</summary>
    /// <param name="idPrefix">Only those whose id starts so.</param>
    ValueTask<IReadOnlyList<Doc<T>>> All<T>(DocumentKind<T> kind, string idPrefix = "", CancellationToken cancellationToken = default);

    /// <summary>The version of every document of a kind: whoever keeps them reads anew only what changed. A deleted one may be among them.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> Versions<T>(DocumentKind<T> kind, CancellationToken cancellationToken = default);

    /// <summary>Another number after each change of a document of the kind: as long as it stays, so does what was read after it was asked for.</summary>
    /// <returns>Null where that is not known without reading, such as where several processes write.</returns>
    long? Changes<T>(DocumentKind<T> kind);

    /// <summary>Writes everything in the commit or nothing of it.</summary>
    ValueTask<CommitResult> Commit(Commit commit, CancellationToken cancellationToken = default);

    /// <summary>Whether a commit with this <see cref="Store.Commit.Seen"/> was saved.</summary>
    ValueTask<bool> HasSeen(string id, CancellationToken cancellationToken = default);

    /// <summary>The audit of one subject, newest first.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> Audit(string subject, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>The audit of several subjects together, newest first.</summary>
    /// <param name="subjects">One that ends in <c>/</c> means all that begin so.</param>
    /// <param name="since">Only from this moment on.</param>
    /// <param name="before">Only what is older than the entry of this <see cref="AuditEntry.Seq"/>; null: from the newest.</param>
    ValueTask<IReadOnlyList<AuditEntry>> Audit(
        IReadOnlyList<string> subjects, DateTimeOffset since, long? before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Where the message of this key stands in Slack, or null while it does not.</summary>
    ValueTask<PostedMessage?> Shown(string key, CancellationToken cancellationToken = default);

    /// <summary>Where the messages stand whose keys start so, by key; those that do not stand in Slack are not among them.</summary>
    ValueTask<IReadOnlyDictionary<string, PostedMessage>> AllShown(string keyPrefix, CancellationToken cancellationToken = default);

    /// <summary>Forgets what was seen, and effects that ended, before this time; documents, messages and audit stay.</summary>
    ValueTask Prune(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>What became of a commit; only <see cref="Saved"/> changed anything.</summary>
public enum CommitResult
{
    /// <summary>On disk.</summary>
    Saved,

    /// <summary>A document has another version than the commit expected: read again and decide again.</summary>
    Conflict,

    /// <summary>A commit with the same <see cref="Store.Commit.Seen"/> was saved before.</summary>
    AlreadySeen,

    /// <summary>Something in it must not be told where it was to go; <see cref="Store.Commit.Refusal"/> says why.</summary>
    Refused,
}

/// <summary>One line of the append-only audit.</summary>
/// <param name="Who">A Slack user id, or the name of a job.</param>
/// <param name="What">What was done, in a word or two.</param>
/// <param name="Subject">What it was done to, such as <c>release/9.1.2</c>.</param>
/// <param name="At">When it was saved.</param>
/// <param name="Before">JSON of the state before, if there was one.</param>
/// <param name="After">JSON of the state after, if there is one.</param>
/// <param name="Seq">Its place: later entries have a higher one.</param>
public sealed record AuditEntry(string Who, string What, string Subject, DateTimeOffset At, string? Before, string? After, long Seq);

/// <summary>Where a message stands in Slack.</summary>
/// <param name="Key">The key it was shown under.</param>
/// <param name="Channel">Slack's channel id.</param>
/// <param name="Ts">Slack's timestamp of the message.</param>
/// <param name="Permalink">Its address, once a <see cref="FetchPermalink"/> effect fetched it.</param>
public sealed record PostedMessage(string Key, string Channel, string Ts, string? Permalink);

/// <summary>The store cannot do what was asked; the message says why in words for the operator.</summary>
/// <param name="words">What a person is told instead; null for what is said of a database that is away.</param>
public sealed class StoreException(string message, Exception? inner = null, string? words = null) : Slack.OutageException(message, inner)
{
    /// <inheritdoc/>
    public override string Words { get; } = words ?? "Nothing was saved: my database cannot be written. Please tell an admin, and try again later.";
}
