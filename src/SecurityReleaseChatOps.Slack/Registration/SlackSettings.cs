namespace SecurityReleaseChatOps.Slack;

/// <summary>How to reach Slack and how Slack proves itself. Read when first used.</summary>
public sealed class SlackSettings
{
    /// <summary>The bot's token (xoxb-…).</summary>
    public string? ApiToken { get; set; }

    /// <summary>The app-level token (xapp-…), for Socket Mode.</summary>
    public string? AppLevelToken { get; set; }

    /// <summary>The secret that requests are signed with; needed over HTTP.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>
    /// Reads the three anew from where they are kept. Asked when Slack does not take the token, or a signature is not by the secret: they may
    /// have been changed a moment ago.
    /// </summary>
    public Action Renew { get; set; } = static () => { };

    /// <summary>Where the Web API is, ending in a slash.</summary>
    public Uri ApiUrl { get; set; } = new("https://slack.com/api/");

    /// <summary>Put between the slash and the name of every command, where the workspace has the names already.</summary>
    public string CommandPrefix { get; set; } = "";

    /// <summary>How long one call of the Web API may take.</summary>
    public TimeSpan ApiTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many sockets Socket Mode holds open, 1–10.</summary>
    public int SocketConnections { get; set; } = 2;

    /// <summary>How often a socket is asked whether it is alive; after as long without a word it is replaced.</summary>
    public TimeSpan SocketPingEvery { get; set; } = TimeSpan.FromSeconds(10);
}
