namespace SecurityReleaseChatOps.Store;

/// <summary>A value derived from long-lived inputs, such as those of <see cref="Kept{T}"/>: made again when one of them is replaced.</summary>
internal sealed class Made<T>
{
    private volatile Tuple<object[], T>? _last;

    /// <param name="from">Its inputs.</param>
    public T Of(Func<T> make, params object[] from)
    {
        if (_last is { } last && last.Item1.AsSpan().SequenceEqual(from))
            return last.Item2;
        var made = make();
        _last = new(from, made);
        return made;
    }
}
