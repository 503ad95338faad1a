using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Access;

/// <summary>In Socket mode: whether Slack gives the app a socket address. Asking uses up one that is never connected to.</summary>
internal sealed class AppTokenCheck(ISlackApiClient slack, Settings settings)
{
    /// <summary>What is wrong and what to do, in a line; null when nothing is.</summary>
    public async Task<string?> Find(CancellationToken ct)
    {
        if (settings.Mode != SlackMode.Socket)
            return null;
        try
        {
            await slack.Apps.Connections.Open(ct);
            return null;
        }
        catch (SlackException refused)
        {
            return refused is SlackUnreachableException or SlackRateLimitException ? $"Slack cannot be asked for a socket: {refused.Message}."
                : $"Slack gives no socket for Slack:AppToken ({refused.ErrorCode}): it needs {SlackScopes.Connections}, and the app “Socket Mode” switched on.";
        }
    }
}
