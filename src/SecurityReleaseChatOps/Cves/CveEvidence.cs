using System.Collections.Concurrent;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// Facts about a release's CVEs. A check that finds nothing is a fact, by whoever made the last change; it ends when the check finds something.
/// </summary>
internal sealed class CveEvidence(IStore store) : IEvidence
{
    public const string Details = "cve-details";
    public const string TextChecked = "cve-text-checked";
    public const string FieldsChecked = "cve-fields-checked";
    public const string Validated = "cve-validated";
    public const string Publishable = "cve-publishable";

    /// <summary>Every CVE of the release has a record here, so every check has looked at it.</summary>
    public const string AllChecked = "cves-checked";

    /// <summary>Every CVE of the release names its versions: affected, fixed, solution.</summary>
    public const string AllFilled = "cves-filled";

    private static readonly string[] ofVersions = ["affected_versions", "fixed_versions", "solution"];

    // The rows about title and description: what they say, and whether they overshare.
    private static readonly string[] ofText = ["E2", "E9"];

    public IReadOnlyCollection<string> Kinds { get; } = [Details, TextChecked, FieldsChecked, Validated, Publishable, AllChecked, AllFilled, "edited.cve", "edited.cve-text"];

    // Every view of a checklist asks for the facts, and they rarely change between two views.
    private readonly ConcurrentDictionary<string, (ReleaseCvesSnapshot All, IReadOnlyList<Fact> Facts)> _last = [];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct)
    {
        if (release.Value.Cves.Count == 0)
            return [];
        var all = await CveStore.Open(store, release, ct);
        if (_last.TryGetValue(release.Id, out var last) && last.All.IsAs(all))
            return last.Facts;
        var facts = Of(all);
        _last[release.Id] = (all, facts);
        return facts;
    }

    public static IReadOnlyList<Fact> Of(ReleaseCvesSnapshot all)
    {
        var known = all.Cves.Where(cve => cve.Known is not null).ToList();
        return known.Count == 0 ? [] : Of(all, known, CveFindings.In(all));
    }

    private static List<Fact> Of(ReleaseCvesSnapshot all, List<ReleaseCve> known, CveFindings findings)
    {
        var facts = new List<Fact>();
        foreach (var cve in known)
        {
            var (stored, found) = (cve.Known!, findings.Of(cve).Where(one => one.Finding.Level != Level.Note).ToList());
            facts.Add(new("edited.cve", stored.Edited.By, stored.Edited.At, cve.Id));
            if (stored.TextEdited is { } edited)
                facts.Add(new("edited.cve-text", edited.By, edited.At, cve.Id));
            if (stored.Details is { EeOnly: not null, FirstVersion: not null })
                facts.AddRange(cve.Fixes.Select(fix => new Fact(Details, stored.Edited.By, stored.Edited.At, fix.Id)));
            if (cve is { Title: not null, Record.Description: not null } && !found.Exists(one => ofText.Contains(one.Finding.Row)))
                facts.Add(Checked(all, TextChecked, stored));
            if (cve.Record is not null && !found.Exists(one => !ofText.Contains(one.Finding.Row)))
                facts.Add(Checked(all, FieldsChecked, stored));
            if (cve.IsValidated && stored.Validated is { } validation)
            {
                facts.Add(new(Validated, validation.By, validation.At, cve.Id, About: validation.Text));
                // Not due before publication.
                if (stored.Invalid is null && all.Release.PublishedAt is { } published)
                    facts.Add(new(Publishable, validation.By, validation.At > published ? validation.At : published, cve.Id));
            }
        }
        if (all.Cves.All(cve => cve.Record is not null))
        {
            var last = known.MaxBy(cve => cve.Known!.Edited.At)!.Known!;
            facts.Add(new(AllChecked, last.Edited.By, last.Edited.At));
            if (all.Release.Versions.Count > 0 && known.TrueForAll(cve => !findings.Of(cve).Any(IsOfVersions)))
                facts.Add(Checked(all, AllFilled, last) with { Subject = null });
        }
        return facts;
    }

    public static bool IsOfVersions(CveFinding found) =>
        found.Finding.Row == "E5" && found.Finding.Level != Level.Note || found.Check == "missing" && ofVersions.Contains(found.Finding.Where);

    /// <summary>Dated by the last change of anything the checks read.</summary>
    private static Fact Checked(ReleaseCvesSnapshot all, string kind, Cve cve)
    {
        var edits = new[] { ReleasePart.Versions, ReleasePart.Fixes }.Select(all.Release.Edited).Select(edit => new CveEdit(edit.By, edit.At))
            .Append(cve.Edited);
        var last = edits.MaxBy(edit => edit.At)!;
        return new(kind, last.By, last.At, cve.Id);
    }
}

/// <summary>For a step that waits for a fact about a CVE: opens the form that establishes it, or shows what the checks find.</summary>
internal sealed class CveEvents(CveStore store, SlackDirectory directory, TimeProvider time) : IEventForm
{
    public bool Makes(string kind) => kind is CveEvidence.Details or CveEvidence.TextChecked or CveEvidence.FieldsChecked or CveEvidence.Validated
        or CveEvidence.AllChecked or CveEvidence.AllFilled;

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct)
    {
        var all = await store.Open(release, ct);
        if (Who.Psirt.Refuse(directory, by) is not null || all.Cves.Count == 0)
            return null;
        if (about.Of is null && CvesCommand.Open.Refuse(release.Value) is null)
            return OfAll(all, kind, about);
        if ((all.Find(about.Of ?? "") ?? all.Cves.FirstOrDefault(one => one.Fixes.Any(fix => fix.Id == about.Of))) is not { } cve)
            return null;
        if (CvesCommand.Open.Refuse(release.Value) is { } no)
            return ActionResponse.Ephemeral(Mrkdwn.Plain(no));
        about = about with { Of = cve.Id };
        return kind == CveEvidence.Details ? ActionResponse.Open(DetailsModal.Render(all, cve, about))
            : cve.Known is not { Yaml.Length: > 0 } ? ActionResponse.Open(CveModal.Render(all, cve, about))
            : kind != CveEvidence.Validated ? ActionResponse.Ephemeral(CveMessage.Checked(all, [cve], CveFindings.In(all)))
            : ValidateCveCommand.Opens(all, cve, about, by, time.Now()) is { OpenView: { } view } ? ActionResponse.Open(view)
            : ActionResponse.Ephemeral(Mrkdwn.Plain(CveRules.Validate(all, cve, by, time.Now()).Words) + ".");
    }

    /// <summary>The form of the first CVE that lacks what every CVE needs; otherwise what the checks find.</summary>
    private static ActionResponse OfAll(ReleaseCvesSnapshot all, string kind, AboutRelease about)
    {
        var findings = CveFindings.In(all);
        if (all.Cves.FirstOrDefault(cve => cve.Known is not { Yaml.Length: > 0 }) is { } bare)
            return ActionResponse.Open(CveModal.Render(all, bare, about with { Of = bare.Id }));
        return kind == CveEvidence.AllFilled && all.Cves.FirstOrDefault(cve =>
                cve.Problems.Count == 0 && findings.Of(cve).Any(CveEvidence.IsOfVersions) && FillModal.Difference(all, cve).Count > 0) is { } unfilled
            ? ActionResponse.Open(FillModal.Render(all, unfilled, about with { Of = unfilled.Id }))
            : ActionResponse.Ephemeral(CveMessage.Checked(all, all.Cves, findings));
    }
}
