using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Whether PSIRT said that it is ready, as long as nothing broke that.</summary>
internal sealed class ReadinessEvidence(IStore store) : IEvidence
{
    public IReadOnlyCollection<string> Kinds { get; } = ["ready"];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) => Of((await ReadinessStore.Get(store, release.Id, ct))?.Value);

    public static IReadOnlyList<Fact> Of(Readiness? readiness) =>
        readiness?.Confirmed is { } confirmed
            ? [new("ready", confirmed.By, confirmed.At, Value: confirmed.Why, About: string.Join(", ", confirmed.Fixes))]
            : [];
}

/// <summary>Where a step waits for PSIRT to be ready: <b>Confirm ready</b>.</summary>
internal sealed class ReadyEvents(ReadinessReading reading, ReadinessStore readiness) : IEventForm
{
    public bool Makes(string kind) => kind == "ready";

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var snapshot = await reading.Open(release, ct);
        return ActionResponse.Ephemeral(ReadinessCard.Say(ReadinessCard.Look(snapshot.Read?.Value, release.Value, snapshot.Missing, readiness.Shown)));
    }
}
