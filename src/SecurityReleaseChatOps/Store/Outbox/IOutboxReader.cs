using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>What a database answers of the outbox.</summary>
internal interface IOutboxReader
{
    /// <summary>The lanes in which something waits.</summary>
    ValueTask<IReadOnlyList<string>> WaitingLanes(CancellationToken ct);

    /// <summary>The key of the first that waits in these lanes, or null.</summary>
    ValueTask<string?> Next(IReadOnlyList<string> lanes, CancellationToken ct);

    /// <summary>The wish of this key, or null.</summary>
    ValueTask<OutboxEntry?> Find(string key, CancellationToken ct);

    /// <summary>The keys of the messages that stand, and may stand twice yet.</summary>
    ValueTask<IReadOnlyList<string>> Doubtful(CancellationToken ct);

    /// <inheritdoc cref="IStore.Shown"/>
    ValueTask<PostedMessage?> Shown(string key, CancellationToken ct);

    /// <inheritdoc cref="IStore.AllShown"/>
    ValueTask<IReadOnlyList<PostedMessage>> AllShown(string keyPrefix, CancellationToken ct);

    /// <summary>How many wait, and since when the oldest does (Unix milliseconds; null: none waits).</summary>
    ValueTask<(long Count, long? Oldest)> Waiting(CancellationToken ct);

    /// <summary>What was given up since then (Unix milliseconds), newest first.</summary>
    ValueTask<IReadOnlyList<GivenUp>> Failed(long since, CancellationToken ct);
}

/// <summary>One wish as it stands now.</summary>
/// <param name="Wanted">Counts what was asked for; <paramref name="Done"/> is the one that Slack has.</param>
/// <param name="Begun">
/// The one whose post may have reached Slack without our knowing its ts; of a message that stands: see <see cref="CommitStep.Stands"/>.
/// </param>
internal sealed record OutboxEntry(
    string Key, string Kind, string Lane, string? Parent, string Body, bool Waits, long Wanted, long Done, long? Begun, string? Channel, string? Ts,
    long? Expires, Classification About)
{
    /// <summary>What a wish is about, of its JSON; one of an older version says nothing, and is the team's own talk.</summary>
    public static Classification AboutOf(string? json) =>
        json is null ? Classification.Internal : JsonSerializer.Deserialize<Classification>(json, StoreJson.Options)!;
}

/// <summary>One wish that cannot be delivered.</summary>
internal sealed record GivenUp(string Key, string Lane, string Error, long Wanted);
