namespace SecurityReleaseChatOps.Slack;

/// <summary>How to reach Slack, and how Slack authenticates itself. Read on first use.</summary>
public sealed class SlackSettings
{
    /// <summary>The bot's token (xoxb-…).</summary>
    public string? ApiToken { get; set; }

    /// <summary>The app-level token (xapp-…), for Socket Mode.</summary>
    public string? AppLevelToken { get; set; }

    /// <summary>The secret that requests are signed with; required for HTTP.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>
    /// Reloads these three from their source. Called when Slack rejects a token, or a signature does not match the secret, since they may
    /// have just been changed.
    /// </summary>
    public Action Renew { get; set; } = static () => { };

    /// <summary>The Web API's address, ending in a slash.</summary>
    public Uri ApiUrl { get; set; } = new("https://slack.com/api/");

    /// <summary>Inserted between the slash and the name of every command, for workspaces where the names are taken.</summary>
    public string CommandPrefix { get; set; } = "";

    /// <summary>How long a single Web API call may take.</summary>
    public TimeSpan ApiTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How soon a delivery is answered, whatever its handler does.</summary>
    public TimeSpan AnswerWithin { get; set; } = SlackDispatcher.AnswerWithin;

    /// <summary>How many sockets Socket Mode keeps open, 1–10.</summary>
    public int SocketConnections { get; set; } = 2;

    /// <summary>How often a socket is pinged; without a reply within the same time again, it is replaced.</summary>
    public TimeSpan SocketPingEvery { get; set; } = TimeSpan.FromSeconds(10);
}
