using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve remove</c>: asks, then removes a CVE from the release.</summary>
internal sealed class RemoveCveCommand(ReleaseStore releases, CveStore store) : OnCveCommand(releases, store)
{
    public override CommandUsage Usage { get; } = new("/cve", "remove", "[cve]", "take it out of the release; its fix stays");

    protected override Task<SlashCommandResponse> On(
        ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) => Task.FromResult(SlashCommandResponse.Ephemeral(new Message
        {
            Text = $"Take {Mrkdwn.Plain(cve.Name)} out of {cves.Release.Id}?",
            Blocks =
        [
            SectionBlock.Of($"Take *{Mrkdwn.Plain(cve.Name)}* out of {cves.Release.Named()}? Its fix stays."),
            ActionsBlock.Of(RemoveOrRestoreCve.Button(cves.Release, cve.Id, restores: false)),
        ],
        }));
}

/// <summary>The buttons <b>Remove</b>, and <b>Undo</b> once it is removed.</summary>
internal sealed class RemoveOrRestoreCve(FormFrame frame, ReleaseStore releases, CveStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "cve.remove";
    private const string Undo = "undo";

    public static Button Button(Release release, string cve, bool restores) => new()
    {
        ActionId = restores ? $"{ActionId}:{Undo}" : ActionId,
        Text = restores ? "Undo" : "Remove",
        Style = restores ? null : ButtonStyle.Danger,
        Value = $"{release.Id} {cve}",
    };

    public Task<ActionResponse> Handle(
        ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => frame.Store.Run(request.DeliveryId, async ct =>
    {
        var (gathered, words, no) = await CvePress.Gather(frame, releases, store, request.UserId, action.Value, 2, ct);
        if (gathered is not { } all)
            return (null, no!);
        var (now, restores) = (time.Now(), action.Detail == Undo);
        var decided = restores ? CveRules.Restore(all, words[1], request.UserId, now)
            : all.Find(words[1]) is { } cve ? Decision<CveChange>.New(CveRules.Remove(all, cve, request.UserId, now))
            : Decision<CveChange>.Refuse("It is not in the release any more");
        if (decided.Refused)
            return (null, ActionResponse.Replace(Mrkdwn.Plain(decided.Words) + "."));
        var commit = new Commit();
        await store.Save(commit, all, decided.Value, request.UserId, restores ? CveAudit.Restored : CveAudit.Removed, ct);
        var name = (restores ? all.After(decided.Value) : all).Find(words[1])!.Name;
        return (commit, ActionResponse.Replace(restores
            ? $":white_check_mark: *{Mrkdwn.Plain(name)}* is in {all.Release.Named()} again."
            : new Message
            {
                Text = $"{Mrkdwn.Plain(name)} is out of {all.Release.Id}.",
                Blocks =
                [
                    SectionBlock.Of($":white_check_mark: *{Mrkdwn.Plain(name)}* is out of {all.Release.Named()}."),
                    ActionsBlock.Of(Button(all.Release, words[1], restores: true)),
                ],
            }));
    }, ActionResponse.Ephemeral("That was done already."), cancellation);
}
