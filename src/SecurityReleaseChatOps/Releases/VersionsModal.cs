using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release versions</c>: opens <b>Versions</b>.</summary>
internal sealed class EditVersionsCommand(ReleaseStore releases) : ReleaseCommand(releases, VersionsModal.Open)
{
    public override CommandUsage Usage { get; } = new("/release", "versions", "[release]", "change its versions", Button: "Versions");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(VersionsModal.Render(release.Value, new(release.Id, call.Slack.ResponseUrl))));
}

/// <summary>The modal <b>Versions</b>. Two people's changes to different minors are merged.</summary>
internal sealed class VersionsModal(
    FormFrame frame, ReleaseStore releases, IFormAnswer answer, Hosting.Settings settings) : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.versions";
    private const string Saved = "set versions";

    private static readonly Part<(string Minor, string Versions)> Each = new("minor", one => one.Minor, one => one.Versions);

    public static While Open { get; } = new("its versions stay", ReleaseState.Preparing, ReleaseState.Published);

    public static ModalViewDefinition Render(Release release, AboutRelease? about = null) => FormModal.Of(
        CallbackId, "Versions", "Save", about ?? new(release.Id), Each.ReadAt(ByMinor(release.Versions)),
        [
            ContextBlock.Of($"{release.Named()} · what was checked against its versions has to be checked again"),
            Input(string.Join(", ", release.Versions)),
        ]);

    public static InputBlock Input(string? versions) => new()
    {
        BlockId = ReleaseFields.Versions,
        Label = "Versions",
        Hint = "Separated by commas, such as 18.6.1, 18.5.3, 18.4.5",
        Element = new PlainTextInput { InitialValue = versions, MaxLength = 400 },
    };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (!ReleaseVersion.TryParseList(form.State.Text(ReleaseFields.Versions) ?? "", out var typed, out var error))
            return Wrong(ReleaseFields.Versions, error);
        var before = read.Value;
        var merged = Each.Merge(form.ReadAt, ByMinor(before.Versions), ByMinor([.. typed.Select(version => version.ToString())]));
        if (merged.Clashes.Count > 0)
        {
            var by = await LastBy(ReleaseStore.CardKey(read.Id), ct, Saved);
            return form.StaysOpen(
                Render(before), merged.Told,
                $"{by} changed versions meanwhile:\n{string.Join('\n', merged.Clashes.Select(minor => Now(minor, before)))}\n*Save* puts yours in their "
                + $"place.");
        }
        var others = (await Releases.All(ct)).Select(other => other.Value).Where(other => other.Id != read.Id);
        var decided = ReleaseRules.SetVersions(before, string.Join(", ", merged.Values.Select(one => one.Versions)), [.. others]);
        if (decided.Refused)
            return Wrong(decided.Errors);
        if (decided.Value.Versions.SequenceEqual(before.Versions))
            return (null, Done);
        var commit = new Commit();
        await Releases.Save(commit, read, decided.Value, form.By, Saved, ct);
        ReleaseMove.Tell(
            commit, decided.Value, read.Version + 1,
            $"{Directory.Shown(form.By)} made *{read.Id}* {Mrkdwn.Plain(decided.Value.Title())}; it was {Mrkdwn.Plain(string.Join(", ", before.Versions))}",
            settings);
        await answer.Say(
            commit, new(read.Id, decided.Value, read.Version + 1), form,
            $":white_check_mark: Versions saved: {string.Join(", ", decided.Value.Versions)}.{Note(decided.Value, others)}", ct);
        return (commit, Done);
    }

    private string Note(Release release, IEnumerable<Release> others) =>
        MaintenancePolicy.Note(release, others, settings.MaintainedMinors) is { } note ? $"\n:information_source: By the maintenance policy: {note}." : "";

    private static IReadOnlyList<(string Minor, string Versions)> ByMinor(IReadOnlyList<string> versions) =>
        [.. versions.GroupBy(version => version[..version.LastIndexOf('.')]).Select(minor => (minor.Key, string.Join(", ", minor)))];

    private static string Now(string minor, Release release) =>
        $"• {minor}: {ByMinor(release.Versions).Where(one => one.Minor == minor).Select(one => one.Versions).FirstOrDefault("removed")}";
}
