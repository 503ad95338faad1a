using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Operation;

/// <summary><c>/release told</c>: who was told what about a release and when, for an auditor, as a file sent to whoever asks.</summary>
internal sealed class ToldCommand(
    ReleaseStore releases, CommsStore comms, CustomerStore customers, IStore store, SlackDirectory directory, TimeProvider time) : ReleaseCommand(releases)
{
    // More than any one release ever has.
    private const int MostEntries = 2000;

    public override CommandUsage Usage { get; } = new("/release", "told", "[release]", "who was told what when, as a file");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var entries = await store.Audit(
            [ReleaseStore.CardKey(release.Id), $"told/{release.Id}/"], Instant.MinValue, null, MostEntries, ct);
        var text = ToldText.Markdown(
            await comms.Open(release, ct), (await customers.Find(release.Id, ct))?.Sent, [.. entries.Reverse()], directory.NameOf);
        var file = new GiveFile(
            string.Create(CultureInfo.InvariantCulture, $"{release.Id}-told-{time.Now():yyyy-MM-dd-HHmmssfff}.md"),
            call.UserId, text, $"Who was told what of {release.Value.Named()}.", Classification.Embargoed(release.Id));
        return await store.Give(call, [file], SlashCommandResponse.Ephemeral("The file is in your messages with me."), ct);
    }
}
