using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary><c>/handover</c>: opens <b>Hand over</b>.</summary>
internal sealed class WriteHandover(HandoverDesk desk, HandoverForm form, ReleaseDesk releases) : ReleaseSubcommand(releases)
{
    public override CommandWord Word { get; } = new("/handover", "", "[release]", "hand the release over to the other engineer");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        release.Value.IsActive
            ? SlashCommandResponse.Open(await form.For(await desk.Open(release, ct), call.UserId, ct))
            : SlashCommandResponse.Ephemeral($"{release.Value.Named()} is {release.Value.State.ToString().ToLowerInvariant()}: there is nothing left to hand over.");
}

/// <summary>The button <b>Write handover</b>: opens the same.</summary>
internal sealed class WriteHandoverButton(HandoverDesk desk, HandoverForm form) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "handover.write";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await desk.Open(action.Value ?? "", cancellation) is { Release.Value.IsActive: true } file
            ? ActionResponse.Open(await form.For(file, request.UserId, cancellation))
            : ActionResponse.Ephemeral("This release has ended: there is nothing left to hand over.");
}
