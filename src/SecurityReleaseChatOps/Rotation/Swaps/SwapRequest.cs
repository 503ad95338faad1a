using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>The state of a request to take a shift.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SwapState>))]
public enum SwapState
{
    /// <summary>It waits for an answer.</summary>
    Open,
    Taken,

    /// <summary>The person asked cannot.</summary>
    Refused,
    Withdrawn,

    /// <summary>Nobody took it before its release was due.</summary>
    Expired,

    /// <summary>The shift, or the one in return, went to somebody else meanwhile, or no longer exists.</summary>
    Overtaken,
}

/// <summary>Somebody's request to give away a part of a shift.</summary>
/// <param name="Shift">The shift's id.</param>
/// <param name="From">Slack user id of its owner.</param>
/// <param name="To">Slack user id of the person asked; null: offered to everyone who may take it.</param>
public sealed record SwapRequest(string Id, string Shift, string From, string? To)
{
    /// <summary>Id of the shift <see cref="From"/> takes from <see cref="To"/> in return; null for none.</summary>
    public string? InReturn { get; init; }

    /// <summary>In their words; null for none.</summary>
    public string? Why { get; init; }

    /// <summary>Slack user id of whoever asked: <see cref="From"/>, or an admin for them.</summary>
    public required string By { get; init; }

    public required Instant AskedAt { get; init; }

    public SwapState State { get; init; }

    /// <summary>Slack user id of whoever answered or ended it; null while open, and when the calendar ended it.</summary>
    public string? EndedBy { get; init; }

    [JsonIgnore]
    public bool IsOpen => State == SwapState.Open;
}

/// <summary>The requests' documents, under their ids.</summary>
internal sealed class SwapStore(IStore store)
{
    private static readonly DocumentKind<SwapRequest> Kind = new("swap");
    private readonly Kept<SwapRequest> _kept = new(store, Kind, request => request.IsOpen);

    /// <summary>The key of a request's message.</summary>
    public static string MessageKey(string id) => "swap/" + id;

    /// <summary>Open requests, oldest first.</summary>
    public async Task<IReadOnlyList<Doc<SwapRequest>>> Open(CancellationToken ct) => [.. (await _kept.Read(ct)).OrderBy(read => read.Value.AskedAt)];

    public ValueTask<Doc<SwapRequest>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <param name="read">As it was read; null when it is new.</param>
    public static void Save(Commit commit, Doc<SwapRequest>? read, SwapRequest request, string by) => commit
        .Put(Kind, request.Id, request, read?.Version ?? 0)
        .Audit(by, request.IsOpen ? "asked to swap" : "swap " + request.State.ToString().ToLowerInvariant(), "shift/" + request.Shift, read?.Value, request);
}
