using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The thanks as posted in the channel.</summary>
internal static class ThanksMessage
{
    public static Message Render(Release release, string typed, IReadOnlyList<Thanked> gathered) => new()
    {
        Text = $"Thank you to everyone who made {Mrkdwn.Plain(release.Title())}!",
        Blocks = [.. Words(typed, gathered)],
        UnfurlLinks = false,
    };

    /// <summary>The words, in as many blocks as they need.</summary>
    public static IEnumerable<Block> Words(string typed, IReadOnlyList<Thanked> gathered) =>
        [SectionBlock.Of(ThanksText.Mentioned(typed.Trim(), gathered))];
}
