using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime.Text;

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

    /// <summary>The ids of the documents that changed, came or went after <see cref="Changes"/> was this number.</summary>
    /// <returns>Null when unknown: then <see cref="Versions"/> tells.</returns>
    IReadOnlyCollection<string>? ChangedSince<T>(DocumentKind<T> kind, long changes);

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
        IReadOnlyList<string> subjects, Instant since, long? before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Where this key's message is in Slack, or null when it is not there.</summary>
    ValueTask<PostedMessage?> Shown(string key, CancellationToken cancellationToken = default);

    /// <summary>Where the messages with this key prefix are in Slack, by key; those not in Slack are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, PostedMessage>> AllShown(string keyPrefix, CancellationToken cancellationToken = default);

    /// <summary>Deletes seen deliveries and finished effects from before this time; documents, messages and audit stay.</summary>
    ValueTask Prune(Instant before, CancellationToken cancellationToken = default);
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
public sealed record AuditEntry(string Who, string What, string Subject, Instant At, string? Before, string? After, long Seq);

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

/// <summary>A kind of document that one feature owns, declared once: <c>static readonly DocumentKind&lt;Release&gt; Kind = new("release");</c></summary>
/// <param name="name">The name under which the documents are kept; never changed once shipped.</param>
/// <param name="json">How values are serialised; without it by reflection with <see cref="StoreJson.Options"/>.</param>
public sealed class DocumentKind<T>(string name, JsonTypeInfo<T>? json = null)
{
    /// <summary>The name the documents are stored under.</summary>
    public string Name { get; } = name;

    internal string Write(T value) => json is null
        ? JsonSerializer.Serialize(value, StoreJson.Options)
        : JsonSerializer.Serialize(value, json);

    internal T Read(string body) => (json is null
        ? JsonSerializer.Deserialize<T>(body, StoreJson.Options)
        : JsonSerializer.Deserialize(body, json)) ?? throw new JsonException($"A document of kind {Name} is empty.");
}

/// <summary>A document as it was read.</summary>
/// <param name="Id">Its id within its kind.</param>
/// <param name="Value">Its content.</param>
/// <param name="Version">1 when new, one more with each change; a <see cref="Commit"/> names the version it read.</param>
public sealed record Doc<T>(string Id, T Value, long Version);

/// <summary>The store's JSON: camelCase, enums as words, NodaTime as ISO text, nulls left out.</summary>
public static class StoreJson
{
    /// <summary>The options of every document and audit entry.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The text goes into a database, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new InstantConverter(),
            new PatternConverter<LocalDate>(LocalDatePattern.Iso),
            new PatternConverter<LocalTime>(LocalTimePattern.ExtendedIso),
            new PatternConverter<LocalDateTime>(LocalDateTimePattern.ExtendedIso),
            new PatternConverter<Duration>(DurationPattern.Roundtrip),
        },
    };

    /// <summary>Written as <c>2026-11-27T00:06:52+00:00</c>; other offsets are the same moment.</summary>
    internal class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instant.FromDateTimeOffset(reader.GetDateTimeOffset());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToDateTimeOffset());
    }

    /// <summary>Written as <c>2026-11-27T00:06:52Z</c>, for what earlier versions can only read so.</summary>
    internal sealed class ZuluConverter : InstantConverter
    {
        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToDateTimeUtc());
    }

    private sealed class PatternConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            pattern.Parse(reader.GetString()!).GetValueOrThrow();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(pattern.Format(value));
    }
}

/// <summary>The frame of a use case: gather and decide, then save.</summary>
public static class StoreRun
{
    private const int Attempts = 10;
    private const string Busy = "Others changed the same thing at the same moment, ten times over. Please try again.";

    // After a conflict, retries run one at a time: together they would keep conflicting.
    private static readonly SemaphoreSlim Turn = new(1);

    // Who lost twice goes before those who only begin, and could else lose each time. Completed while there is nobody.
    private static volatile Task ahead = Task.CompletedTask;

    /// <summary>
    /// Gathers, decides and saves. When others changed the same documents meanwhile it is
    /// gathered and decided again, at most ten times.
    /// </summary>
    /// <param name="deliveryId">Slack's id of the delivery; null for a job, whose keys make things happen once.</param>
    /// <param name="decide">
    /// Reads and decides; it starts no other run, which could wait for this one. A null commit saves nothing, such as for a refusal.
    /// </param>
    /// <param name="ifSeen">The answer to a repeated delivery.</param>
    /// <exception cref="RefusalException">A message must not go to its destination; nothing was saved.</exception>
    /// <exception cref="StoreException">The store failed, or the documents changed with each attempt.</exception>
    public static async Task<TAnswer> Run<TAnswer>(
        this IStore store,
        string? deliveryId,
        Func<CancellationToken, Task<(Commit? Commit, TAnswer Answer)>> decide,
        TAnswer ifSeen,
        CancellationToken cancellationToken = default)
    {
        await ahead.WaitAsync(cancellationToken);
        var (result, refusal, answer) = await Attempt(store, deliveryId, decide, ifSeen, cancellationToken);
        if (result == CommitResult.Conflict)
        {
            await Turn.WaitAsync(cancellationToken);
            var through = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                for (var attempt = 2; attempt <= Attempts && result == CommitResult.Conflict; attempt++)
                {
                    if (attempt == 3)
                        ahead = through.Task;
                    (result, refusal, answer) = await Attempt(store, deliveryId, decide, ifSeen, cancellationToken);
                }
            }
            finally
            {
                through.SetResult();
                Turn.Release();
            }
        }

        return result switch
        {
            CommitResult.Saved => answer,
            CommitResult.AlreadySeen => ifSeen,
            CommitResult.Refused => throw new RefusalException(refusal!),
            _ => throw new StoreException(Busy, words: Busy),
        };
    }

    private static async Task<(CommitResult Result, string? Refusal, TAnswer Answer)> Attempt<TAnswer>(
        IStore store, string? deliveryId, Func<CancellationToken, Task<(Commit? Commit, TAnswer Answer)>> decide, TAnswer ifSeen,
        CancellationToken cancellationToken)
    {
        // Checked before deciding, each time: a repeated delivery would otherwise be refused because of the first one's effect.
        if (deliveryId is not null && await store.HasSeen(deliveryId, cancellationToken))
            return (CommitResult.AlreadySeen, null, ifSeen);
        var (commit, answer) = await decide(cancellationToken);
        var result = commit is null ? CommitResult.Saved : await store.Commit(commit.SeenAs(deliveryId), cancellationToken);
        return (result, commit?.Refusal, answer);
    }
}
