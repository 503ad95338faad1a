using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>What became of a request to take a shift.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SwapState>))]
public enum SwapState
{
    /// <summary>It waits for an answer.</summary>
    Open,
    Taken,

    /// <summary>The one who was asked cannot.</summary>
    Refused,
    Withdrawn,

    /// <summary>Nobody took it before its release was due.</summary>
    Expired,

    /// <summary>The shift, or the one in return, went to someone else meanwhile, or is no more.</summary>
    Overtaken,
}

/// <summary>That somebody wants to give a part of a shift away.</summary>
/// <param name="Shift">The shift's id.</param>
/// <param name="From">Slack user id of who has it.</param>
/// <param name="To">Slack user id of who is asked; null: offered to all who may take it.</param>
public sealed record SwapRequest(string Id, string Shift, string From, string? To)
{
    /// <summary>Id of the shift that <see cref="From"/> takes from <see cref="To"/> for it; null for none.</summary>
    public string? InReturn { get; init; }

    /// <summary>In their words; null when they said none.</summary>
    public string? Why { get; init; }

    /// <summary>Slack user id of who asked: <see cref="From"/>, or an admin for them.</summary>
    public required string By { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public SwapState State { get; init; }

    /// <summary>Slack user id of who answered or ended it; null while it is open, and where the calendar did.</summary>
    public string? EndedBy { get; init; }

    [JsonIgnore]
    public bool IsOpen => State == SwapState.Open;
}

/// <summary>The requests' documents, under their ids.</summary>
internal sealed class SwapStore(IStore store)
{
    private static readonly DocumentKind<SwapRequest> Kind = new("swap");
    private readonly Kept<SwapRequest> _kept = new(store, Kind, request => request.IsOpen);

    /// <summary>The key under which a request's message stands.</summary>
    public static string MessageKey(string id) => "swap/" + id;

    /// <summary>Those that wait for an answer, the oldest first.</summary>
    public async Task<IReadOnlyList<Doc<SwapRequest>>> Open(CancellationToken ct) => [.. (await _kept.Read(ct)).OrderBy(read => read.Value.AskedAt)];

    public ValueTask<Doc<SwapRequest>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <param name="read">As it was read; null when it is new.</param>
    public static void Save(Commit commit, Doc<SwapRequest>? read, SwapRequest request, string by) => commit
        .Put(Kind, request.Id, request, read?.Version ?? 0)
        .Audit(by, request.IsOpen ? "asked to swap" : "swap " + request.State.ToString().ToLowerInvariant(), "shift/" + request.Shift, read?.Value, request);
}
