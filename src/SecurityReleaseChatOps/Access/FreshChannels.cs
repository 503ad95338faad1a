using System.Collections.Concurrent;

namespace SecurityReleaseChatOps.Access;

/// <summary>What is known about a channel, never older than a minute: a private channel may be made public, and only a message in it says so.</summary>
internal sealed class FreshChannels(DirectoryReader reader, SlackDirectory directory, TimeProvider time)
{
    // A minute, less the time that the call relying on it may take.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<string, (long Ticks, DateTimeOffset At)> _looked = new();

    /// <summary>Asks Slack, unless that was done just now and all members are known.</summary>
    /// <exception cref="Slack.SlackException">Slack does not answer: the channel must not be judged by what was known before.</exception>
    public async Task Look(string nameOrId, CancellationToken ct)
    {
        var id = directory.FindChannel(nameOrId)?.Id ?? nameOrId;
        var now = (Ticks: time.GetTimestamp(), At: time.GetUtcNow());
        // Both clocks are checked: the wall clock may be moved, and the monotonic one stands still while the machine sleeps.
        if (_looked.TryGetValue(id, out var last) && time.GetElapsedTime(last.Ticks, now.Ticks) < Lasts && (now.At - last.At).Duration() < Lasts
            && await reader.Knows(id, ct))
        {
            return;
        }
        await reader.Look(id, ct);
        _looked[id] = now;
    }
}
