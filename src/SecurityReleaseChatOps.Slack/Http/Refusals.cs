using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// Logs refused requests: the first at once, then one line a minute with the number of further ones, so that strangers, however many,
/// cannot flood the log.
/// </summary>
public sealed partial class Refusals(TimeProvider time, ILogger<Refusals> log) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private ITimer? _minute;
    private int _more;
    private string _last = "";

    /// <summary>Notes one refused request.</summary>
    /// <param name="what">What was requested: the path, or the kind of request.</param>
    /// <param name="from">Who asked: an address, or a workspace.</param>
    /// <param name="reason">Why it was refused, without a full stop.</param>
    public void Note(string what, object? from, string reason)
    {
        lock (_lock)
        {
            if (_minute is not null)
            {
                _more++;
                _last = reason;
                return;
            }
            _minute = time.CreateTimer(static self => ((Refusals)self!).Sum(), this, Every, Every);
        }
        LogRefused(log, what, from, reason);
    }

    /// <inheritdoc/>
    public void Dispose() => _minute?.Dispose();

    private void Sum()
    {
        var (more, last) = (0, "");
        lock (_lock)
        {
            (more, last, _more) = (_more, _last, 0);
            if (more == 0)
            {
                _minute?.Dispose();
                _minute = null;
                return;
            }
        }
        LogMore(log, more, last);
    }

    [LoggerMessage(40, LogLevel.Warning, "A request to {What} from {From} was refused: {Reason}.")]
    private static partial void LogRefused(ILogger log, string what, object? from, string reason);

    [LoggerMessage(42, LogLevel.Warning, "In the last minute {Count} more requests were refused; of the last, {Reason}.")]
    private static partial void LogMore(ILogger log, int count, string reason);
}
