using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Records what was said, so that it is said once, whichever instance looks and whenever.</summary>
internal sealed class SaidOnce(IStore store)
{
    private static readonly DocumentKind<Said> Kind = new("checklist-said");

    private sealed record Said(Instant At);

    /// <summary>The recorded keys with this prefix, with their times.</summary>
    public async Task<IReadOnlyDictionary<string, Instant>> Of(string prefix, CancellationToken ct) =>
        (await store.All(Kind, prefix, ct)).ToDictionary(said => said.Id, said => said.Value.At, StringComparer.Ordinal);

    /// <summary>Makes the commit record the keys, and fail if any was recorded before.</summary>
    public static void Mark(Commit commit, Instant now, params IEnumerable<string> keys)
    {
        foreach (var key in keys)
            commit.Put(Kind, key, new Said(now), 0);
    }

    /// <summary>Forgets what cannot come up again.</summary>
    public static void Forget(Commit commit, IEnumerable<string> keys)
    {
        foreach (var key in keys)
            commit.Forget(Kind, key);
    }
}

/// <summary>When dates were last checked, by any instance: anything due since was not seen.</summary>
internal sealed class LastDeadlines(IStore store)
{
    // Looks are seconds apart, so they are recorded at most this often: what was said in between has its own record.
    private static readonly Duration Apart = Duration.FromMinutes(5);

    private static readonly DocumentKind<LookedAt> Kind = new("checklist-looked");
    private const string Id = "deadlines";

    internal sealed record LookedAt(Instant At);

    /// <summary>Null before the first.</summary>
    public ValueTask<Doc<LookedAt>?> Read(CancellationToken ct) => store.Get(Kind, Id, ct);

    /// <summary>Records that everything was checked now, even if the clock was set back since.</summary>
    public async Task Keep(Doc<LookedAt>? read, Instant now, CancellationToken ct)
    {
        if (read is not { Value.At: var last } || Duration.Max(now - last, last - now) >= Apart)
            await store.Commit(new Commit().Put(Kind, Id, new LookedAt(now), read?.Version ?? 0), ct); // a conflict: another instance just looked
    }
}

/// <summary>A release ends only after its 30-day follow-up was said and had its week; the records of what was said are then removed.</summary>
internal sealed class ChecklistEnd(ChecklistStore checklists, SaidOnce once) : IReleaseEnd
{
    // Keys of the daily messages that the morning brief replaced.
    private const string OfEarlierVersions = "checklist-overdue/";

    public async Task<bool> Ending(Commit commit, Doc<Release> release, Instant now, CancellationToken ct)
    {
        if (release.Value.IsFollowed(now))
            return false;
        var said = await once.Of(release.Id + "/", ct);
        if (DeadlinesJob.FollowUpKey(release.Value) is { } last && !said.ContainsKey(last)
            && (await checklists.Followed([release], ct)).Any(snapshot => ReleaseDeadlines.FollowUp(snapshot.Board) is not null))
        {
            return false;
        }
        SaidOnce.Forget(commit, [.. said.Keys, .. (await once.Of(Reminders.Keys(release.Id), ct)).Keys, .. (await once.Of(OfEarlierVersions, ct)).Keys]);
        return true;
    }
}
