using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release fix</c>: opens <b>Fix</b> for one fix; without a word it lists where each is merged.</summary>
internal sealed class FixCommand(ReleaseStore releases, SlackDirectory directory, VulnerabilitySla sla) : ReleaseTextCommand(releases, FixesModal.Open)
{
    public override CommandUsage Usage { get; } = new(
        "/release", "fix", "[reference|CVE|title] [release]", "open one fix, or see which versions each is in", Role.Viewer, Button: "Fix status");

    protected override bool EndsInText => true;

    public override bool Offers(Release release, string by) => base.Offers(release, by) && release.Fixes.Count > 0;

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var (found, no) = (FixRules.Find(release.Value, call.Rest), Who.Psirt.Refuse(directory, call.UserId));
        return Task.FromResult(
            found is null
                ? SlashCommandResponse.Ephemeral(
                    FixesMessage.Render(
                        release.Value, sla, opens: no is null,
                        call.Rest.IsEmpty ? null : $"{Text.PlainText.Quote(call.Rest.Own)} does not name one fix of {release.Id}."))
            : no is not null ? SlashCommandResponse.Ephemeral(no)
            : SlashCommandResponse.Open(FixModal.Render(release.Value, found, directory.People, new(release.Id, call.Slack.ResponseUrl))));
    }
}

/// <summary>The menu of fixes, in <b>Fixes</b> and in the list: opens <b>Fix</b>.</summary>
internal sealed class OpenFix(ReleaseStore releases, SlackDirectory directory) : IBlockActionHandler<StaticSelectAction>
{
    public const string ActionId = "release.fix";

    private const int LongestOption = 75;

    public static SectionBlock Choose(Release release) => new()
    {
        Text = new Markdown("Open one fix to say where it is merged"),
        Accessory = new StaticSelectMenu
        {
            ActionId = $"{ActionId}:{release.Id}",
            Placeholder = "Choose a fix",
            Options = [.. release.Fixes.Select(fix =>
                Option.Of(Text.PlainText.Cut(fix.Title is null ? fix.Id : $"{fix.Title} ({fix.Id})", LongestOption), fix.Id))],
        },
    };

    public async Task<ActionResponse> Handle(StaticSelectAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await releases.Get(action.Detail, cancellation) is not { Value: var release }
            || release.Fixes.FirstOrDefault(fix => fix.Id == action.Value) is not { } fix
            ? ActionResponse.Ephemeral("That fix is not there any more. `/release fix` shows all.")
            : (Who.Psirt.Refuse(directory, request.UserId) ?? FixesModal.Open.Refuse(release)) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
            : ActionResponse.Open(FixModal.Render(release, fix, directory.People, new(release.Id, request.ResponseUrl)));
}

/// <summary>The button <b>All are merged</b>: marks each fix as merged in the versions nobody has spoken about.</summary>
internal sealed class MergeFixes(
    ReleaseStore releases, IStore store, SlackDirectory directory, VulnerabilitySla sla, Hosting.Settings settings,
    TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.fixes-merged";

    public static Button Button(Release release) => new()
    {
        ActionId = ActionId,
        Text = "All are merged",
        Value = release.Id,
        Confirm = new()
        {
            Title = "All are merged?", Text = "Each fix becomes merged in every version that nobody has said anything about.", Confirm = "All are merged",
            Deny = "Cancel"
        },
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (Who.PsirtAndReleaseManagers.Refuse(directory, request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            if (await releases.Get(action.Value ?? "", ct) is not { } read)
                return (null, ActionResponse.Ephemeral(ReleaseText.Gone));
            if (FixesModal.Open.Refuse(read.Value) is { } ended)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(ended)));
            var decided = FixRules.MergeAll(read.Value, request.UserId, time.Now());
            if (!decided.Changed)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words)));
            var (commit, release) = (new Commit(), decided.Value!);
            await releases.Save(commit, read, release, request.UserId, FixModal.Saved, ct);
            ReleaseMove.Tell(
                commit, release, read.Version + 1, $"{directory.Shown(request.UserId)} said that the other fixes of {release.Named()} are merged", settings);
            return (commit, ActionResponse.Replace(FixesMessage.Render(release, sla, opens: Who.Psirt.Refuse(directory, request.UserId) is null)));
        }, ActionResponse.None, cancellation);
}

/// <summary>Where each fix of a release is merged, for the person who asked.</summary>
internal static class FixesMessage
{
    private const int MostListed = 20;

    /// <param name="opens">Whether this person may open one.</param>
    /// <param name="notice">Plain text, shown at the top.</param>
    public static Message Render(Release release, VulnerabilitySla sla, bool opens, string? notice = null)
    {
        var open = release.Fixes.Where(fix => FixRules.Lacks(release, fix)).ToList();
        var lines = open.Take(MostListed)
            .Select(fix =>
                $"• *{Mrkdwn.Plain(Text.PlainText.Cut(FixRules.Called(fix), 80))}*: {FixRules.Standing(release, fix)}{(sla.Due(fix) is { } due ? $" · to be fixed by {Mrkdwn.Date(due, "{date_short}")}" : "")}");
        var words = release.Fixes.Count == 0 ? $"{release.Named()} has no fixes yet: `/release fixes` names them."
            : open.Count == 0 ? $"{release.Named()}: every fix is merged in each version."
            : $"{release.Named()}: {open.Count} of {release.Fixes.Count} {(release.Fixes.Count == 1 ? "fix is" : "fixes are")} not merged "
                + $"everywhere\n{string.Join('\n', lines)}{(open.Count > MostListed ? $"\n… and {open.Count - MostListed} more" : "")}";
        return new()
        {
            Text = $"Fixes of {release.Named()}",
            Blocks =
            [
                .. notice is null ? [] : (IEnumerable<Block>)[SectionBlock.Of(Mrkdwn.Plain(notice))],
                SectionBlock.Of(words),
                .. opens && release.Fixes.Count > 0 ? [OpenFix.Choose(release)] : (IEnumerable<Block>)[],
                .. open.Count > 0 ? [ActionsBlock.Of(MergeFixes.Button(release))] : (IEnumerable<Block>)[],
            ],
        };
    }
}
