namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// Guards against values Slack leaves out or sends as null where the type promises one: a property keeps its initial value (the serializer
/// sets an init-only property to null in both cases), and a list has no null items.
/// </summary>
internal static class NoNulls
{
    public static IReadOnlyList<T>? In<T>(IReadOnlyList<T>? list)
        where T : class => list is not null && list.Contains(null!) ? [.. list.OfType<T>()] : list;

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, TValue>>? In<TValue>(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, TValue>>? values)
        where TValue : class => values is not null && values.Values.Any(inner => inner is null || inner.Values.Contains(null!))
            ? values.Where(outer => outer.Value is not null).ToDictionary(
                outer => outer.Key,
                IReadOnlyDictionary<string, TValue> (outer) => outer.Value.Where(inner => inner.Value is not null).ToDictionary())
            : values;
}
