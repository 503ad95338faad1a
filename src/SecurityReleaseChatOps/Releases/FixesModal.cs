using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release fixes</c>: opens <b>Fixes</b>.</summary>
internal sealed class EditFixesCommand(ReleaseStore releases, SlackDirectory directory) : ReleaseCommand(releases, FixesModal.Open)
{
    public override CommandUsage Usage { get; } = new("/release", "fixes", "[release]", "name what it fixes, with the CVEs", Button: "Fixes");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(FixesModal.Render(release.Value, directory.People, about: new(release.Id, call.Slack.ResponseUrl))));
}

/// <summary>The modal <b>Fixes</b>: as many inputs as the text needs, since Slack limits each.</summary>
internal sealed class FixesModal(
    FormFrame frame, ReleaseStore releases, IFormAnswer answer, Hosting.Settings settings, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.fixes";
    internal const string Saved = "set fixes";

    private const int LongestInput = 3000;

    // The rest is room for new lines.
    private const int FilledTo = LongestInput - ReleaseFixes.LongestLine;

    public static While Open { get; } = new("its fixes stay", ReleaseState.Preparing, ReleaseState.Published);

    /// <param name="pieces">The text of each input; null: the release's own fixes.</param>
    public static ModalViewDefinition Render(
        Release release, IReadOnlyDictionary<string, Member> people, IReadOnlyList<string>? pieces = null,
        AboutRelease? about = null) => release.Fixes.Count > ReleaseFixes.Most ? TooMany(release) : FormModal.Of(
            CallbackId, "Fixes", "Save", about ?? new(release.Id), Each(people).ReadAt(release.Fixes),
            [
                ContextBlock.Of($"{release.Named()} · each fix and each CVE brings its own steps into the checklist. Name only people who may be named"),
                .. release.Fixes.Count > 0 ? [OpenFix.Choose(release)] : (IEnumerable<Block>)[],
                .. (pieces ?? Split(ReleaseFixes.Write(release.Fixes, people))).Select(Input),
            ]);

    // Its CVEs made it longer than a form holds.
    private static ModalViewDefinition TooMany(Release release) => Modals.Says(
        "Fixes",
        $"{release.Named()} has {release.Fixes.Count} fixes, more than fit into a form. `/release fix` opens one by its reference or CVE, `/cve edit` "
        + $"its CVE.");

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var people = Directory.People;
        var pieces = Pieces(form.State);
        if (!ReleaseFixes.TryParse(string.Join('\n', pieces), read.Value.Fixes, time.Now(), people, out var typed, out var error))
            return Wrong(ReleaseFields.Fixes, error);
        var merged = Each(people).Merge(form.ReadAt, read.Value.Fixes, typed);
        if (merged.Clashes.Count > 0)
        {
            var by = await LastBy(ReleaseStore.CardKey(read.Id), ct, Saved, FixModal.Saved);
            var now = merged.Clashes.Select(key =>
                read.Value.Fixes.FirstOrDefault(fix => Key(fix) == key) is { } fix
                    ? ReleaseFixes.Write([fix], people)
                    : $"{key.ToLowerInvariant()} is removed");
            return form.StaysOpen(
                Render(read.Value, people, pieces), merged.Told,
                $"{by} changed meanwhile:\n{string.Join('\n', now.Select(line => "• " + Mrkdwn.Plain(line)))}\n*Save* puts yours in their place.");
        }
        if (merged.Values.Count > ReleaseFixes.Most)
            return Wrong(ReleaseFields.Fixes, $"With those that others added meanwhile there are {merged.Values.Count} fixes: at most {ReleaseFixes.Most} fit");
        var release = ReleaseRules.SetFixes(read.Value, merged.Values);
        if (release.Fixes.SequenceEqual(read.Value.Fixes))
            return (null, Done);
        var commit = new Commit();
        await Releases.Save(commit, read, release, form.By, Saved, ct);
        ReleaseMove.Tell(
            commit, release, read.Version + 1,
            $"{Directory.Shown(form.By)} set the fixes of {release.Named()}: {release.FixesCounted()}{Severity(read.Value, release)}", settings);
        await answer.Say(commit, new(read.Id, release, read.Version + 1), form, $":white_check_mark: Fixes saved: {release.FixesCounted()}.", ct);
        return (commit, Done);
    }

    /// <summary>mrkdwn: how a change of fixes changed the release's severity; empty when it did not.</summary>
    internal static string Severity(Release before, Release after) =>
        before.WorstSeverity == after.WorstSeverity ? "" : $". Its severity is {after.WorstSeverity.Name()} now";

    // A fix as the form shows it, so that an untouched one reads back the same.
    private static Part<ReleaseFix> Each(IReadOnlyDictionary<string, Member> people) => new("fix", Key, fix => ReleaseFixes.Write([fix], people));

    private static string Key(ReleaseFix fix) => fix.Id.ToUpperInvariant();

    private static IReadOnlyList<string> Split(string written)
    {
        var pieces = new List<string> { "" };
        foreach (var line in written.Split('\n'))
        {
            if (pieces[^1].Length + line.Length > FilledTo)
                pieces.Add("");
            pieces[^1] += (pieces[^1].Length == 0 ? "" : "\n") + line;
        }
        return pieces;
    }

    private static InputBlock Input(string piece, int i) => new()
    {
        BlockId = BlockId(i),
        Label = i == 0 ? "Fixes" : "More fixes",
        Hint = "A line each: reference or link, CVE or its request, severity | title | by authors | reported by a name, as far as known: "
            + "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | by @anna, Jane Doe | reported by alice",
        Element = new PlainTextInput { Multiline = true, MaxLength = LongestInput, InitialValue = piece.Length == 0 ? null : piece },
        Optional = true,
    };

    private static IReadOnlyList<string> Pieces(ViewState state) =>
        [.. Enumerable.Range(0, ReleaseFixes.Most).TakeWhile(i => state.Value(BlockId(i)) is not null).Select(i => state.Text(BlockId(i)) ?? "")];

    private static string BlockId(int i) => i == 0 ? ReleaseFields.Fixes : $"{ReleaseFields.Fixes}{i}";
}
