using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Watches a release's fixes: changing a title there withdraws its CVE's validation.</summary>
internal sealed class CveWatch(IStore store, CveAnswer answer, TimeProvider time) : IReleaseWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before is null || before.Fixes.SequenceEqual(after.Fixes))
            return;
        var read = await CveStore.Open(store, new Doc<Release>(before.Id, before, 0), ct);
        var retitled = CveRules.Retitled(read, ReleaseCvesSnapshot.Of(read.ReleaseRead with { Value = after }, read.Stored.Values), by, time.Now())
            .Where(cve => !CveStore.IsIn(commit, cve)).ToList();
        foreach (var cve in retitled)
            CveStore.Put(commit, read, cve, by, CveAudit.Retitled);
        answer.Withdrawn(commit, read, new(after, retitled), by);
    }
}

/// <summary>What a release's CVEs keep confidential besides what its fixes say: descriptions and HackerOne reports.</summary>
internal sealed class CveConfidential(IStore store) : IConfidential
{
    // A shorter part of a sentence would occur in too many texts.
    private const int Shortest = 40;

    private readonly Kept<Cve> _all = new(store, CveStore.Kind);
    private volatile Known? _known;

    private sealed record Known(
        IReadOnlyList<Doc<Cve>> Read, IReadOnlyList<(string Id, long Version)> Seen, IReadOnlyList<ConfidentialText> Texts);

    public async Task<IReadOnlyList<ConfidentialText>> Texts(CancellationToken ct)
    {
        var all = await _all.Read(ct);
        if (_known is { } last && ReferenceEquals(last.Read, all))
            return last.Texts;
        List<(string, long)> seen = [.. all.Select(doc => (doc.Id, doc.Version))];
        if (_known is { } known && known.Seen.SequenceEqual(seen))
            return (_known = known with { Read = all }).Texts;
        IReadOnlyList<ConfidentialText> texts = [.. all.SelectMany(doc => Of(doc.Value).Select(text => new ConfidentialText(doc.Value.Release, text)))];
        _known = new(all, seen, texts);
        return texts;
    }

    private static IEnumerable<string> Of(Cve cve)
    {
        var record = CveYaml.TryRead(cve.Yaml, out var read, out _) ? read : null;
        // Each sentence alone is confidential too, and so is the clause about what an attacker could have done.
        var parts = record?.Description is { } description
            ? description.Split([". ", " that could have ", " which could have ", " due to "], StringSplitOptions.TrimEntries).Append(description)
            : [];
        return parts.Where(part => part.Length >= Shortest)
            .Concat(new[] { cve.Report?.Url }.OfType<string>().Where(url => url.Length > 0))
            .Concat(record?.References.Where(reference => reference.Contains("hackerone.com/reports/", StringComparison.OrdinalIgnoreCase)) ?? []);
    }
}
