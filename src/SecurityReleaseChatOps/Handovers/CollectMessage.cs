using System.Text.Json;
using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The message shortcut <b>Add to handover</b>: keeps a message for the next handover of the active release, and asks which when there are several.</summary>
internal sealed class CollectMessage(HandoverDesk desk, ReleaseDesk releases, IStore store, SlackDirectory directory, TimeProvider time)
    : IMessageShortcutHandler, IViewSubmissionHandler
{
    public const string CallbackId = "handover.collect";
    private const string Which = "release";

    public async Task<ActionResponse> Handle(MessageShortcut shortcut, CancellationToken cancellation)
    {
        var message = new CollectedMessage(
            shortcut.ChannelId ?? "",
            shortcut.Message.Ts,
            shortcut.Message.User ?? "",
            MessageWords.Of(shortcut.Message, directory.NameOfMention),
            Permalink(shortcut.ChannelId, shortcut.Message.Ts),
            MessageWords.BotOf(shortcut.Message),
            shortcut.Message.ThreadTs is { } thread && thread != shortcut.Message.Ts ? thread : null);
        var active = await releases.Active(cancellation);
        return active.Count switch
        {
            0 => ActionResponse.Ephemeral("No release is under way. Start one with `/release new`."),
            1 => ActionResponse.Ephemeral(await Add(active[0].Id, message, shortcut.UserId, shortcut.DeliveryId, cancellation)),
            _ => ActionResponse.Open(Ask(message, [.. active.Select(d => d.Value)])),
        };
    }

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation)
    {
        var message = JsonSerializer.Deserialize<CollectedMessage>(submission.View.PrivateMetadata ?? "", StoreJson.Options)!;
        return submission.State.Option(Which) is { } release
            ? ViewSubmissionResponse.Update(Modals.Says("Add to handover", await Add(release, message, submission.UserId, submission.DeliveryId, cancellation)))
            : ViewSubmissionResponse.Error(Which, "Pick the release.");
    }

    private async Task<string> Add(string releaseId, CollectedMessage message, string by, string deliveryId, CancellationToken cancellation) =>
        await store.Run(deliveryId, async ct =>
        {
            if (await desk.Open(releaseId, ct) is not { } file)
                return (null, "This release is not there any more.");
            var decided = CollectRules.Add(file.Release.Value, message, by, file.AllCollected, Instant.FromDateTimeOffset(time.GetUtcNow()));
            if (decided.Refused || !decided.Changed)
                return (null, Mrkdwn.Plain(decided.Words) + ".");
            var commit = new Commit();
            desk.Save(commit, file.Collected.FirstOrDefault(d => d.Id == decided.Value.Id), decided.Value);
            return (commit, $"Kept for the next handover of {file.Release.Value.Named()}. You can still drop it there.");
        }, "This message is kept already.", cancellation);

    private static ModalViewDefinition Ask(CollectedMessage message, IReadOnlyList<Release> active) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = JsonSerializer.Serialize(message, StoreJson.Options),
        Title = "Add to handover",
        Submit = "Add",
        Close = "Cancel",
        Blocks =
        [
            new InputBlock
            {
                BlockId = Which,
                Label = "Release",
                Element = new StaticSelectMenu { Options = [.. active.Select(r => new Option { Text = $"{r.Id} · {r.Title()}", Value = r.Id })] },
            },
        ],
    };

    // Slack's own form of a message's address; asking Slack for it would make the user wait.
    private string? Permalink(string? channel, string ts) => directory.Snapshot?.WorkspaceUrl is { Length: > 0 } workspace && channel is not null
        ? $"{workspace.TrimEnd('/')}/archives/{channel}/p{ts.Replace(".", "")}"
        : null;
}
