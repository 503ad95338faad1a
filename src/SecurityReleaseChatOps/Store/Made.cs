namespace SecurityReleaseChatOps.Store;

/// <summary>What is made of things that stay for long, such as what <see cref="Kept{T}"/> reads: made anew when one of them is another.</summary>
internal sealed class Made<T>
{
    private volatile Tuple<object[], T>? _last;

    /// <param name="from">All that it is made of.</param>
    public T Of(Func<T> make, params object[] from)
    {
        if (_last is { } last && last.Item1.AsSpan().SequenceEqual(from))
            return last.Item2;
        var made = make();
        _last = new(from, made);
        return made;
    }
}
