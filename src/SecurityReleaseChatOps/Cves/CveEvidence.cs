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

    // Of title and description: what is read there, and whether it overshares.
    private static readonly string[] ofText = ["E2", "E9"];

    public IReadOnlyCollection<string> Kinds { get; } = [Details, TextChecked, FieldsChecked, Validated, Publishable, "edited.cve", "edited.cve-text"];

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
        return facts;
    }

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
    public bool Makes(string kind) => kind is CveEvidence.Details or CveEvidence.TextChecked or CveEvidence.FieldsChecked or CveEvidence.Validated;

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var all = await store.Open(release, ct);
        if (Who.Psirt.Refuse(directory, at.By) is not null
            || (all.Find(at.Subject ?? "") ?? all.Cves.FirstOrDefault(one => one.Fixes.Any(fix => fix.Id == at.Subject))) is not { } cve)
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
}
