namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Slack's rate limits: a bucket per method, and for posting one per channel that allows short bursts.</summary>
internal sealed class RateLimits(TimeProvider real)
{
    private const int BurstInChannel = 5;

    private static readonly int[] PerMinute = [0, 1, 20, 50, 100, 600];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Left, long At)> _buckets = [];

    /// <summary>Counts a call.</summary>
    /// <returns>How many seconds the caller should wait; null if the call is within the limit.</returns>
    public int? Refuse(ApiMethod method, string? channel)
    {
        var perMinute = PerMinute[method.Tier];
        return method.Name == "chat.postMessage"
            ? Take($"{method.Name} {channel}", BurstInChannel, 1)
            : Take(method.Name, perMinute, perMinute / 60.0);
    }

    private int? Take(string key, int most, double perSecond)
    {
        lock (_gate)
        {
            var now = real.GetTimestamp();
            var left = _buckets.TryGetValue(key, out var bucket)
                ? Math.Min(most, bucket.Left + real.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond)
                : most;
            if (left < 1)
            {
                _buckets[key] = (left, now);
                return (int)Math.Ceiling((1 - left) / perSecond);
            }
            _buckets[key] = (left - 1, now);
            return null;
        }
    }
}
