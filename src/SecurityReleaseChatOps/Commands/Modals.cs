using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Commands;

/// <summary>Modals that any feature shows.</summary>
internal static class Modals
{
    /// <summary>Words in a modal, such as what came of the form that stood there.</summary>
    public static ModalViewDefinition Says(string title, string mrkdwn) => new()
    {
        Title = title,
        Close = "Close",
        Blocks = [SectionBlock.Of(mrkdwn)],
    };
}
