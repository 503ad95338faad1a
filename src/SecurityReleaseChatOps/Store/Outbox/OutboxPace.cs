using System.Diagnostics;
using Polly;
using Polly.Retry;

namespace SecurityReleaseChatOps.Store;

/// <summary>The outbox's pace. All in real time, even where the app's clock is moved.</summary>
/// <param name="Interval">Between messages of one channel; Slack: 1 second.</param>
/// <param name="Burst">How many may go at once after a quiet time, as Slack allows.</param>
/// <param name="FirstPause">Before the first retry after a fault; doubled, with jitter, up to <paramref name="LongestPause"/>.</param>
/// <param name="Settling">Before checking whether a post whose call broke is there: it may still arrive.</param>
/// <param name="Away">The longest pause while the database is away: it is local, and back in seconds.</param>
/// <param name="Seconds">How long after repeating a post a duplicate is looked for.</param>
internal sealed record OutboxPace(
    TimeSpan Interval, int Burst, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan Settling, TimeSpan Away, IReadOnlyList<TimeSpan> Seconds)
{
    public static OutboxPace Slack { get; } =
        new(TimeSpan.FromSeconds(1), 3, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4),
            [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2)]);
}

/// <summary>One channel's turn: <see cref="OutboxPace.Burst"/> messages at once, then one each <see cref="OutboxPace.Interval"/>.</summary>
internal sealed class Turnstile(OutboxPace pace)
{
    private readonly Lock gate = new();

    // When the next message is due at an even pace; a burst runs ahead of it.
    private long due = long.MinValue;

    /// <summary>Completes when the next message may go.</summary>
    public Task Pass(CancellationToken cancellationToken)
    {
        var interval = (long)(pace.Interval.TotalSeconds * Stopwatch.Frequency);
        long wait;
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            due = Math.Max(due, now);
            wait = due - now - (interval * (pace.Burst - 1));
            due += interval;
        }

        return wait <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds((double)wait / Stopwatch.Frequency), cancellationToken);
    }
}

/// <summary>What a failed call means for its outbox entry.</summary>
internal static class SlackFault
{
    /// <summary>Slack's errors for its own trouble, or our token's: they pass, or an operator fixes them, and nothing is lost meanwhile.</summary>
    private static readonly HashSet<string> Passing =
    [
        "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
        "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "accesslimited", "access_denied",
    ];

    /// <summary>Slack's errors for a person who can no longer be reached.</summary>
    private static readonly HashSet<string> Gone = ["user_not_found", "users_not_found", "user_not_visible", "user_disabled", "cannot_dm_bot"];

    /// <summary>Whether the call's recipient no longer exists.</summary>
    public static bool IsGone(Exception fault) => fault is SlackException slack
        // A problem with our token would affect every call; a Home is rendered again when somebody opens it.
        && (Gone.Contains(slack.ErrorCode) || slack is { ErrorCode: "account_inactive", Method: "views.publish" });

    /// <summary>Whether it can pass by itself or be fixed by an operator, so that retrying makes sense.</summary>
    public static bool Passes(Exception fault) => fault is StoreException or NotYetException or SlackUnreachableException or SlackRateLimitException
        || (fault is SlackException slack && Passing.Contains(slack.ErrorCode));

    /// <summary>Whether Slack was reached and did not take it. Where Slack is away or asks to wait, or another message is first, nothing is said.</summary>
    public static bool IsRefusal(Exception fault) => fault switch
    {
        StoreException or SlackRateLimitException or SlackUnreachableException { InnerException: not null } => false,
        NotYetException waits => waits.InnerException is { } cause && IsRefusal(cause),
        _ => true,
    };

    /// <summary>Whether the call may have taken effect although it failed.</summary>
    public static bool Ambiguous(Exception fault) =>
        fault is not SlackException { ErrorCode: not ("unreachable" or "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout") };

    /// <returns>False when Slack refused with one of these errors, which is not a fault here.</returns>
    public static async Task<bool> Unless(string[] errorCodes, Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (SlackException e) when (errorCodes.Contains(e.ErrorCode))
        {
            return false;
        }
    }

    /// <summary>For calls that leave no trace in Slack: one that was sent but not answered in time counts as done, any other fault as not done.</summary>
    public static async Task Once(Task call)
    {
        try
        {
            await call;
        }
        catch (SlackUnreachableException e) when (e.InnerException is OperationCanceledException)
        {
            // Twice would be worse than, very rarely, never.
        }
    }

    /// <summary>Retries until it works or fails permanently: after Slack's Retry-After, else after a growing, jittered pause.</summary>
    /// <param name="tell">Told of each fault that is going to be tried again, by the key of what is done, and how many there were before it.</param>
    public static ResiliencePipeline Patience(
        OutboxPace pace, Func<string, Exception, int, CancellationToken, ValueTask> tell) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(Passes),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = pace.FirstPause,
            MaxDelay = pace.LongestPause,
            DelayGenerator = arguments => new ValueTask<TimeSpan?>(arguments.Outcome.Exception is StoreException
                ? Pause(pace, arguments.AttemptNumber)
                : RetryAfter(arguments.Outcome.Exception)),
            OnRetry = arguments => tell(
                arguments.Context.OperationKey!, arguments.Outcome.Exception!, arguments.AttemptNumber, arguments.Context.CancellationToken),
        })
        .Build();

    /// <summary>The pause before retrying an unavailable database: doubled with each attempt, counted from 0, with jitter.</summary>
    public static TimeSpan Pause(OutboxPace pace, int tries) => TimeSpan.FromTicks(
        (long)(Math.Min(pace.FirstPause.Ticks * Math.Pow(2, Math.Min(tries, 16)), pace.Away.Ticks) * (0.75 + (Random.Shared.NextDouble() / 4))));

    private static TimeSpan? RetryAfter(Exception? fault) => (fault as SlackRateLimitException ?? fault?.InnerException as SlackRateLimitException)?.RetryAfter;
}

/// <summary>Why Slack does not let a user group be written, and what to do.</summary>
internal static class UserGroupRefusal
{
    /// <returns>Null when it is refused for another reason than who writes.</returns>
    public static string? Words(SlackException refused, string handle) => refused.ErrorCode switch
    {
        "permission_denied" => "let everyone edit user groups, in the workspace's settings, or do it by hand",
        "missing_scope" => "reinstall the app with the scope usergroups:write",
        "plan_upgrade_required" or "paid_teams_only" => "the workspace's plan has no user groups",
        _ => null,
    } is { } mend ? $"Slack does not let me change @{handle} ({refused.ErrorCode}): {mend}." : null;
}
