using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// The modal <b>Fix</b>: everything known about one fix, and whether it is in each version. Two people's changes to different fields are merged.
/// </summary>
internal sealed class FixModal(
    FormFrame frame, ReleaseStore releases, IFormAnswer answer, Hosting.Settings settings, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, FixesModal.Open)
{
    public const string CallbackId = "release.fix";
    internal const string Saved = "set a fix";
    private const string TakenOut = "take_out";

    private static readonly Part<FixField> Each = new("fix", field => field.Name, field => field.Value);

    public static ModalViewDefinition Render(Release release, ReleaseFix fix, IReadOnlyDictionary<string, Member> people, AboutRelease about) => FormModal.Of(
        CallbackId, "Fix", "Save", about with { Of = fix.Id }, Each.ReadAt(FixField.Of(release, fix, people)),
        [
            ContextBlock.Of($"{(fix.Link is { } url ? Mrkdwn.Link(url, fix.Id) : Mrkdwn.Plain(fix.Id))} of {release.Named()}{Said(release, fix, people)}"),
            .. fix.VersionsIn(release)
                .Select(version =>
                    InputBlock.Of(FixField.In(version), $"In {version}", FixField.Menu(FixField.States, FixField.Word(fix.StateIn(version))))),
            Text(FixField.Cve, "CVE", fix.Cve, "Its number, or the reference of its request as long as it has none"),
            Text(FixField.Title, "Title", fix.Title, null),
            InputBlock.Of(FixField.Severity, "Severity", FixField.Menu(FixField.Severities, fix.Severity.Name())),
            InputBlock.Of(FixField.Product, "Product", FixField.Menu([.. FixProducts.All.Append(fix.Product).Distinct()], fix.Product)),
            Text(FixField.Authors, "Authors", FixField.Written(fix.Authors, people), "Such as @anna, Jane Doe. Only people who may be named"),
            Text(FixField.Reporter, "Reported by", fix.Reporter, null),
            InputBlock.Of(TakenOut, "Take it out", new CheckboxGroup { Options = [Option.Of("It is not in this release any more", "yes")] }, optional: true),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (people, before) = (Directory.People, read.Value.Fixes.FirstOrDefault(fix => fix.Id == form.About.Of));
        if (before is null)
            throw new RefusalException($"{form.About.Of} is not among the fixes of {read.Id} any more.");
        if (form.State.Options(TakenOut).Count > 0)
            return await Save(form, read, [.. read.Value.Fixes.Where(fix => fix != before)], $"took {Mrkdwn.Plain(before.Id)} out of {read.Value.Named()}", ct);
        var errors = new Dictionary<string, string>();
        var typed = FixField.Read(form.State, read.Value, before, errors);
        if (errors.Count > 0)
            return Wrong(errors);
        var merged = Each.Merge(form.ReadAt, FixField.Of(read.Value, before, people), typed);
        if (merged.Clashes.Count > 0)
        {
            var by = await LastBy(ReleaseStore.CardKey(read.Id), ct, Saved, FixesModal.Saved);
            var now = FixField.Of(read.Value, before, people).ToDictionary(field => field.Name, field => field.Value);
            return form.StaysOpen(
                Render(read.Value, before, people, form.About), merged.Told,
                $"{by} changed meanwhile:\n{string.Join('\n', merged.Clashes.Select(name => $"• {FixField.Label(name)}: {Mrkdwn.Plain(now.GetValueOrDefault(name, "removed"))}"))}\n*Save* puts yours in their place.");
        }
        if (FixField.Make(merged.Values, read.Value, before, people, form.By, time.Now(), out var error) is not { } after)
            return Wrong(FixField.Title, error!);
        return await Save(
            form, read, [.. read.Value.Fixes.Select(fix => fix == before ? after : fix)],
            $"changed {Mrkdwn.Plain(before.Id)} of {read.Value.Named()}: {string.Join(", ", FixField.Changed(read.Value, before, after, people).Select(Mrkdwn.Plain))}", ct);
    }

    private async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Save(
        Submitted<AboutRelease> form, Doc<Release> read, IReadOnlyList<ReleaseFix> fixes, string told, CancellationToken ct)
    {
        var release = ReleaseRules.SetFixes(read.Value, fixes);
        if (release.Fixes.SequenceEqual(read.Value.Fixes))
            return (null, Done);
        var commit = new Commit();
        await Releases.Save(commit, read, release, form.By, Saved, ct);
        ReleaseMove.Tell(commit, release, read.Version + 1, $"{Directory.Shown(form.By)} {told}{FixesModal.Severity(read.Value, release)}", settings);
        await answer.Say(commit, new(read.Id, release, read.Version + 1), form, $":white_check_mark: You {told}.", ct);
        return (commit, Done);
    }

    private static InputBlock Text(string id, string label, string? value, string? hint) => new()
    {
        BlockId = id,
        Label = label,
        Hint = hint is null ? null : (PlainText)hint,
        Element = new PlainTextInput { InitialValue = value, MaxLength = FixField.Longest },
        Optional = true,
    };

    /// <summary>mrkdwn: who said what about each version and when, one a line.</summary>
    private static string Said(Release release, ReleaseFix fix, IReadOnlyDictionary<string, Member> people) => string.Concat(
        from version in fix.VersionsIn(release)
        let said = fix.In.GetValueOrDefault(version)
        where said is not null
        select $"\n{FixRules.Name(said.State)} {version}: {Mrkdwn.Plain(people.GetValueOrDefault(said.By)?.ShownName ?? said.By)} {Mrkdwn.Date(said.At)}");
}
