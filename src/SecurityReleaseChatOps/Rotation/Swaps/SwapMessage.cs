using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>An open request.</summary>
/// <param name="What">mrkdwn: <c>*Primary on Wed 9 Dec*</c>.</param>
internal sealed record WaitingSwap(SwapRequest Request, string What)
{
    /// <summary>A line with somebody's buttons for it.</summary>
    /// <param name="person">Slack user id of the viewer.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public IEnumerable<Block> Render(string person, Func<string, string> shown)
    {
        var own = Request.From == person;
        yield return new SectionBlock
        {
            Text = new Markdown(own ? $"{(Request.To is { } to ? $"{shown(to)} is asked" : "Offered to everyone")}: {What}"
                : $"{shown(Request.From)} {(Request.To is null ? "offers" : "asks you to take")} {What}"),
            Accessory = own ? WithdrawSwap.Button(Request) : Request.To is null ? TakeShift.Button(Request) with { Style = null } : null,
        };
        if (!own && Request.To is not null)
            yield return new ActionsBlock { Elements = [TakeShift.Button(Request) with { Style = null }, RefuseSwap.Button(Request)] };
    }
}

/// <summary>A request's current form: with buttons while open, then a line.</summary>
internal static class SwapMessage
{
    /// <param name="what">mrkdwn: <c>*Primary on Wed 9 Dec*</c>.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static Message Render(SwapRequest request, string what, Func<string, string> shown)
    {
        var (from, shift) = (shown(request.From), what);
        return request.State switch
        {
            SwapState.Open => Asks(request, $":arrows_counterclockwise: {from} {(request.To is null ? "offers a shift" : "asks you to take a shift")}: {shift}"
                + (request.Why is { } why ? $"\n{Mrkdwn.Plain(why)}" : "")),
            SwapState.Taken => Says($":white_check_mark: {shown(request.EndedBy!)} takes {shift} from {from}."),
            SwapState.Refused => Says($"{shown(request.EndedBy!)} cannot take {shift} from {from}."),
            SwapState.Withdrawn => Says($"{from} keeps {shift}: {shown(request.EndedBy!)} took the request back."),
            SwapState.Expired => Says($"Nobody took {shift} from {from} in time."),
            _ => Says($"{from} can no longer give {shift}."),
        };
    }

    private static Message Says(string mrkdwn) => new() { Text = mrkdwn, Blocks = [SectionBlock.Of(mrkdwn)] };

    private static Message Asks(SwapRequest request, string mrkdwn) => new()
    {
        Text = mrkdwn,
        Blocks =
        [
            SectionBlock.Of(mrkdwn),
            new ActionsBlock { Elements = [TakeShift.Button(request), request.To is null ? WithdrawSwap.Button(request) : RefuseSwap.Button(request)] },
        ],
    };
}
