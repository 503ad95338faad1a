using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Queue = System.Threading.Channels.Channel;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>Tells listeners what has changed.</summary>
internal sealed class Signals
{
    private readonly ConcurrentDictionary<Channel<string>, bool> _listeners = [];

    public void Publish(JsonObject signal)
    {
        if (_listeners.IsEmpty)
            return;
        var text = signal.ToText();
        foreach (var listener in _listeners.Keys)
            listener.Writer.TryWrite(text);
    }

    /// <summary>Listens until disposed. A listener that does not keep up loses the oldest signals.</summary>
    public Listener Listen()
    {
        var channel = Queue.CreateBounded<string>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners[channel] = true;
        return new Listener(channel.Reader, () => _listeners.TryRemove(channel, out _));
    }

    public sealed class Listener(ChannelReader<string> reader, Action stop) : IDisposable
    {
        public ChannelReader<string> Reader { get; } = reader;

        public void Dispose() => stop();
    }
}
