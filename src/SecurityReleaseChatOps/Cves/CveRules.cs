using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A CVE as somebody entered it.</summary>
/// <param name="Cve">Its number, or the reference of its request; null while it is only requested.</param>
/// <param name="Title">Null while unknown.</param>
/// <param name="Yaml">As entered; empty when there is none.</param>
/// <param name="Record">The parsed YAML; null when there is none.</param>
internal sealed record GivenCve(string? Cve, string? Title, string Yaml, CveRecord? Record);

/// <summary>The changes allowed to a release's CVEs; pure. Refusals are plain text.</summary>
internal static class CveRules
{
    /// <summary>A sanity limit: no patch release has more.</summary>
    public const int Most = 300;

    public const int LongestTitle = 200;

    /// <summary>Adds a CVE to the fix its record names or as a fix of its own; changes it if it is already there.</summary>
    public static Decision<CveChange> Put(ReleaseCvesSnapshot snapshot, GivenCve given, string by, Instant now)
    {
        var issue = given.Record?.References.Select(ReleaseFixes.Reference).FirstOrDefault(found => found is { Id: var id } && id.Contains('#'));
        var fixes = snapshot.Release.Fixes;
        var ofNumber = fixes.Where(fix => given.Cve is not null && Same(fix.Cve, given.Cve)).ToList();
        var ofIssue = fixes.FirstOrDefault(fix => Same(fix.Id, issue?.Id));
        if (ofNumber.Count == 0 && ofIssue is { Cve: { } other } && ReleaseFixes.IsCveNumber(other) && given.Cve is not null)
            return Decision<CveChange>.Refuse($"{ofIssue.Id} has {other} already: name the issue of this one in references, or change that one");
        if (given.Cve is null && issue is null)
            return Decision<CveChange>.Refuse("Give its number or, while it is only requested, its issue in references");

        if (ofNumber.Count == 0)
        {
            // Without a number it goes by its fix.
            var fix = ofIssue ?? new ReleaseFix(issue?.Id ?? given.Cve!, issue?.Link, null, now);
            var named = fix with { Cve = given.Cve ?? fix.Cve ?? fix.Id };
            fixes = ofIssue is null ? [.. fixes, named] : [.. fixes.Select(known => known == ofIssue ? named : known)];
            if (fixes.Count > Most)
                return Decision<CveChange>.Refuse($"A release takes at most {Most} fixes");
        }
        var release = ReleaseRules.SetFixes(snapshot.Release, fixes);
        var id = release.Fixes.First(fix => ofNumber.Count > 0 ? Same(fix.Cve, given.Cve) : Same(fix.Id, ofIssue?.Id ?? issue?.Id ?? given.Cve)).CveId!;
        return Decision<CveChange>.New(Change(snapshot, release, id, given, by, now));
    }

    /// <summary>Changes the number, title or record of an existing CVE.</summary>
    public static Decision<CveChange> Edit(ReleaseCvesSnapshot snapshot, ReleaseCve cve, GivenCve given, string by, Instant now)
    {
        if (given.Cve is not null && snapshot.Cves.FirstOrDefault(other => other.Id != cve.Id && Same(other.Name, given.Cve)) is { } other)
            return Decision<CveChange>.Refuse($"{other.Name} is another CVE of {snapshot.Release.Id}");
        // It stays the same CVE whatever its number: what is recorded about it is kept.
        var fixes = snapshot.Release.Fixes.Select(fix => Same(fix.CveId, cve.Id) ? fix with { Cve = given.Cve ?? fix.Cve } : fix).ToList();
        var release = ReleaseRules.SetFixes(snapshot.Release, fixes);
        release = release
            with
        {
            Fixes =
                [.. release.Fixes.Zip(
                    snapshot.Release.Fixes, (fix, before) => Same(before.CveId, cve.Id) ? fix with { CveKey = Same(cve.Id, fix.Cve) ? null : cve.Id } : fix)]
        };
        return Decision<CveChange>.New(Change(snapshot, release, cve.Id, given, by, now));
    }

    /// <summary>Removes a CVE from the release; its fix stays.</summary>
    public static CveChange Remove(ReleaseCvesSnapshot snapshot, ReleaseCve cve, string by, Instant now) => new(
        WithCve(snapshot.Release, cve.Fixes.Select(fix => fix.Id), null, null),
        Known(snapshot, cve.Id, by, now) with { Removed = new(by, now, cve.Fixes[0].Cve, [.. cve.Fixes.Select(fix => fix.Id)]) });

    /// <summary>Restores a removed CVE, unless its fixes have changed since.</summary>
    public static Decision<CveChange> Restore(ReleaseCvesSnapshot snapshot, string id, string by, Instant now) =>
        snapshot.Stored.GetValueOrDefault(id)?.Value is not { Removed: { } removed } cve ? Decision<CveChange>.Refuse("It is there again")
        : removed.Fixes.All(gone => snapshot.Release.Fixes.Any(fix => Same(fix.Id, gone) && fix.Cve is null))
            ? Decision<CveChange>.New(
                new(WithCve(snapshot.Release, removed.Fixes, removed.Cve, Same(id, removed.Cve) ? null : id), cve
                    with
                { Removed = null, Edited = new(by, now) }))
        : Decision<CveChange>.Refuse("It cannot be undone any more: its fixes changed since. /cve add adds it anew");

    private static Release WithCve(Release release, IEnumerable<string> fixes, string? cve, string? key) => release with
    {
        Fixes = [.. release.Fixes.Select(fix => fixes.Contains(fix.Id, StringComparer.OrdinalIgnoreCase) ? fix with { Cve = cve, CveKey = key } : fix)],
    };

    /// <summary>Confirms title and description; whoever wrote them may not.</summary>
    public static Decision<CveChange> Validate(ReleaseCvesSnapshot snapshot, ReleaseCve cve, string by, Instant now) =>
        cve is not { Title: { } title, Record.Description: { } description, Known: { } known }
            ? Decision<CveChange>.Refuse($"{cve.Name} has no {(cve.Title is null ? "title" : "description")} yet")
        : known.TextAuthors.Contains(by) ? Decision<CveChange>.Refuse($"You wrote its title or description: someone else of PSIRT validates {cve.Name}")
        : cve.IsValidated ? Decision<CveChange>.Same(new(snapshot.Release), $"{cve.Name} is validated already")
        : Decision<CveChange>.New(new(snapshot.Release, known with { Validated = new(by, now, ReleaseCve.TextHash(title, description)), TextAuthors = [] }));

    /// <summary>Marks a CVE's submission invalid; an empty reason clears the mark.</summary>
    public static CveChange Invalidate(ReleaseCvesSnapshot snapshot, ReleaseCve cve, string? reason, string by, Instant now) =>
        new(snapshot.Release, Known(snapshot, cve.Id, by, now) with { Invalid = string.IsNullOrWhiteSpace(reason) ? null : new(reason.Trim(), by, now) });

    /// <summary>Sets what is not part of its record: the security issue's details, the council's decision, the HackerOne report.</summary>
    public static CveChange Detail(
        ReleaseCvesSnapshot snapshot, ReleaseCve cve, CveDetails? details, CouncilDecision? council, HackerOneReport? report, string by, Instant now) =>
        new(snapshot.Release, Known(snapshot, cve.Id, by, now) with { Details = details, Council = council, Report = report, Edited = new(by, now) });

    /// <summary>The CVEs whose title changed because the fixes were changed elsewhere: they are no longer validated.</summary>
    public static IReadOnlyList<Cve> Retitled(ReleaseCvesSnapshot before, ReleaseCvesSnapshot after, string by, Instant now) =>
        [.. after.Cves.Where(cve => cve.Known is not null && before.Find(cve.Id) is { } was && was.Title != cve.Title)
            .Select(cve => Edited(cve.Known!, ofText: true, by, now))];

    private static CveChange Change(ReleaseCvesSnapshot snapshot, Release release, string id, GivenCve given, string by, Instant now)
    {
        var severity = given.Record?.Impact is { } impact && Cvss31.TryRead(impact, out var vector, out _) ? vector.Severity : (Severity?)null;
        release = release with
        {
            Fixes = [.. release.Fixes.Select(fix =>
                Same(fix.CveId, id) ? fix with { Title = given.Title ?? fix.Title, Severity = severity ?? fix.Severity } : fix)],
        };
        release = release with { Lowered = SeverityRules.Worsens(snapshot.Release.Fixes, release.Fixes) ? null : release.Lowered };
        var (was, known) = (snapshot.Find(id), Known(snapshot, id, by, now));
        var title = release.Fixes.Where(fix => Same(fix.CveId, id)).Select(fix => fix.Title).FirstOrDefault(words => words is not null);
        var ofText = was?.Title != title || was?.Record?.Description != given.Record?.Description;
        return new(release, ofText || known.Yaml != given.Yaml || was is null ? Edited(known with { Yaml = given.Yaml }, ofText, by, now) : known);
    }

    private static Cve Edited(Cve cve, bool ofText, string by, Instant now) => ofText
        ? cve with { Edited = new(by, now), TextEdited = new(by, now), Validated = null, TextAuthors = [.. cve.TextAuthors.Append(by).Distinct()] }
        : cve with { Edited = new(by, now) };

    private static Cve Known(ReleaseCvesSnapshot snapshot, string id, string by, Instant now) =>
        snapshot.Stored.GetValueOrDefault(id) is { Value: { Removed: null } known }
            ? known
            : new() { Release = snapshot.Release.Id, Id = id, Edited = new(by, now) };

    private static bool Same(string? one, string? other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
