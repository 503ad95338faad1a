using System.Collections.Concurrent;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// What is known of a release's CVEs: that a check finds nothing is a fact of whoever made it so, and is none any more when it finds something.
/// </summary>
internal sealed class CveEvidence(IStore store) : IEvidence
{
    public const string Details = "cve-details";
    public const string TextChecked = "cve-text-checked";
    public const string FieldsChecked = "cve-fields-checked";
    public const string Validated = "cve-validated";
    public const string Publishable = "cve-publishable";

    /// <summary>All of the release's have a record here, so that every check has looked at each.</summary>
    public const string AllChecked = "cves-checked";

    /// <summary>All of the release's say its versions: affected, fixed, solution.</summary>
    public const string AllFilled = "cves-filled";

    private static readonly string[] ofVersions = ["affected_versions", "fixed_versions", "solution"];

    // Of title and description: what is read there, and whether it overshares.
    private static readonly string[] ofText = ["E2", "E9"];

    public IReadOnlyCollection<string> Kinds { get; } = [Details, TextChecked, FieldsChecked, Validated, Publishable, AllChecked, AllFilled, "edited.cve", "edited.cve-text"];

    // Asked at every look at a checklist, and the same each time but for what was changed.
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
                // Before the publication nothing of it is due.
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

    /// <summary>As of the last change of anything that the checks read.</summary>
    private static Fact Checked(ReleaseCvesSnapshot all, string kind, Cve cve)
    {
        var edits = new[] { ReleasePart.Versions, ReleasePart.Fixes }.Select(all.Release.Edited).Select(edit => new CveEdit(edit.By, edit.At))
            .Append(cve.Edited);
        var last = edits.MaxBy(edit => edit.At)!;
        return new(kind, last.By, last.At, cve.Id);
    }
}

/// <summary>Where a step waits for something of a CVE: the form that makes it, or what its checks find.</summary>
internal sealed class CveEvents(CveStore store, SlackDirectory directory, TimeProvider time) : IEventForm
{
    public bool Makes(string kind) => kind is CveEvidence.Details or CveEvidence.TextChecked or CveEvidence.FieldsChecked or CveEvidence.Validated
        or CveEvidence.AllChecked or CveEvidence.AllFilled;

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var all = await store.Open(release, ct);
        if (Who.Psirt.Refuse(directory, at.By) is not null || all.Cves.Count == 0)
            return null;
        if (at.Subject is null && CvesCommand.Open.Refuse(release.Value) is null)
            return OfAll(all, kind, at);
        if ((all.Find(at.Subject ?? "") ?? all.Cves.FirstOrDefault(one => one.Fixes.Any(fix => fix.Id == at.Subject))) is not { } cve)
            return null;
        if (CvesCommand.Open.Refuse(release.Value) is { } no)
            return ActionResponse.Ephemeral(Mrkdwn.Plain(no));
        var about = new AboutCve(release.Id, cve.Id, at.ResponseUrl);
        return kind == CveEvidence.Details ? ActionResponse.Open(DetailsModal.Render(all, cve, about))
            : cve.Known is not { Yaml.Length: > 0 } ? ActionResponse.Open(CveModal.Render(all, cve, about))
            : kind != CveEvidence.Validated ? ActionResponse.Ephemeral(CveMessage.Checked(all, [cve], CveFindings.In(all)))
            : ValidateCveCommand.Opens(all, cve, about, at.By, time.GetUtcNow()) is { OpenView: { } view } ? ActionResponse.Open(view)
            : ActionResponse.Ephemeral(Mrkdwn.Plain(CveRules.Validate(all, cve, at.By, time.GetUtcNow()).Words) + ".");
    }

    /// <summary>The first that lacks what is asked of all; else what the checks find.</summary>
    private static ActionResponse OfAll(ReleaseCvesSnapshot all, string kind, PressedAt at)
    {
        var findings = CveFindings.In(all);
        if (all.Cves.FirstOrDefault(cve => cve.Known is not { Yaml.Length: > 0 }) is { } bare)
            return ActionResponse.Open(CveModal.Render(all, bare, new(all.Release.Id, bare.Id, at.ResponseUrl)));
        return kind == CveEvidence.AllFilled && all.Cves.FirstOrDefault(cve =>
                cve.Problems.Count == 0 && findings.Of(cve).Any(CveEvidence.IsOfVersions) && FillModal.Difference(all, cve).Count > 0) is { } unfilled
            ? ActionResponse.Open(FillModal.Render(all, unfilled, new(all.Release.Id, unfilled.Id, at.ResponseUrl)))
            : ActionResponse.Ephemeral(CveMessage.Checked(all, all.Cves, findings));
    }
}
