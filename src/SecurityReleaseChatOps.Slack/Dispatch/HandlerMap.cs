using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Handlers by id. An id <c>name:detail</c> without a handler of its own goes to the handler of <c>name</c>.</summary>
internal sealed class HandlerMap<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _handlers;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byPart;

    public HandlerMap(IEnumerable<KeyValuePair<string, Func<IServiceProvider, T>>> handlers, IServiceProvider services)
    {
        _handlers = handlers.ToFrozenDictionary(h => h.Key, h => h.Value(services), StringComparer.Ordinal);
        _byPart = _handlers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The name under which the handler of this id is registered; null if there is none.</summary>
    public string? NameOf(string id) =>
        _handlers.ContainsKey(id) ? id
        : id.IndexOf(':') is > 0 and var colon && id[..colon] is var name && _handlers.ContainsKey(name) ? name
        : null;

    public bool TryFind(string? id, [NotNullWhen(true)] out T? handler)
    {
        handler = null;
        return id is not null
            && (_handlers.TryGetValue(id, out handler)
                || (id.IndexOf(':') is > 0 and var colon && _byPart.TryGetValue(id.AsSpan(0, colon), out handler)));
    }
}
