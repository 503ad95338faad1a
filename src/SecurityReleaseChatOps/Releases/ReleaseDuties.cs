using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The pairs of the active releases.</summary>
internal sealed class ReleaseDuties(ReleaseStore releases) : IDuties
{
    public async Task<IReadOnlyList<(string UserId, string Duty)>> Now(CancellationToken ct) =>
        [.. (await releases.Active(ct)).SelectMany(d => new[]
        {
            (d.Value.Primary, $"Primary of {d.Value.ShownId()}"),
            (d.Value.Secondary, $"Secondary of {d.Value.ShownId()}"),
        }.Concat(d.Value.Pair.Contains(d.Value.Owner) ? [] : [(d.Value.Owner, $"the one who has {d.Value.ShownId()}")]))];
}
