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

    /// <summary>Says something of these releases, and that it was said.</summary>
    /// <returns>False when another instance was faster, or a release just changed: the next look sees what is left.</returns>
    public async Task<bool> Say(IEnumerable<Doc<Release>> about, IEnumerable<string> keys, Instant now, Action<Commit> say, CancellationToken ct)
    {
        var commit = new Commit();
        // A release's end removes these records: a look that began earlier must not say it again.
        foreach (var release in about.DistinctBy(release => release.Id))
            ReleaseStore.Require(commit, release);
        foreach (var key in keys)
            commit.Put(Kind, key, new Said(now), 0);
        say(commit);
        return await store.Commit(commit, ct) == CommitResult.Saved;
    }

    /// <summary>Forgets what cannot come up again.</summary>
    public static void Forget(Commit commit, IEnumerable<string> keys)
    {
        foreach (var key in keys)
            commit.Forget(Kind, key);
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
