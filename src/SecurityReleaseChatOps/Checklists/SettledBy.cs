using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>One thing that settles a step; of a list of them all must hold. Exactly one of the three is there.</summary>
/// <param name="Fact">The kind of a fact.</param>
/// <param name="Steps">Ids of items that must all be settled.</param>
/// <param name="Any">One of which is enough.</param>
public sealed record Term(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Fact = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Steps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Term>? Any = null)
{
    /// <summary>Every fact that it names, at any depth.</summary>
    [JsonIgnore]
    public IEnumerable<string> Facts => Fact is { } kind ? [kind] : (Any ?? []).SelectMany(term => term.Facts);

    /// <summary>Every item that it names, at any depth.</summary>
    [JsonIgnore]
    public IEnumerable<string> Items => (Steps ?? []).Concat((Any ?? []).SelectMany(term => term.Items));

    public override string ToString() =>
        Fact ?? (Steps is { } steps ? $"steps {string.Join(", ", steps)}" : $"any of {string.Join(", ", Any ?? [])}");
}

/// <summary>The kinds of facts that the rules know by name.</summary>
internal static class Kinds
{
    public const string Merged = "merged";
    public const string Published = "published";
    public const string Closed = "closed";
    public const string Ready = "ready";

    private const string Edited = "edited.";

    // An answer ends with what was said; of an audience's answers to one message the newest counts.
    private static readonly string[] answers = ["acknowledged", "yes", "no", "date", "approved", "changes", "impact"];

    /// <summary>What an answer says against what was done in another way.</summary>
    private static readonly string[] contrary = ["no", "changes"];

    /// <summary>Only the event itself, and its undo, decides of these: no press does.</summary>
    public static bool IsGate(string kind) => kind is Merged or Published or Closed;

    /// <summary>The id of the message that a fact belongs to; null when it belongs to none.</summary>
    public static string? Message(string kind) => kind.LastIndexOf('.') is > 0 and var dot ? kind[..dot] : null;

    public static bool IsAnswer(string kind) => answers.Contains(kind[(kind.LastIndexOf('.') + 1)..]);

    public static bool IsContrary(string kind) => contrary.Contains(kind[(kind.LastIndexOf('.') + 1)..]);

    /// <summary>Whether it stands whatever becomes of what it is about: who was told was told.</summary>
    public static bool Stays(string kind) => kind.EndsWith(".sent", StringComparison.Ordinal) || kind.EndsWith(".acknowledged", StringComparison.Ordinal) || IsGate(kind);

    /// <summary>The fact that what a step is about became other.</summary>
    public static string EditOf(string about) => Edited + about;
}
