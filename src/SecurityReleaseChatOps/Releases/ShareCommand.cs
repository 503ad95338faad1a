using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// <c>/release share</c>: a release of the Runner's hands its CVEs, its section of the post and its HackerOne reports to a general release (row A7).
/// </summary>
internal sealed class ShareCommand(ReleaseStore releases) : ReleaseCommand(releases, new("its fixes stay with it", ReleaseState.Preparing))
{
    private readonly ReleaseStore releases = releases;

    public override CommandUsage Usage { get; } = new(
        "/release", "share", "[release]", "hand a Runner release's CVEs and post section to the general release", Button: "Share CVEs");

    public override bool Offers(Release release, string by) =>
        base.Offers(release, by) && release is { Product: not Products.GitLab, HandedTo: null, Fixes.Count: > 0 };

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var others = (await releases.Active(ct)).Select(read => read.Value).Where(other => SharingRules.Takes(release.Value, other)).ToList();
        if (SharingRules.Refuse(release.Value) is { } no)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(no));
        if (others.Count == 0)
            return SlashCommandResponse.Ephemeral("No general release is being prepared: this one does its own CVEs, post and reports.");
        return SlashCommandResponse.Ephemeral(new Message
        {
            Text = $"Which release takes the CVEs of {release.Value.Named()}?",
            Blocks =
            [
                SectionBlock.Of($"Which release takes the CVEs, the section of the post and the HackerOne reports of {release.Value.Named()}?"),
                new ActionsBlock { Elements = [.. others.Take(25).Select(other => TakeFixes.Button(release.Value, other))] },
            ],
        });
    }
}

/// <summary>The button for the release that takes them.</summary>
internal sealed class TakeFixes(
    ReleaseStore releases, IStore store, Access.SlackDirectory directory, Hosting.Settings settings) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.take-fixes";

    public static Button Button(Release from, Release to) =>
        new() { ActionId = $"{ActionId}:{to.Id}", Text = Text.PlainText.Cut($"{to.Id} · {to.Title()}", 75), Value = from.Id };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (Who.Psirt.Refuse(directory, request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            if (await releases.Get(action.Value ?? "", ct) is not { } from || await releases.Get(action.Detail, ct) is not { } to)
                return (null, ActionResponse.Ephemeral(ReleaseText.Gone));
            var decided = SharingRules.Share(from.Value, to.Value);
            if (decided.Refused)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words)));
            var (commit, taken) = (new Commit(), decided.Value);
            var left = from.Value with { HandedTo = to.Id };
            await releases.Save(commit, from, left, request.UserId, "shared", ct);
            await releases.Save(commit, to, taken, request.UserId, "took", ct);
            var words =
                $"{directory.Shown(request.UserId)} handed the CVEs, the section of the post and the HackerOne reports of {left.Named()} to {taken.Named()}";
            ReleaseMove.Tell(commit, left, from.Version + 1, words, settings);
            ReleaseMove.Tell(commit, taken, to.Version + 1, words, settings);
            return (commit, ActionResponse.Replace($":white_check_mark: {taken.Named()} has them now: {taken.FixesCounted()}."));
        }, ActionResponse.None, cancellation);
}

/// <summary>Which release may take another's fixes, and the result. Pure.</summary>
public static class SharingRules
{
    /// <returns>Why it has nothing to hand over, in plain text; null when it has.</returns>
    public static string? Refuse(Release from) => from switch
    {
        { Product: Products.GitLab } => $"{from.Id} is a general release: it does its own CVEs, post and reports",
        { HandedTo: { } to } => $"{to} has them already",
        { Fixes.Count: 0 } => $"{from.Id} has no fixes yet: /release fixes names them",
        _ => null,
    };

    public static bool Takes(Release from, Release to) => to is { Product: Products.GitLab, State: ReleaseState.Preparing } && to.Rehearsal == from.Rehearsal;

    /// <returns>The taking release, with the fixes added.</returns>
    public static Decision<Release> Share(Release from, Release to)
    {
        var ids = to.Fixes.Select(fix => fix.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = from.Fixes.Where(fix => !ids.Contains(fix.Id)).Select(fix => fix with { From = new(from.Id, from.Versions) }).ToList();
        return Refuse(from) is { } no ? Decision<Release>.Refuse(no)
            : !Takes(from, to) ? Decision<Release>.Refuse($"{to.Id} is not a general release in preparation")
            : to.Fixes.Count + taken.Count > ReleaseFixes.Most
            ? Decision<Release>.Refuse($"{to.Id} would have {to.Fixes.Count + taken.Count} fixes: at most {ReleaseFixes.Most} fit")
            : Decision<Release>.New(ReleaseRules.SetFixes(to, [.. to.Fixes, .. taken]));
    }
}
