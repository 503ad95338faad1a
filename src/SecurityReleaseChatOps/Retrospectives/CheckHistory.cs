using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Retrospectives;

/// <summary>A finding in a CVE or the post, from its first appearance until it was gone.</summary>
/// <param name="Of">The CVE's name, or the post.</param>
/// <param name="Row">The row of the process that requires it.</param>
/// <param name="Mended">Null while it still stands.</param>
internal sealed record SaidByCheck(string Of, string Row, string Words, Instant Found, Instant? Mended);

/// <summary>The history of errors and warnings: the checks' findings in each audited state of CVEs and post; pure.</summary>
internal static partial class CheckHistory
{
    /// <param name="edits">The audit entries of CVEs and post, in any order.</param>
    public static IReadOnlyList<SaidByCheck> Of(Release release, IEnumerable<AuditEntry> edits) =>
    [
        .. from edit in edits
           where edit.After is not null
           group edit by edit.Subject into subject
           from said in subject.Key.StartsWith("blog-post/", StringComparison.Ordinal)
               ? Follow(subject.Where(edit => edit.What == AuditedPost.Checked), edit => InPost(edit.After!))
               : Follow(subject, edit => InCve(release, edit.After!))
           orderby said.Found, said.Of
           select said,
    ];

    /// <param name="found">What the checks find after an edit.</param>
    private static List<SaidByCheck> Follow(IEnumerable<AuditEntry> edits, Func<AuditEntry, IReadOnlyList<(string Of, string Row, string Words)>> found)
    {
        var (over, open) = (new List<SaidByCheck>(), new List<SaidByCheck>());
        foreach (var edit in edits.OrderBy(edit => edit.Seq))
        {
            var now = found(edit).Distinct().ToList();
            over.AddRange(open.Where(said => !now.Contains((said.Of, said.Row, said.Words))).Select(said => said with { Mended = edit.At }));
            open = [.. now.Select(one => open.Find(said => (said.Of, said.Row, said.Words) == one) ?? new(one.Of, one.Row, one.Words, edit.At, null))];
        }
        return [.. over, .. open];
    }

    private static IReadOnlyList<(string Of, string Row, string Words)> InCve(Release release, string after)
    {
        if (JsonSerializer.Deserialize<Cve>(after, StoreJson.Options) is not { Removed: null, Yaml.Length: > 0 } cve
            || release.Fixes.Where(fix => cve.Id.Equals(fix.CveId, StringComparison.OrdinalIgnoreCase)).ToList() is not { Count: > 0 } fixes)
            return [];
        var one = new ReleaseCve(cve.Id, fixes, new(CveStore.Key(cve), cve, 1));
        return [.. CveChecks.OfRelease([one.ForChecks(release)])[cve.Id].Select(found => found.Finding).Where(finding => finding.Level != Level.Note)
            .Select(finding => (one.Name, finding.Row, $"{finding.Where}: {finding.Why}"))];
    }

    private static IReadOnlyList<(string Of, string Row, string Words)> InPost(string after) =>
        [.. (JsonSerializer.Deserialize<AuditedPost>(after, StoreJson.Options)?.Found ?? [])
            .Select(finding => ("the post", finding.Row, $"{Line().Replace(finding.Where, "")}: {finding.Why}".TrimStart(':', ' ')))];

    // A finding whose line moved is still the same one.
    [GeneratedRegex(@"\Aline [0-9]+(, )?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
