using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>A request as it stands: with its buttons while it is open, then a line.</summary>
internal static class SwapMessage
{
    /// <param name="what">Plain text: <c>Primary on Wed 9 Dec</c>.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static Message Render(SwapRequest request, string what, Func<string, string> shown)
    {
        var from = shown(request.From);
        var shift = $"*{Mrkdwn.Plain(what)}*";
        return request.State switch
        {
            SwapState.Open => Asks(request, $":arrows_counterclockwise: {from} {(request.To is null ? "offers a shift" : "asks you to take a shift")}: {shift}"
                + (request.Why is { } why ? $"\n{Mrkdwn.Plain(why)}" : "")),
            SwapState.Taken => Says($":white_check_mark: {shown(request.EndedBy!)} takes {shift} from {from}."),
            SwapState.Refused => Says($"{shown(request.EndedBy!)} cannot take {shift} from {from}."),
            SwapState.Withdrawn => Says($"{from} keeps {shift}: {shown(request.EndedBy!)} took the request back."),
            SwapState.Expired => Says($"Nobody took {shift} from {from} in time."),
            _ => Says($"{shift} is not {from}'s to give any more."),
        };
    }

    private static Message Says(string mrkdwn) => new() { Text = mrkdwn, Blocks = [new SectionBlock { Text = new Markdown(mrkdwn) }] };

    private static Message Asks(SwapRequest request, string mrkdwn) => new()
    {
        Text = mrkdwn,
        Blocks =
        [
            new SectionBlock { Text = new Markdown(mrkdwn) },
            new ActionsBlock { Elements = [TakeShift.Button(request), request.To is null ? WithdrawSwap.Button(request) : RefuseSwap.Button(request)] },
        ],
    };
}
