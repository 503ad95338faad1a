using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>The roster's documents: one for each engineer, under their user id.</summary>
public static class Roster
{
    internal static readonly DocumentKind<Engineer> Kind = new("engineer");

    /// <summary>All engineers of the rotation.</summary>
    public static async Task<IReadOnlyList<Engineer>> Read(IStore store, CancellationToken ct) =>
        [.. (await store.All(Kind, cancellationToken: ct)).Select(d => d.Value)];
}

/// <summary>The roster for who asks again and again: only what changed is read anew.</summary>
public sealed class KeptRoster(IStore store)
{
    private readonly Kept<Engineer> _kept = new(store, Roster.Kind);

    /// <summary>All engineers of the rotation.</summary>
    public async Task<IReadOnlyList<Engineer>> Read(CancellationToken ct) => [.. (await _kept.Read(ct)).Select(d => d.Value)];
}
