using System.Collections.Concurrent;

namespace SecurityReleaseChatOps.Text;

/// <summary>How to find a fact in a text: as a version, CVE or reference in any form, or by its letters.</summary>
internal sealed class Spelling
{
    /// <summary>In letters and digits; anything shorter would occur in too many texts.</summary>
    public const int Shortest = 4;

    // Enough for the facts of some five hundred releases; cached because every change of a release reads them all.
    private const int MostKept = 20_000;

    private static readonly ConcurrentDictionary<string, Spelling?> Kept = new(StringComparer.Ordinal);

    private readonly IReadOnlyList<string> _identifiers;
    private readonly Lettering[] _readings;
    private readonly string[] _words;

    private Spelling(string text)
    {
        var readings = Skeleton.Readings(text);
        _identifiers = Identifiers.Of(readings[0]);
        _readings = [.. readings.Select(reading => new Lettering(reading))];
        _words = _identifiers.Count > 0 ? [] : [.. Likeness.In(readings[0])];
    }

    /// <summary>Equal for facts that say the same.</summary>
    public string Key => _identifiers.Count > 0 ? _identifiers[0] : _readings[0].Letters;

    /// <summary>The spelling of a fact; null when it is too short to be told from other words.</summary>
    public static Spelling? Of(string text)
    {
        if (Kept.Count > MostKept)
            Kept.Clear();
        return Kept.GetOrAdd(text, static text => new Spelling(NormalText.Decode(text)) is { IsTellable: true } spelling ? spelling : null);
    }

    private bool IsTellable => _identifiers.Count > 0 || _readings[0].Count >= Shortest;

    /// <summary>Whether the fact occurs in a text.</summary>
    public bool IsIn(NormalText text) => _identifiers.Count > 0 ? _identifiers.Any(text.Identifiers.Contains) : _readings.Any(text.Letters.Holds);

    /// <summary>Whether most of its words occur in a text, in any order and inflection.</summary>
    public bool IsNear(IReadOnlySet<string> words) => Likeness.AreMostIn(_words, words);
}
