using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>
/// The message shortcut <b>Add to handover</b>: keeps a message for the next handover of the active release, and asks which when there are several.
/// </summary>
internal sealed class CollectMessage(FormFrame frame, HandoverStore handovers, ReleaseStore releases, NamedText words, TimeProvider time)
    : Form<CollectedMessage>(frame, Who.Psirt), IMessageShortcutHandler
{
    public const string CallbackId = "handover.collect";

    public async Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation)
    {
        var message = new CollectedMessage(
            shortcut.ChannelId ?? "",
            shortcut.Message.Ts,
            shortcut.Message.User ?? "",
            await words.Of(shortcut.Message, cancellation),
            Permalink(shortcut.ChannelId, shortcut.Message.Ts),
            MessageText.BotOf(shortcut.Message),
            shortcut.Message.ThreadTs is { } thread && thread != shortcut.Message.Ts ? thread : null);
        var active = await releases.Active(cancellation);
        return active.Count switch
        {
            0 => ActionResponse.Ephemeral("No release is under way. Start one with `/release new`."),
            1 => ActionResponse.Ephemeral(
                await Store.Run(shortcut.DeliveryId, ct => Add(active[0].Id, message, shortcut.UserId, ct), "This message is kept already.", cancellation)),
            _ => ActionResponse.Open(WhichRelease.Render(CallbackId, "Add to handover", "Add", message, active.Select(d => d.Value))),
        };
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<CollectedMessage> form, CancellationToken ct)
    {
        if (form.State.Option(WhichRelease.BlockId) is not { } release)
            return Wrong(WhichRelease.BlockId, "Pick the release.");
        var (commit, said) = await Add(release, form.About, form.By, ct);
        return (commit, ViewSubmissionResponse.Update(Modals.Says("Add to handover", said)));
    }

    private async Task<(Commit? Commit, string Words)> Add(string releaseId, CollectedMessage message, string by, CancellationToken ct)
    {
        if (await handovers.Open(releaseId, ct) is not { } snapshot)
            return (null, "This release is not there any more.");
        var decided = CollectRules.Add(snapshot.Release.Value, message, by, snapshot.AllCollected, time.Now());
        if (decided.Refused || !decided.Changed)
            return (null, Mrkdwn.Plain(decided.Words) + ".");
        var commit = new Commit();
        handovers.Save(commit, snapshot.Collected.FirstOrDefault(d => d.Id == decided.Value.Id), decided.Value);
        return (commit, $"Kept for the next handover of {snapshot.Release.Value.Named()}. You can still drop it there.");
    }

    // Slack's own format of a message link; asking Slack for it would make the user wait.
    private string? Permalink(string? channel, string ts) => Directory.Snapshot?.WorkspaceUrl is { Length: > 0 } workspace && channel is not null
        ? $"{workspace.TrimEnd('/')}/archives/{channel}/p{ts.Replace(".", "")}"
        : null;
}
