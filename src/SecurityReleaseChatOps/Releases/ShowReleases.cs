using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release</c> alone: the list; with a release's name, that release.</summary>
internal sealed class ReleaseAloneCommand(ShowReleaseCommand show, ListReleasesCommand list) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/release", "", "[release]", "what is under way", Role.Viewer);

    public Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) =>
        call.Rest.IsEmpty ? list.Run(call, ct) : show.Run(call, ct);
}

/// <summary><c>/release status</c>: one release as it stands.</summary>
internal sealed class ShowReleaseCommand(ReleaseStore releases) : ReleaseCommand(releases)
{
    private readonly ReleaseStore _releases = releases;

    public override CommandUsage Usage { get; } = new("/release", "status", "[release]", "where a release stands", Role.Viewer);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        SlashCommandResponse.Ephemeral(await _releases.Card(release.Value, ct));
}

/// <summary><c>/release list</c>: the active releases and the latest ended ones.</summary>
internal sealed class ListReleasesCommand(ReleaseStore releases, IReleaseSteps steps, SlackDirectory directory) : ISubcommand
{
    private const int Ended = 5;

    public CommandUsage Usage { get; } = new("/release", "list", "", "what is under way, and what was last", Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var (all, ended) = (await releases.All(ct), new List<(Release, int)>());
        foreach (var release in all.Where(doc => !doc.Value.IsActive).OrderByDescending(doc => doc.Value.DueAt).Take(Ended))
            ended.Add((release.Value, await steps.Open(release, ct)));
        return SlashCommandResponse.Ephemeral(Render(
            directory.Shown, [.. all.Select(doc => doc.Value).Where(release => release.IsActive).OrderBy(release => release.DueAt)], ended));
    }

    /// <param name="ended">Each with the number of its steps that are still open.</param>
    internal static Message Render(Func<string, string> shown, IReadOnlyList<Release> active, IReadOnlyList<(Release Release, int Open)> ended) => new()
    {
        Text = active.Count == 0 ? "No release is under way." : $"{active.Count} under way",
        Blocks =
        [
            .. active.Count == 0
                ? [SectionBlock.Of("*No release is under way.*\nStart one with `/release new`.")]
                : active.Select(r => SectionBlock.Of(Line(r, shown))),
            .. ended.Count == 0 ? (IEnumerable<Block>)[] :
                [ContextBlock.Of("Last ones: " + string.Join(" · ", ended.Select(one => Ending(one.Release, one.Open))))],
        ],
    };

    private static string Ending(Release release, int open) => string.Create(
        CultureInfo.InvariantCulture,
        $"{release.Named()} ({release.State.ToString().ToLowerInvariant()}{(open > 0 ? $", {open} {(open == 1 ? "step" : "steps")} open" : "")})");

    /// <summary>mrkdwn: a release as one line.</summary>
    /// <param name="shown">mrkdwn of a person's name.</param>
    public static string Line(Release r, Func<string, string> shown) =>
        $"{r.Named()} · {r.Kind.Name()} · {r.State} · due {r.Due()} · now with {shown(r.Owner)}";
}
