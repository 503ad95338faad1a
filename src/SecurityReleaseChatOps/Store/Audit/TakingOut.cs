using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>What remains once a release's words are removed: who did what to what, and when.</summary>
internal static class TakingOut
{
    /// <summary>Replaces removed words.</summary>
    public const string Words = "(taken out)";

    /// <summary>Replaces our copy of a message; the message in Slack is unchanged.</summary>
    public static string Body { get; } = JsonSerializer.Serialize(new Message { Text = Words }, StoreJson.Options);

    /// <summary>Whether a subject belongs to this release: <c>ping/R12/…</c>, <c>handover/R12-H3</c>.</summary>
    public static bool Concerns(string subject, string release) => subject.Split('/') is [_, var of, ..] && IsOf(of, release);

    /// <summary>Whether an id is the release's, or of something belonging to it: <c>R12/…</c>, <c>R12-H3</c>.</summary>
    public static bool IsOf(string id, string release) => id.StartsWith(release, StringComparison.OrdinalIgnoreCase)
        && (id.Length == release.Length || id[release.Length] is '/' or '-');

    /// <summary>Whether a key, or JSON, contains the release's id as a word of its own; it may follow a line break, which JSON writes with a letter.</summary>
    public static bool Names(string text, string release)
    {
        for (var at = text.IndexOf(release, StringComparison.Ordinal); at >= 0; at = text.IndexOf(release, at + 1, StringComparison.Ordinal))
        {
            var end = at + release.Length;
            if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]) || (at > 1 && text[at - 2] == '\\'))
                && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])))
                return true;
        }
        return false;
    }

    /// <summary>The changed entries, and the entry that records it.</summary>
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
