using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A button for a command on a release: it does what typing does, for those who may.</summary>
internal sealed class RunCommand(CommandRouter router) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.run";

    /// <param name="command">With its words, without the release.</param>
    public static Button Button(string label, string command, Release release) => new()
    {
        ActionId = $"{ActionId}:{command.TrimStart('/').Replace(' ', '-')}",
        Text = label,
        Value = $"{command} {release.Id}",
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        // A modal cannot show messages: answers go to the message it was opened from.
        var from = MoreModal.OpenedFrom(request.View);
        var answer = await router.Run(action.Value ?? "", request, from ?? request.ResponseUrl, cancellation);
        return new()
        {
            OpenView = from is null ? answer.OpenView : null,
            UpdateView = from is null ? null : answer.OpenView ?? MoreModal.Answered,
            Response = answer.Message is { } message ? new() { Message = message } : null,
            ResponseUrl = from,
        };
    }
}
