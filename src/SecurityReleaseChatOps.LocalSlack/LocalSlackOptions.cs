namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>The settings of a local workspace.</summary>
public sealed record LocalSlackOptions
{
    /// <summary>The address it listens on. Port 0 lets the system pick one; <see cref="LocalWorkspace.Url"/> tells which.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The SQLite file with all data; its folder is created if missing.</summary>
    public string DataPath { get; init; } = "data/workspace.db";

    /// <summary>The app installed from the start; see also <see cref="LocalWorkspace.Register"/>.</summary>
    public AppRegistration? App { get; init; }

    /// <summary>Whether calls over a method's rate limit are answered with 429, as Slack does.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Whether other machines may connect. Whoever can connect can act as anyone.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Whether the app shares the workspace's clock: deliveries are then signed with its time, otherwise with real time.</summary>
    public bool AppSharesClock { get; init; } = true;

    /// <summary>The time by which deliveries are signed and answers dated: the app's only where both run in one process.</summary>
    internal TimeProvider ClockOfApp(WorkspaceClock clock) => AppSharesClock ? clock : clock.Real;

    /// <summary>How long Slack waits for an answer, and lets a trigger_id open a view.</summary>
    public static readonly TimeSpan AnswerTimeOfSlack = TimeSpan.FromSeconds(3);

    /// <summary>How long the app has to answer a delivery.</summary>
    public TimeSpan AnswerTime { get; init; } = AnswerTimeOfSlack;

    /// <summary>How long a trigger_id can open a view.</summary>
    public TimeSpan TriggerLife { get; init; } = AnswerTimeOfSlack;
}
