using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// What a rule decided: a new value, the same value because it was done before, or a refusal.
/// Words are plain text, to be escaped where they are shown.
/// </summary>
public sealed record Decision<T>
    where T : class
{
    private Decision(T? value, bool changed, string? words) => (Value, Changed, Words) = (value, changed, words);

    /// <summary>The new or unchanged value; null when refused.</summary>
    public T? Value { get; }

    /// <summary>True when <see cref="Value"/> is to be stored.</summary>
    public bool Changed { get; }

    /// <summary>Why it was refused, or why nothing changed.</summary>
    public string? Words { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    [MemberNotNullWhen(true, nameof(Words))]
    public bool Refused => Value is null;

    public static Decision<T> New(T value) => new(value, true, null);

    public static Decision<T> Same(T value, string words) => new(value, false, words);

    public static Decision<T> Refuse(string words) => new(null, false, words);
}
