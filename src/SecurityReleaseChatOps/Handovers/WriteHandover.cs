using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Handovers;

/// <summary><c>/handover</c>: opens <b>Hand over</b>, to the person that is named or to the other engineer.</summary>
internal sealed class WriteHandover(HandoverDesk desk, HandoverForm form, ReleaseDesk releases) : WordsOnRelease(releases)
{
    public override CommandWord Word { get; } = new("/handover", "", "[@person] [release]", "hand the release over to the other engineer");

    public override While While => HandoverModal.Open;

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var named = RosterText.TryParseMention(call.Rest, out var to);
        return named || call.Rest.IsEmpty
            ? SlashCommandResponse.Open(await form.For(await desk.Open(release, ct), call.UserId, ct, to))
            : SlashCommandResponse.Ephemeral($"{Mrkdwn.Plain(Words.Quote(call.Rest.Own))} is no release and no person. Write `{Word.Command} @name`, picked from Slack's list, or `{Word.Command} {release.Id}`.");
    }
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
