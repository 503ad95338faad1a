using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release links</c>: opens a release's five links for editing.</summary>
internal sealed class EditLinksCommand(ReleaseStore releases) : ReleaseCommand(releases, LinksModal.Open)
{
    public override CommandUsage Usage { get; } = new(
        "/release", "links", "[release]", "set the links to its issue, checklist, blog posts and communications", Button: "Links");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(LinksModal.Render(release.Value, new(release.Id, call.Slack.ResponseUrl))));
}

/// <summary>The modal <b>Links</b> (row A9).</summary>
internal sealed class LinksModal(FormFrame frame, ReleaseStore releases, IFormAnswer answer) : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.links";
    private const string Saved = "set links";

    private static readonly Part<(ReleaseLink Link, string Url)> Each = new("link", one => one.Link.ToString(), one => one.Url);

    public static While Open { get; } = new("its links stay", ReleaseState.Preparing, ReleaseState.Published);

    /// <param name="asked">The link it was opened for, which gets the focus; null for none.</param>
    public static ModalViewDefinition Render(Release release, AboutRelease? about = null, ReleaseLink? asked = null) => FormModal.Of(
        CallbackId, "Links", "Save", about ?? new(release.Id), Each.ReadAt(Of(release.Links)),
        [
            ContextBlock.Of($"{release.Named()} · clear a field to remove its link"),
            .. Inputs(release.Kind, release.Links, asked),
        ]);

    /// <summary>An input for each link, under its name in the process.</summary>
    public static IEnumerable<InputBlock> Inputs(ReleaseKind kind, ReleaseLinks links, ReleaseLink? asked = null) =>
        ReleaseLinks.All.Select(link => InputBlock.Of(
            ReleaseFields.Link(link), ReleaseLinks.Label(link, kind),
            new UrlTextInput { InitialValue = links[link], Placeholder = "https://", FocusOnLoad = link == asked ? true : null }, optional: true));

    public static IReadOnlyDictionary<ReleaseLink, string?> Read(ViewState state) =>
        ReleaseLinks.All.ToDictionary(link => link, link => state.Text(ReleaseFields.Link(link)));

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var decided = ReleaseRules.SetLinks(read.Value, Read(form.State));
        if (decided.Refused)
            return Wrong(decided.Errors);
        var merged = Each.Merge(form.ReadAt, Of(read.Value.Links), Of(decided.Value.Links));
        if (merged.Clashes.Count > 0)
        {
            var by = await LastBy(ReleaseStore.CardKey(read.Id), ct, Saved);
            return form.StaysOpen(
                Render(read.Value), merged.Told,
                $"{by} changed links meanwhile:\n{string.Join('\n', merged.Clashes.Select(link => Now(link, read.Value)))}\n*Save* puts yours in their place.");
        }
        var links = merged.Values.Aggregate(ReleaseLinks.None, (all, one) => all.With(one.Link, one.Url));
        if (links == read.Value.Links)
            return (null, Done);
        var commit = new Commit();
        var release = read.Value with { Links = links };
        await Releases.Save(commit, read, release, form.By, Saved, ct);
        var changed = ReleaseLinks.All.Where(link => links[link] != read.Value.Links[link]).Select(link => ReleaseLinks.Label(link, release.Kind));
        await answer.Say(commit, new(read.Id, release, read.Version + 1), form, $":white_check_mark: Links saved: {string.Join(", ", changed)}.", ct);
        return (commit, Done);
    }

    private static IReadOnlyList<(ReleaseLink Link, string Url)> Of(ReleaseLinks links) =>
        [.. ReleaseLinks.All.Where(link => links[link] is not null).Select(link => (link, links[link]!))];

    private static string Now(string name, Release release)
    {
        var link = Enum.Parse<ReleaseLink>(name);
        return $"• {ReleaseLinks.Label(link, release.Kind)}: {(release.Links[link] is { } url ? Mrkdwn.Link(url) : "removed")}";
    }
}
