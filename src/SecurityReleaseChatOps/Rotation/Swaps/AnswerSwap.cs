using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>A button of a request, which is judged anew when it is pressed: the first of two wins.</summary>
internal abstract class AnswerSwap(Swapping swapping, IStore store, SlackDirectory directory) : IBlockActionHandler<ButtonAction>
{
    protected Swapping Swapping => swapping;

    protected SlackDirectory Directory => directory;

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await swapping.Swaps.Get(action.Value ?? "", ct) is not { } read)
                return (null, ActionResponse.Ephemeral("This request is not there any more. `/rotation swap` makes another."));
            if (!read.Value.IsOpen)
            {
                var what = Swapping.What(await swapping.Read(ct), read.Value);
                return (null, ActionResponse.Ephemeral(SwapMessage.Render(read.Value, what, directory.Shown).Text!));
            }
            var (commit, words) = await Decide(read, request.UserId, ct);
            return (commit, request.View is { Type: "modal" } ? ActionResponse.Update(Commands.Modals.Says("Swap", words)) : ActionResponse.Ephemeral(words));
        }, ActionResponse.None, cancellation);

    /// <returns>Null with why not; mrkdwn.</returns>
    protected abstract Task<(Commit? Commit, string Words)> Decide(Doc<SwapRequest> read, string by, CancellationToken ct);
}

/// <summary>The button <b>Take it</b>.</summary>
internal sealed class TakeShift(Swapping swapping, IStore store, SlackDirectory directory) : AnswerSwap(swapping, store, directory)
{
    public const string ActionId = "swap.take";

    public static Button Button(SwapRequest request) => new() { ActionId = ActionId, Text = "Take it", Value = request.Id, Style = ButtonStyle.Primary };

    protected override async Task<(Commit? Commit, string Words)> Decide(Doc<SwapRequest> read, string by, CancellationToken ct)
    {
        var (request, rotation) = (read.Value, await Swapping.Read(ct));
        if (request.To is { } asked && asked != by)
            return (null, $"{Directory.Shown(asked)} is asked, and nobody else.");
        if (Directory.RoleOf(by) < Role.Psirt || by == request.From)
            return (null, by == request.From ? "It is yours. *Withdraw* takes the offer back." : "Only PSIRT can take it.");
        if (rotation.Find(request.Shift) is not { } shift)
            return (null, "This shift is not there any more.");
        if (Swapping.Refuse(rotation, shift, request.From, by) is { } no)
            return (null, $"{Mrkdwn.Plain(no)}.");
        var (commit, what) = (new Commit(), Swapping.What(rotation, request));
        await Swapping.Give(commit, rotation, shift, read, request.From, by, by, ct);
        return (commit, $":white_check_mark: You are {Mrkdwn.Plain(what)} now.");
    }
}

/// <summary>The button <b>Cannot</b> of the one who is asked.</summary>
internal sealed class RefuseSwap(Swapping swapping, IStore store, SlackDirectory directory) : AnswerSwap(swapping, store, directory)
{
    public const string ActionId = "swap.refuse";

    public static Button Button(SwapRequest request) => new() { ActionId = ActionId, Text = "Cannot", Value = request.Id };

    protected override async Task<(Commit? Commit, string Words)> Decide(Doc<SwapRequest> read, string by, CancellationToken ct)
    {
        if (by != read.Value.To)
            return (null, "Only the one who is asked answers this.");
        var commit = new Commit();
        Swapping.End(commit, await Swapping.Read(ct), read, SwapState.Refused, by);
        return (commit, $"{Directory.Shown(read.Value.From)} is told.");
    }
}

/// <summary>The button <b>Withdraw</b> of who asked, and of admins.</summary>
internal sealed class WithdrawSwap(Swapping swapping, IStore store, SlackDirectory directory) : AnswerSwap(swapping, store, directory)
{
    public const string ActionId = "swap.withdraw";

    public static Button Button(SwapRequest request) => new() { ActionId = ActionId, Text = "Withdraw", Value = request.Id };

    protected override async Task<(Commit? Commit, string Words)> Decide(Doc<SwapRequest> read, string by, CancellationToken ct)
    {
        if (by != read.Value.From && by != read.Value.By && Directory.RoleOf(by) != Role.Admin)
            return (null, $"Only {Directory.Shown(read.Value.From)} or an admin can take it back.");
        var commit = new Commit();
        Swapping.End(commit, await Swapping.Read(ct), read, SwapState.Withdrawn, by);
        return (commit, "Taken back.");
    }
}
