using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A handover in the channel, from its process's template (row C3): whole while it waits, then a line.</summary>
internal static class HandoverMessage
{
    /// <param name="name">From a Slack user id to the name that people read.</param>
    /// <param name="checklist">The button that opens the checklist; null when there is none.</param>
    public static Message Render(Handover handover, Release release, Func<string, string> name, Button? checklist)
    {
        if (Line(handover, release, name) is { } line)
            return new()
            {
                Text = line, UnfurlLinks = false,
                Blocks = [SectionBlock.Of(line, ShowHandover.Button(handover))]
            };
        var heading = $"{HandoverTemplate.Heading(handover.Kind)}{Mrkdwn.User(handover.To)}";
        return new()
        {
            Text = $"{heading}: {Mrkdwn.Plain(handover.Status)}",
            UnfurlLinks = false,
            Blocks =
            [
                SectionBlock.Of($"*{heading}*\n{release.Named()}, from {Mrkdwn.Plain(name(handover.From))}"),
                .. Body(handover, name),
                new ActionsBlock { Elements = [Accept(handover), .. checklist is null ? (IEnumerable<Button>)[] : [checklist]] },
                new ContextBlock { Elements =
                    [new Markdown(
                        $"{Mrkdwn.Plain(name(handover.From))} has it until {Mrkdwn.Plain(name(handover.To))} "
                        + $"accepts{(handover.ReceiverBegins is { } at ? $", whose workday begins {Mrkdwn.Date(at)}" : "")}.")] },
            ],
        };
    }

    /// <summary>Its text, the sender's words first.</summary>
    public static IEnumerable<Block> Body(Handover handover, Func<string, string> name)
    {
        yield return SectionBlock.Of($"*{HandoverTemplate.Status}:* {Mrkdwn.Plain(handover.Status)}");
        yield return SectionBlock.Of($"*{HandoverTemplate.Next}:* {Mrkdwn.Plain(handover.Next)}");
        if (handover.Notes is { } notes)
            yield return SectionBlock.Of($"*{HandoverTemplate.Notes}:* {Mrkdwn.Plain(notes)}");
        if (handover.Items.Count > 0)
            yield return SectionBlock.Of($"*{HandoverTemplate.Items}*\n{string.Join('\n', handover.Items.Select(item => Item(item, name)))}");
        string[] rest =
        [
            .. HandoverTemplate.LinksOf(handover).Where(link => link.Url is not null).Select(link => Mrkdwn.Link(link.Url!, link.Label)),
            .. handover.Blocked > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{handover.Blocked} blocked")] : Array.Empty<string>(),
        ];
        if (rest.Length > 0)
            yield return SectionBlock.Of(string.Join(" · ", rest));
    }

    /// <summary>mrkdwn: a collected message or note, as one line.</summary>
    public static string Item(Collected item, Func<string, string> name)
    {
        var words = Mrkdwn.Plain(Text.SlackText.Plain(item.Text));
        return $"• {Mrkdwn.Plain(item.Bot ?? name(item.Author))}: {words}{(item.Permalink is { } link ? $" {Mrkdwn.Link(link, "thread")}" : "")}";
    }

    /// <summary>The button of a waiting handover.</summary>
    public static Button Accept(Handover handover) => new()
    {
        ActionId = AcceptHandover.ActionId,
        Text = "Accept",
        Value = handover.Id,
        Style = ButtonStyle.Primary,
    };

    /// <summary>mrkdwn: the line for one that no longer waits; null for one that does.</summary>
    public static string? Line(Handover handover, Release release, Func<string, string> name)
    {
        var what = $"{HandoverTemplate.Heading(handover.Kind)}{Mrkdwn.Plain(name(handover.To))} from {Mrkdwn.Plain(name(handover.From))}, {release.Named()}";
        return handover switch
        {
            { AcceptedAt: { } at, AcceptedBy: { } by } =>
                $":white_check_mark: {what}. Accepted by {Mrkdwn.Plain(name(by))} "
                + $"{Mrkdwn.Date(at)}{(handover.First is { } first ? $"\n*First:* {Mrkdwn.Plain(first)}" : "")}",
            { ReplacedBy: not null } => $"{what}. A newer handover took the place of this one.",
            { WithdrawnFor: { } other } => $"{what}. It came to nothing: {Mrkdwn.Plain(name(other))} has had the release since.",
            _ when !release.IsActive => $"{what}. The release ended before it was accepted.",
            _ => null,
        };
    }
}

/// <summary>The button <b>Show</b> of a handover collapsed to a line.</summary>
internal sealed class ShowHandover(HandoverStore handovers) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "handover.show";

    public static Button Button(Handover handover) => new() { ActionId = ActionId, Text = "Show", Value = handover.Id };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await handovers.Open(HandoverStore.ReleaseOf(action.Value ?? ""), cancellation) is { } snapshot
            && snapshot.AllHandovers.FirstOrDefault(h => h.Id == action.Value) is { } handover
            ? ActionResponse.Open(handovers.Whole(handover, snapshot.Release.Value))
            : ActionResponse.Ephemeral("This handover is not there any more. `/handover history` shows all.");
}
