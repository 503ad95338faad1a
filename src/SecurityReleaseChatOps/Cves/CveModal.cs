using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The modals <b>Add CVE</b> and <b>Edit CVE</b>: it is about a CVE by our own id, or about none where it adds one.</summary>
internal sealed class CveModal(
    FormFrame frame, ReleaseStore releases, CveStore store, CveAnswer answer, GivenFiles files, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, CvesCommand.Open)
{
    public const string CallbackId = "cve.edit";

    private const string Number = "cve";
    private const string Title = "title";
    private const string Yaml = "yaml";
    private const string File = "file";

    // Slack's limit of an input.
    private const int LongestInput = 3000;
    private const int MostProblems = 5;

    private static readonly Part<(string Input, string Value)> Each = new("cve", one => one.Input, one => one.Value);

    /// <param name="cve">The CVE to edit; null to add one.</param>
    /// <param name="number">The number filled in when one is added; null for none.</param>
    public static ModalViewDefinition Render(ReleaseCvesSnapshot all, ReleaseCve? cve, AboutRelease about, string? number = null) => FormModal.Of(
        CallbackId, cve is null ? "Add CVE" : "Edit CVE", cve is null ? "Add" : "Save", about, Each.ReadAt(Of(cve)),
        [
            ContextBlock.Of($"{all.Release.Named()} · checked as you save it"),
            InputBlock.Of(
                Number, "CVE",
                new PlainTextInput { InitialValue = cve?.Name ?? number, Placeholder = "CVE-2026-1234" },
                "Leave it empty while it is only requested.", optional: true),
            new InputBlock
            {
                BlockId = Title,
                Label = "Title",
                Element = new PlainTextInput { InitialValue = cve?.Title, MaxLength = CveRules.LongestTitle,
                    Placeholder = "Cross-site Scripting issue in notes impacts GitLab CE/EE" },
                Optional = true,
            },
            .. cve?.Known is { Yaml.Length: > LongestInput }
                ? [new SectionBlock { Text = "Its YAML is longer than fits here: export it, and give the new one as a file." }]
                : new Block[]
                {
                    InputBlock.Of(
                        Yaml, "CVE YAML",
                        new PlainTextInput { Multiline = true, MaxLength = LongestInput, InitialValue = cve?.Known?.Yaml, Placeholder = "vulnerability:" },
                        optional: true),
                },
            InputBlock.Of(File, "Or its file", new FileInput { Filetypes = ["yml", "yaml"], MaxFiles = 1 }, optional: true),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var all = await store.Open(read, ct);
        var cve = form.About.Of is { } id ? all.Find(id) : null;
        if (form.About.Of is not null && cve is null)
            throw new RefusalException("This CVE is not in the release any more. /cve list shows all.");
        if (!ReleaseFixes.TryParseCve(form.State.Text(Number), out var number))
            return Wrong(Number, "Write it like CVE-2026-1234, or leave it empty");
        string? given;
        try
        {
            given = form.State.Files(File) is [var file, ..] ? GivenFiles.Text(await files.Read(file, CveYaml.MostBytes, ct)) : null;
        }
        catch (RefusalException why)
        {
            return Wrong(File, why.Message);
        }
        var merged = Each.Merge(
            form.ReadAt, Of(cve),
            Typed(number, form.State.Text(Title), given ?? form.State.Text(Yaml) ?? (form.State.Value(Yaml) is null ? cve?.Known?.Yaml : null)));
        if (merged.Clashes.Count > 0)
        {
            return form.StaysOpen(
                Render(all, cve, form.About), merged.Told,
                $"{await LastBy($"cve/{read.Id}/{cve!.Id}", ct, CveAudit.All)} changed its {string.Join(" and ", merged.Clashes)} meanwhile. *Save* "
                + $"puts yours in their place.");
        }
        var (name, title, yaml) = (Value(Number), Value(Title), Value(Yaml) ?? "");
        CveRecord? record = null;
        if (yaml.Length > 0 && !CveYaml.TryRead(yaml, out record, out var problems))
            return Wrong(given is null ? Yaml : File, string.Join('\n', problems.Take(MostProblems)));
        if (cve is null && name is not null && all.Cves.FirstOrDefault(known => known.Known?.Yaml is { Length: > 0 } && known.Name == name) is not null)
            return Wrong(Number, $"{read.Id} has {name} already: change it with /cve edit");
        var put = new GivenCve(name, title, yaml, record);
        var decided = cve is null ? CveRules.Put(all, put, form.By, time.Now()) : CveRules.Edit(all, cve, put, form.By, time.Now());
        if (decided.Refused)
            return Wrong(Number, decided.Words);
        var commit = new Commit();
        await store.Save(commit, all, decided.Value, form.By, cve is null ? CveAudit.Added : CveAudit.Edited, ct);
        answer.Withdrawn(commit, all, decided.Value, form.By);
        var (after, changed) = (all.After(decided.Value), decided.Value.Cves[0].Id);
        answer.Say(commit, form, CveMessage.Checked(
            after, [after.Find(changed)!], CveFindings.In(after), cve is null ? ":white_check_mark: Added." : ":white_check_mark: Saved."));
        return (commit, Done);

        string? Value(string input) => merged.Values.FirstOrDefault(one => one.Input == input).Value;
    }

    private static IReadOnlyList<(string Input, string Value)> Of(ReleaseCve? cve) => Typed(cve?.Name, cve?.Title, cve?.Known?.Yaml);

    private static IReadOnlyList<(string Input, string Value)> Typed(string? number, string? title, string? yaml) =>
        [.. from one in new[] { (Number, number), (Title, title),
            (Yaml, yaml) } where !string.IsNullOrWhiteSpace(one.Item2) select (one.Item1, one.Item2!.Trim())];
}
