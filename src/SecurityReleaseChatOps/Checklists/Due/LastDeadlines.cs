using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>When dates were last looked at, by whichever instance and before whatever downtime: what came and went since was not seen.</summary>
internal sealed class LastDeadlines(IStore store)
{
    // Looks are seconds apart. So much nearer to each other they are not written down: what was done in between is known by its own mark.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    private static readonly DocumentKind<LookedAt> Kind = new("checklist-looked");
    private const string Id = "deadlines";

    internal sealed record LookedAt(DateTimeOffset At);

    /// <summary>Null before the first.</summary>
    public ValueTask<Doc<LookedAt>?> Read(CancellationToken ct) => store.Get(Kind, Id, ct);

    /// <summary>Writes down that everything was looked at now, whichever way the clock was set since.</summary>
    public async Task Keep(Doc<LookedAt>? read, DateTimeOffset now, CancellationToken ct)
    {
        if (read is null || (now - read.Value.At).Duration() >= Apart)
            await store.Commit(new Commit().Put(Kind, Id, new LookedAt(now), read?.Version ?? 0), ct); // a conflict: another instance looked just now
    }
}
