using System.Collections.Concurrent;
using System.Diagnostics;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// The traces that outbox entries belong to, so that a trace leads from a press to its message. In memory only and bounded: entries
/// delivered after a restart, or by another instance, begin their own trace.
/// </summary>
internal sealed class Origins
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, ActivityContext> _known = [];

    // Counting the dictionary would lock it.
    private long _count;

    /// <summary>Records that the current activity requested these.</summary>
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

    /// <summary>The activity that first requested it; the default when unknown.</summary>
    public ActivityContext Of(string key) => _known.GetValueOrDefault(key);

    /// <summary>It was delivered, or given up.</summary>
    public void Forget(string key)
    {
        if (_known.TryRemove(key, out _))
            Interlocked.Decrement(ref _count);
    }
}
