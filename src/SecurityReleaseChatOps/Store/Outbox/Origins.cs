using System.Collections.Concurrent;
using System.Diagnostics;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// On whose behalf a wish is delivered: a trace goes on from a press to its message. Kept in memory alone, and of so many at most: what is
/// delivered after a restart, or by another instance, begins a trace of its own.
/// </summary>
internal sealed class Origins
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, ActivityContext> _known = [];

    // Counting the dictionary would lock all of it.
    private long _count;

    /// <summary>These are wished for by what goes on at present.</summary>
    public void Note(IReadOnlyList<CommitStep> steps)
    {
        if (Activity.Current is not { } origin)
            return;
        foreach (var step in steps)
        {
            var key = step switch
            {
                CommitStep.Show show => show.Key,
                CommitStep.Happen happen => happen.Key,
                _ => null,
            };
            if (key is not null && Interlocked.Read(ref _count) < Most && _known.TryAdd(key, origin.Context))
                Interlocked.Increment(ref _count);
        }
    }

    /// <summary>What wished for it first; the default when that is not known.</summary>
    public ActivityContext Of(string key) => _known.GetValueOrDefault(key);

    /// <summary>It was delivered, or given up.</summary>
    public void Forget(string key)
    {
        if (_known.TryRemove(key, out _))
            Interlocked.Decrement(ref _count);
    }
}
