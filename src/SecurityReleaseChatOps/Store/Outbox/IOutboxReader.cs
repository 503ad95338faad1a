using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>A database's queries of the outbox.</summary>
internal interface IOutboxReader
{
    /// <summary>The lanes with waiting entries.</summary>
    ValueTask<IReadOnlyList<string>> WaitingLanes(CancellationToken ct);

    /// <summary>The key of the first waiting entry in these lanes, or null.</summary>
    ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct);

    /// <summary>The entry with this key, or null.</summary>
    ValueTask<OutboxEntry?> Find(string key, CancellationToken ct);

    /// <summary>The keys of the messages that stand, and may stand twice yet.</summary>
    ValueTask<IReadOnlyList<string>> Doubtful(CancellationToken ct);

    /// <inheritdoc cref="IStore.Shown"/>
    ValueTask<PostedMessage?> Shown(string key, CancellationToken ct);

    /// <inheritdoc cref="IStore.AllShown"/>
    ValueTask<IReadOnlyList<PostedMessage>> AllShown(string keyPrefix, CancellationToken ct);

    /// <summary>The number waiting, and since when the oldest waits (Unix milliseconds; null for none).</summary>
    ValueTask<(long Count, long? Oldest)> Waiting(CancellationToken ct);

    /// <summary>Entries given up since then (Unix milliseconds), newest first.</summary>
    ValueTask<IReadOnlyList<GivenUp>> Failed(long since, CancellationToken ct);
}

/// <summary>An outbox entry's current state.</summary>
/// <param name="Wanted">Counts the versions requested; <paramref name="Done"/> is the one Slack has.</param>
/// <param name="Begun">
/// The one whose post may have reached Slack without our knowing its ts; of a message that stands: see <see cref="CommitStep.Stands"/>.
/// </param>
internal sealed record OutboxEntry(
    string Key, string Kind, string Lane, string? Parent, string Body, bool Waits, long Wanted, long Done, long? Begun, string? Channel, string? Ts,
    long? Expires, Classification About)
{
    /// <summary>An entry's classification, from its JSON; entries of older versions have none and count as internal.</summary>
    public static Classification AboutOf(string? json) =>
        json is null ? Classification.Internal : JsonSerializer.Deserialize<Classification>(json, StoreJson.Options)!;
}

/// <summary>An entry that cannot be delivered.</summary>
internal sealed record GivenUp(string Key, string Lane, string Error, long Wanted);
