using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The pairs of the active releases.</summary>
internal sealed class ReleaseDuties(ReleaseStore releases) : IDuties
{
    public async Task<IReadOnlyList<(string UserId, string Duty)>> Now(CancellationToken ct) =>
        [.. (await releases.Active(ct)).SelectMany(d => new[]
        {
            (d.Value.Primary, $"Primary of {d.Value.ShownId()}{Covered(d.Value, d.Value.Primary)}"),
            (d.Value.Secondary, $"Secondary of {d.Value.ShownId()}{Covered(d.Value, d.Value.Secondary)}"),
        }.Concat(d.Value.Pair.Contains(d.Value.Owner) ? [] : [(d.Value.Owner, $"the one who has {d.Value.ShownId()}")]))];

    private static string Covered(Release release, string person) => person == release.Covered?.Person ? ", covered now" : "";
}
