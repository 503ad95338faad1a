using System.Text.Json;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Store;

/// <summary>What is left of what was said of a release, once that is taken out: who did what to which thing when.</summary>
internal static class TakingOut
{
    /// <summary>What stands where words stood.</summary>
    public const string Words = "(taken out)";

    /// <summary>What stands where a message's words stood; in Slack it stays as it is.</summary>
    public static string Body { get; } = JsonSerializer.Serialize(new Message { Text = Words }, StoreJson.Options);

    /// <summary>Whether something is of this release, by what it was done to: <c>ping/R12/…</c>, <c>handover/R12-H3</c>.</summary>
    public static bool Concerns(string subject, string release) => subject.Split('/') is [_, var of, ..] && IsOf(of, release);

    /// <summary>Whether an id is that of the release, or of something of it: <c>R12/…</c>, <c>R12-H3</c>.</summary>
    public static bool IsOf(string id, string release) => id.StartsWith(release, StringComparison.OrdinalIgnoreCase)
        && (id.Length == release.Length || id[release.Length] is '/' or '-');

    /// <summary>The lines that change, and the one that says so.</summary>
    public static (IReadOnlyList<AuditRow> Taken, CommitStep.Audit Says) Of(IEnumerable<AuditRow> audit, CommitStep.TakeOut step)
    {
        var (taken, places) = (new List<AuditRow>(), new AuditRanges());
        foreach (var row in audit.Where(row => Concerns(row.Subject, step.Release) && Says(row)))
        {
            taken.Add(row with { Before = null, After = null, Content = AuditChain.ContentDigest(row) });
            places.Add(row.Seq);
        }
        return (taken, new(step.Who, AuditCheck.TookOut, "release/" + step.Release, null,
            JsonSerializer.Serialize(new { entries = places.ToString() }, StoreJson.Options)));
    }

    private static bool Says(AuditRow row) =>
        (row.Before is not null || row.After is not null) && row.What is not (AuditCheck.TookOut or AuditCheck.MadeAnonymous);
}
