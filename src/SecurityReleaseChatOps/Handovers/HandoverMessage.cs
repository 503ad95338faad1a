using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A handover in the channel, by the template of its process (row C3).</summary>
internal static class HandoverMessage
{
    public static Message Render(Handover handover, Release release)
    {
        var heading = $"{HandoverTemplate.Heading(handover.Kind)}{Mrkdwn.User(handover.To)}";
        return new()
        {
            Text = $"{heading}: {Mrkdwn.Plain(handover.Status)}",
            UnfurlLinks = false,
            Blocks =
            [
                new SectionBlock { Text = new Markdown($"*{heading}*\nfrom {Mrkdwn.User(handover.From)} · {release.Named()}") },
                new SectionBlock { Text = new Markdown($"*{HandoverTemplate.Status}:* {Mrkdwn.Plain(handover.Status)}") },
                new SectionBlock { Text = new Markdown($"*{HandoverTemplate.Next}:* {Mrkdwn.Plain(handover.Next)}") },
                .. handover.Notes is { } notes
                    ? [new SectionBlock { Text = new Markdown($"*{HandoverTemplate.Notes}:* {Mrkdwn.Plain(notes)}") }]
                    : (IEnumerable<Block>)[],
                .. handover.Items.Count > 0
                    ? [new SectionBlock { Text = new Markdown($"*{HandoverTemplate.Items}*\n{string.Join('\n', handover.Items.Select(Item))}") }]
                    : (IEnumerable<Block>)[],
                new SectionBlock
                {
                    Text = new Markdown($"*{HandoverTemplate.Links}*\n" + string.Join('\n', HandoverTemplate.LinksOf(handover)
                        .Select(l => l.Url is { } url ? $"• {Mrkdwn.Link(url, l.Label)}" : $"• {l.Label}: _not yet_"))),
                },
                .. End(handover),
            ],
        };
    }

    /// <summary>mrkdwn: a collected message in a line.</summary>
    public static string Item(Collected item)
    {
        var words = Mrkdwn.Plain(SlackText.Plain(item.Text));
        return $"• {(item.Bot is { } bot ? Mrkdwn.Plain(bot) : Mrkdwn.User(item.Author))}: {words}{(item.Permalink is { } link ? $" {Mrkdwn.Link(link, "thread")}" : "")}";
    }

    /// <summary>The button of a handover that waits.</summary>
    public static Button Accept(Handover handover) => new()
    {
        ActionId = AcceptHandover.ActionId,
        Text = "Accept",
        Value = handover.Id,
        Style = ButtonStyle.Primary,
    };

    private static IEnumerable<Block> End(Handover handover) => handover switch
    {
        { AcceptedAt: { } at, AcceptedBy: { } by } =>
            [new ContextBlock { Elements = [new Markdown($":white_check_mark: Accepted by {Mrkdwn.User(by)} {Mrkdwn.Date(at)}")] }],
        { ReplacedBy: not null } =>
            [new ContextBlock { Elements = [new Markdown("A newer handover took the place of this one.")] }],
        _ =>
        [
            new ActionsBlock { Elements = [Accept(handover)] },
            new ContextBlock { Elements = [new Markdown($"{Mrkdwn.User(handover.From)} keeps the release until {Mrkdwn.User(handover.To)} accepts.")] },
        ],
    };
}
