using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>A button of a request, judged again when pressed: the first of two wins.</summary>
internal abstract class AnswerSwap(Swapping swapping, IStore store, SlackDirectory directory) : IBlockActionHandler<ButtonAction>
{
    protected Swapping Swapping => swapping;

    protected SlackDirectory Directory => directory;

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await swapping.Swaps.Get(action.Value ?? "", ct) is not { } read)
                return (null, ActionResponse.Ephemeral("This request no longer exists. `/rotation swap` makes a new one."));
            if (!read.Value.IsOpen)
            {
                var what = swapping.What(await swapping.Read(ct), read.Value);
                return (null, Says(SwapMessage.Render(read.Value, what, directory.Shown).Text!));
            }
            var (commit, words) = await Decide(read, request.UserId, ct);
            return (commit, Says(words));

            ActionResponse Says(string said) => request.View?.Type switch
            {
                "modal" => ActionResponse.Update(Commands.Modals.Says("Swap", said)),
                "home" => ActionResponse.Open(Commands.Modals.Says("Swap", said)), // a Home cannot show a message
                _ => ActionResponse.Ephemeral(said),
            };
        }, ActionResponse.None, cancellation);

    /// <returns>Null, with the reason in mrkdwn, when refused.</returns>
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
            return (null, $"Only {Directory.Shown(asked)} was asked.");
        if (Directory.RoleOf(by) < Role.Psirt || by == request.From)
            return (null, by == request.From ? "It is yours already. *Withdraw* takes the offer back." : "Only PSIRT can take it.");
        if (rotation.Find(request.Shift) is not { } shift)
            return (null, "This shift no longer exists.");
        var back = request.InReturn is { } id ? rotation.Find(id) : null;
        if (request.InReturn is not null && back is null)
            return (null, "The shift you would give in return no longer exists.");
        if ((back is null ? Swapping.Refuse(rotation, shift, request.From, by) : Swapping.Refuse(rotation, shift, request.From, by, back)) is { } no)
            return (null, $"{Mrkdwn.Plain(no)}.");
        var commit = new Commit();
        await Swapping.Give(commit, rotation, shift, back, read, request.From, by, by, ct);
        var now = $":white_check_mark: You are {Mrkdwn.Plain(Swapping.What(shift, SwapRules.Part(shift, request.From), Swapping.Now))} now";
        return (commit, back is null ? $"{now}." : $"{now}, and {Directory.Shown(request.From)} {Mrkdwn.Plain(Swapping.What(back, SwapRules.Part(back, by), Swapping.Now))}.");
    }
}

/// <summary>The button <b>Cannot</b>, for the person asked.</summary>
internal sealed class RefuseSwap(Swapping swapping, IStore store, SlackDirectory directory) : AnswerSwap(swapping, store, directory)
{
    public const string ActionId = "swap.refuse";

    public static Button Button(SwapRequest request) => new() { ActionId = ActionId, Text = "Cannot", Value = request.Id };

    protected override async Task<(Commit? Commit, string Words)> Decide(Doc<SwapRequest> read, string by, CancellationToken ct)
    {
        if (by != read.Value.To)
            return (null, "Only the person asked can answer this.");
        var commit = new Commit();
        Swapping.End(commit, await Swapping.Read(ct), read, SwapState.Refused, by);
        return (commit, $"{Directory.Shown(read.Value.From)} is told.");
    }
}

/// <summary>The button <b>Withdraw</b>, for whoever asked and admins.</summary>
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
        return (commit, "Withdrawn.");
    }
}
