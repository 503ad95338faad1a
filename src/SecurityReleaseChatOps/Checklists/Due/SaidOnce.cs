using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What was said at its time, so that it is said once: whichever instance looks, and whenever.</summary>
internal sealed class SaidOnce(IStore store)
{
    private static readonly DocumentKind<Said> Kind = new("checklist-said");

    private sealed record Said(DateTimeOffset At);

    /// <summary>The keys that begin so and were said, with when.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> Of(string prefix, CancellationToken ct) =>
        (await store.All(Kind, prefix, ct)).ToDictionary(said => said.Id, said => said.Value.At, StringComparer.Ordinal);

    /// <summary>The commit saves only if none of the keys was said before, and then they are.</summary>
    public static void Mark(Commit commit, DateTimeOffset now, params IEnumerable<string> keys)
    {
        foreach (var key in keys)
            commit.Put(Kind, key, new Said(now), 0);
    }

    /// <summary>For what cannot come up again.</summary>
    public static void Forget(Commit commit, IEnumerable<string> keys)
    {
        foreach (var key in keys)
            commit.Forget(Kind, key);
    }
}
