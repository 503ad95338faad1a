using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The CVEs of one release can be told apart (row E9). Each is read once, however many there are.</summary>
internal static class AcrossChecks
{
    /// <summary>The findings, by the CVE's id.</summary>
    public static ILookup<string, CveFinding> Of(IReadOnlyList<CveSnapshot> cves) =>
        Alike("same-title", "title", cves, static cve => cve.Title)
            .Concat(Alike("same-description", "description", cves, static cve => cve.Record?.Description))
            .ToLookup(one => one.Id, one => one.Finding);

    private static IEnumerable<(string Id, CveFinding Finding)> Alike(
        string check, string place, IReadOnlyList<CveSnapshot> cves, Func<CveSnapshot, string?> text) =>
        from alike in cves.Where(cve => text(cve) is not null).GroupBy(cve => Letters(text(cve)!))
        where alike.Key.Length > 0 && alike.Skip(1).Any()
        let two = alike.Take(2).ToList()
        from cve in alike
        let other = Name(cve == two[0] ? two[1] : two[0])
        let finding = new Finding("E9", Level.Warning, place, $"nothing tells it from that of {other}", "Say what is different")
        select (cve.Id, new CveFinding(check, finding, null, null, []));

    private static string Name(CveSnapshot cve) => PlainText.Quote(cve.Number ?? cve.Id).Trim('"');

    /// <summary>Only letters are compared: texts that differ only in versions count as the same.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}
