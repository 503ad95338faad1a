namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>How a local workspace is set up.</summary>
public sealed record LocalSlackOptions
{
    /// <summary>Where it listens. Port 0 lets the system pick one; <see cref="LocalWorkspace.Url"/> tells which.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The SQLite file that keeps everything; its folder is made when it is not there.</summary>
    public string DataPath { get; init; } = "data/workspace.db";

    /// <summary>The app that is installed from the start; see also <see cref="LocalWorkspace.Register"/>.</summary>
    public AppRegistration? App { get; init; }

    /// <summary>Whether calls over a method's rate are answered 429, as Slack does.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Whether anyone but this machine may connect. Whoever can connect can act as every person.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Whether the app reads the workspace's clock, so that deliveries are signed with its time; else with real time.</summary>
    public bool AppSharesClock { get; init; } = true;

    /// <summary>How long the app has to answer a delivery; Slack gives 3 seconds.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a trigger_id can open a view; Slack gives 3 seconds.</summary>
    public TimeSpan TriggerLife { get; init; } = TimeSpan.FromSeconds(3);
}
