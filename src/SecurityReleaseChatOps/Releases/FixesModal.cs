using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release fixes</c>: opens <b>Fixes</b>.</summary>
internal sealed class EditFixes(ReleaseDesk desk, SlackDirectory directory) : ReleaseSubcommand(desk)
{
    public override CommandWord Word { get; } = new("/release", "fixes", "[release]", "name what it fixes, with the CVEs");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(release.Value.IsActive
            ? SlashCommandResponse.Open(FixesModal.Render(release.Value, directory.People))
            : SlashCommandResponse.Ephemeral($"{release.Value.Named()} is {release.Value.State.ToString().ToLowerInvariant()}: its fixes stay."));
}

/// <summary>The modal <b>Fixes</b>: as many inputs as the lines need, since Slack limits each.</summary>
internal sealed class FixesModal(ReleaseDesk desk, IStore store, SlackDirectory directory, Hosting.Settings settings, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "release.fixes";

    private const int LongestInput = 3000;

    // The rest is for what is typed anew.
    private const int FilledTo = LongestInput - ReleaseFixes.LongestLine;

    public static ModalViewDefinition Render(Release release, IReadOnlyDictionary<string, Member> people) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = release.Id,
        Title = "Fixes",
        Submit = "Save",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"{release.Named()} · each fix and each CVE brings its own steps into the checklist. Name only people who may be named")] },
            .. Inputs(ReleaseFixes.Write(release.Fixes, people)),
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            if (await desk.Get(submission.View.PrivateMetadata ?? "", ct) is not { } read)
                return (null, ViewSubmissionResponse.Update(ReleaseModals.Gone));
            if (!ReleaseFixes.TryParse(Typed(submission.State), read.Value.Fixes, time.GetUtcNow(), directory.People, out var fixes, out var error))
                return (null, ViewSubmissionResponse.Error(ReleaseFields.Fixes, error));
            if (fixes.SequenceEqual(read.Value.Fixes))
                return (null, ViewSubmissionResponse.Null);
            var commit = new Commit();
            var release = read.Value with { Fixes = fixes };
            await desk.Save(commit, read, release, submission.UserId, "set fixes", ct);
            ReleaseMove.Tell(commit, release, read.Version + 1, $"{Mrkdwn.User(submission.UserId)} set the fixes of {release.Named()}: {release.FixesCounted()}", settings);
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);

    private static IEnumerable<InputBlock> Inputs(string written)
    {
        var pieces = new List<string> { "" };
        foreach (var line in written.Split('\n'))
        {
            if (pieces[^1].Length + line.Length > FilledTo)
                pieces.Add("");
            pieces[^1] += (pieces[^1].Length == 0 ? "" : "\n") + line;
        }
        return pieces.Select((piece, i) => new InputBlock
        {
            BlockId = BlockId(i),
            Label = i == 0 ? "Fixes" : "More fixes",
            Hint = "A line each: reference or link, CVE, severity | title | by authors | reported by a name, as far as known: "
                + "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | by @anna, Jane Doe | reported by alice",
            Element = new PlainTextInput { Multiline = true, MaxLength = LongestInput, InitialValue = piece.Length == 0 ? null : piece },
            Optional = true,
        });
    }

    private static string Typed(ViewState state) =>
        string.Join('\n', Enumerable.Range(0, ReleaseFixes.Most).Select(i => state.Text(BlockId(i))).OfType<string>());

    private static string BlockId(int i) => i == 0 ? ReleaseFields.Fixes : $"{ReleaseFields.Fixes}{i}";
}
