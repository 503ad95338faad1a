using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Forms;

/// <summary>
/// What a rule decided: a new value, the same value because it was done before, or a refusal.
/// Words are plain text, to be escaped where they are shown.
/// </summary>
public sealed record Decision<T>
    where T : class
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    private Decision(T? value, bool changed, string? words, IReadOnlyDictionary<string, string> errors) =>
        (Value, Changed, Words, Errors) = (value, changed, words, errors);

    /// <summary>The new or unchanged value; null when refused.</summary>
    public T? Value { get; }

    /// <summary>True when <see cref="Value"/> is to be stored.</summary>
    public bool Changed { get; }

    /// <summary>Why it was refused, or why nothing changed.</summary>
    public string? Words { get; }

    /// <summary>What is wrong with which input of a form, by its name; empty when there is a value, or no input is to blame.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    [MemberNotNullWhen(true, nameof(Words))]
    public bool Refused => Value is null;

    public static Decision<T> New(T value) => new(value, true, null, None);

    public static Decision<T> Same(T value, string words) => new(value, false, words, None);

    public static Decision<T> Refuse(string words) => new(null, false, words, None);

    /// <param name="field">The input that is wrong.</param>
    public static Decision<T> Refuse(string field, string words) => Refuse(new Dictionary<string, string> { [field] = words });

    /// <param name="errors">By name of the input; at least one.</param>
    public static Decision<T> Refuse(IReadOnlyDictionary<string, string> errors) => new(null, false, string.Join("; ", errors.Values), errors);
}
