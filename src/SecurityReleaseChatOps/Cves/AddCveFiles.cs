using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The files of a message, by Slack's file ids.</summary>
internal sealed record AboutFiles(IReadOnlyList<string> Files);

/// <summary>The message shortcut <b>Add CVE</b>: adds all YAML files of a message to a release, asking which when there are several.</summary>
internal sealed class AddCveFiles(
    FormFrame frame, ReleaseStore releases, CveStore store, CveAnswer answer, GivenFiles files,
    TimeProvider time) : Form<AboutFiles>(frame, Who.Psirt), IMessageShortcutHandler
{
    public const string CallbackId = "cve.add";

    // Slack's limit of files in a message.
    private const int Most = 10;

    private static readonly string[] endings = [".yml", ".yaml"];

    public async Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation)
    {
        var given =
            (shortcut.Message.Files ?? []).Where(file => endings.Any(ending => file.Name?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true))
                .Take(Most).ToList();
        var open = (await releases.Active(cancellation)).Where(release => CvesCommand.Open.Refuse(release.Value) is null).ToList();
        if (given.Count == 0)
            return ActionResponse.Ephemeral("There is no .yml file with this message. Post the CVE's YAML as a file, or paste it: `/cve add`.");
        return open.Count switch
        {
            0 => ActionResponse.Ephemeral("No release is under way. Start one with `/release new`."),
            1 => ActionResponse.Ephemeral(await Store.Run(
                shortcut.DeliveryId, ct => Add(open[0].Id, given, shortcut.UserId, ct), new Message { Text = "That was done already." }, cancellation)),
            _ => ActionResponse.Open(WhichRelease.Render(
                CallbackId, "Add CVE", "Add", new AboutFiles([.. given.Select(file => file.Id)]), open.Select(release => release.Value))),
        };
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutFiles> form, CancellationToken ct)
    {
        if (form.State.Option(WhichRelease.BlockId) is not { } release)
            return Wrong(WhichRelease.BlockId, "Pick the release.");
        var (commit, said) = await Add(release, [.. form.About.Files.Select(id => new Slack.FileInfo { Id = id })], form.By, ct);
        return (commit,
            ViewSubmissionResponse.Update(
                new() { Title = "Add CVE", Close = "Close", Blocks = said.Blocks ?? [SectionBlock.Of(said.Text ?? "")] }));
    }

    private async Task<(Commit? Commit, Message Said)> Add(string releaseId, IReadOnlyList<Slack.FileInfo> given, string by, CancellationToken ct)
    {
        if (await releases.Get(releaseId, ct) is not { } release)
            return (null, ReleaseText.Gone);
        if (CvesCommand.Open.Refuse(release.Value) is { } no)
            return (null, Mrkdwn.Plain(no));
        var read = await store.Open(release, ct);
        var (now, all, changed, lines) = (time.Now(), read, new Dictionary<string, Cve>(StringComparer.OrdinalIgnoreCase), new List<string>());
        foreach (var info in given)
        {
            if (await Read(info, all, by, now, lines, ct) is not { } change)
                continue;
            all = all.After(change);
            changed[change.Cves[0].Id] = change.Cves[0];
        }
        var commit = changed.Count == 0 ? null : new Commit();
        if (commit is not null)
        {
            var whole = new CveChange(all.Release, [.. changed.Values]);
            await store.Save(commit, read, whole, by, CveAudit.Added, ct);
            answer.Withdrawn(commit, read, whole, by);
        }
        IReadOnlyList<ReleaseCve> asked = [.. all.Cves.Where(cve => changed.ContainsKey(cve.Id))];
        var words = string.Join(
            '\n', lines.Prepend(
                string.Create(CultureInfo.InvariantCulture, $":white_check_mark: {changed.Count} of {given.Count} added to {release.Value.Named()}.")));
        return (commit, changed.Count == 0 ? words : CveMessage.Checked(all, asked, CveFindings.In(all), words));
    }

    /// <returns>Null when the file is not a CVE; <paramref name="lines"/> then says why.</returns>
    private async Task<CveChange?> Read(Slack.FileInfo info, ReleaseCvesSnapshot all, string by, Instant now, List<string> lines, CancellationToken ct)
    {
        try
        {
            var file = await files.Read(info, CveYaml.MostBytes, ct);
            var text = GivenFiles.Text(file);
            if (!CveYaml.TryRead(text, out var record, out var problems))
                throw new RefusalException(string.Join("; ", problems.Take(2)));
            var number = ReleaseFixes.TryParseCve(Path.GetFileNameWithoutExtension(file.Name), out var named) && ReleaseFixes.IsCveNumber(named) ? named : null;
            var decided = CveRules.Put(all, new(number, null, text, record), by, now);
            return decided.Refused ? throw new RefusalException(decided.Words) : decided.Value;
        }
        catch (RefusalException no)
        {
            lines.Add($":x: {Mrkdwn.Plain(info.Name ?? "A file")}: {Mrkdwn.Plain(no.Message.TrimEnd('.'))}.");
            return null;
        }
    }
}
