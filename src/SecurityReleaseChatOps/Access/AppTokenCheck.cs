using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Access;

/// <summary>In Socket mode: whether Slack gives the app a socket address. Asking uses up one that is never connected to.</summary>
internal sealed class AppTokenCheck(ISlackApiClient slack, Settings settings)
{
    /// <summary>What is wrong and what to do, in a line; null when nothing is.</summary>
    public async Task<string?> Find(CancellationToken ct)
    {
        if (settings.Mode != SlackMode.Socket)
            return null;
        if (AppOf(settings.AppToken) is { } app && await AppOfBot(ct) is { } other && app != other)
            return $"Slack:AppToken is of the app {app}, Slack:BotToken of {other}: copy both from one app of api.slack.com/apps.";
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

    /// <summary>Which app it names: <c>xapp-1-A012ABC-…</c>; null where it does not.</summary>
    private static string? AppOf(string token) => token.Split('-') is ["xapp", _, ['A', ..] app, ..] ? app : null;

    private async Task<string?> AppOfBot(CancellationToken ct)
    {
        try
        {
            return (await slack.Bots.Info((await slack.Auth.Test(ct)).BotId, ct)).AppId is { Length: > 0 } app ? app : null;
        }
        catch (SlackException)
        {
            return null; // what is wrong with the bot's token is said elsewhere
        }
    }
}
