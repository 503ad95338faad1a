using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary><c>/release close</c>: opens <b>Close-out</b>, which shows what will be done and said, and what has been.</summary>
internal sealed class CloseOutCommand(ReleaseStore releases, CloseOutReading reading, SlackDirectory directory) : ReleaseCommand(releases)
{
    public override CommandUsage Usage { get; } = new(
        "/release", "close", "[release]", "close a published release out: issues, CVEs, reports", Button: "Close-out");

    public override bool Offers(Release release, string by) => CloseOutModal.Open.Refuse(release) is null;

    protected override async Task<SlashCommandResponse> On(
        Doc<Release> release, CommandCall call, CancellationToken ct) => CloseOutModal.Open.Refuse(release.Value) is not null
        ? SlashCommandResponse.Ephemeral(Mrkdwn.Plain(ReleaseRules.Close(release.Value, call.UserId, default).Words))
        : SlashCommandResponse.Open(CloseOutModal.Render(await reading.Open(release, ct), new(release.Id, call.Slack.ResponseUrl), directory.Shown));
}

/// <summary>Gathers everything a close-out is decided from, and what is left before the release is closed.</summary>
internal sealed class CloseOutReading(CloseOutStore closeOuts, ChecklistStore checklists, IStore store) : IMissing
{
    public async Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct) =>
        gate == Gate.Close && release.Value.State == ReleaseState.Published ? (await Open(release, ct)).Missing : [];

    public async Task<CloseOutSnapshot> Open(Doc<Release> release, CancellationToken ct) => (await Read(release, ct)).Snapshot;

    /// <summary>The snapshot and the document as read, which is null while nobody has done anything.</summary>
    public async Task<(CloseOutSnapshot Snapshot, Doc<CloseOutState>? Read)> Read(Doc<Release> release, CancellationToken ct)
    {
        var read = await closeOuts.Get(release.Id, ct);
        var plan = CloseOutPlan.Of(release.Value, await KnownCve.Read(store, release, ct));
        return (new(release.Value, plan, read?.Value ?? new() { Release = release.Id }, (await checklists.Open(release, ct))?.Board), read);
    }
}
