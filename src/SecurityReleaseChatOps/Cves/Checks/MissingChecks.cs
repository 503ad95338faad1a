using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>What a record still lacks (row E1), and what templates left in it.</summary>
internal static class MissingChecks
{
    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("missing", "E1", Level.Note, Missing),
        new("placeholder", "E1", Level.Error, Left),
        new("gap", "E1", Level.Note, Gaps),
    ];

    private static IEnumerable<Found> Missing(CveChecked cve)
    {
        if (cve.Cve.Record is null)
            return [new("record", "there is no YAML yet", "Add it with /cve edit") { Lacks = "the CVE request's YAML" }];
        var record = cve.Record;
        (string Where, bool Is, string Mend)[] fields =
        [
            ("description", record.Description is null, "Write it, or begin with /cve fill"),
            ("product", record.Product is not { GitlabPath: not null, Vendor: not null, Name: not null }, "Give gitlab_path, vendor and name"),
            ("cpes", record.Product is not { Cpes.Count: > 0 }, "Give the CPE of the product"),
            ("cwe", record.Cwe is null, "Give the CWE that fits"),
            ("affected_versions", IsMissing(static one => one.AffectedVersions), "/cve fill has them from the release and the first affected version"),
            ("fixed_versions", IsMissing(static one => one.FixedVersions), "/cve fill has them from the release"),
            ("impact", record.Impact is null, "Give the vector that the council decided"),
            ("solution", record.Solution is null, "/cve fill has it from the fixed versions"),
            ("credit", record.Credit is null, "Say who found it, or leave it empty where nobody may be named"),
            ("references", record.References.Count == 0, "Give the canonical issue, and the HackerOne report if there is one"),
        ];
        return fields.Where(field => field.Is).Select(field => new Found(field.Where, "it is not filled in yet", field.Mend)
        {
            Lacks = $"{field.Where} in the CVE request's YAML",
            Fix = field.Where == "cpes" && CveProducts.Find(record.Product?.GitlabPath) is { } known
                ? one => one with { Product = one.Product! with { Cpes = [known.Cpe] } }
                : null,
        });

        // A template line among real ones counts as missing too.
        bool IsMissing(Func<CveRecord, IReadOnlyList<string>> lines) => lines(record).Count == 0 || lines(record).Count < lines(cve.Cve.Record).Count;
    }

    private static IEnumerable<Found> Left(CveChecked cve) =>
        from text in cve.Texts
        let left = Unfilled.OfTemplate(text.Text)
        where left.Count > 0
        select new Found(text.Where, $"{CveChecked.Quoted(text.Text, left)} is left of the template", "Fill it in") { Marked = left };

    private static IEnumerable<Found> Gaps(CveChecked cve) =>
        from text in cve.Texts
        let gaps = Unfilled.Gaps(text.Text)
        where gaps.Count > 0
        select new Found(text.Where, $"{CveChecked.Quoted(text.Text, gaps)} is still open", "Fill it in") { Marked = gaps };
}
