using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Releases;

/// <summary>What became of a form: a value, or what is wrong with which input, in plain text.</summary>
public sealed record FormDecision<T>
    where T : class
{
    private FormDecision(T? value, IReadOnlyDictionary<string, string> errors) => (Value, Errors) = (value, errors);

    public T? Value { get; }

    /// <summary>By name of the input; empty when there is a value.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    public bool Refused => Value is null;

    public static FormDecision<T> Of(T value) => new(value, new Dictionary<string, string>());

    public static FormDecision<T> Refuse(IReadOnlyDictionary<string, string> errors) => new(null, errors);
}
