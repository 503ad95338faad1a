using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// The answers to recent deliveries, so that a repeated one waits for the first one's answer instead of running again.
/// Bounded in number and age; whatever must never happen twice is also recorded with the state it changes.
/// </summary>
internal sealed class RecentDeliveries(TimeProvider time, int capacity = 4096)
{
    // Slack's last retry comes after about 6 minutes.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = new(capacity);
    private readonly Queue<Entry> _byAge = new(capacity);

    /// <summary>True for the first delivery of this key, which must complete the entry; false, with the first one's entry, for any other.</summary>
    public bool TryBegin(string key, [NotNull] out Entry? entry)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            while (_byAge.TryPeek(out var oldest) && (_byAge.Count >= capacity || time.GetElapsedTime(oldest.Since, now) > Lifetime))
            {
                _byAge.Dequeue();
                Remove(oldest);
            }
            if (_byKey.TryGetValue(key, out entry))
                return false;
            entry = new Entry(key, now);
            _byKey.Add(key, entry);
            _byAge.Enqueue(entry);
            return true;
        }
    }

    /// <summary>Lets the next delivery of this key run again.</summary>
    public void Forget(Entry entry)
    {
        lock (_lock)
            Remove(entry);
    }

    private void Remove(Entry entry)
    {
        if (_byKey.TryGetValue(entry.Key, out var current) && ReferenceEquals(current, entry))
            _byKey.Remove(entry.Key);
    }

    /// <summary>A delivery and its pending answer.</summary>
    internal sealed class Entry(string key, long since) : TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Key { get; } = key;

        public long Since { get; } = since;
    }
}
