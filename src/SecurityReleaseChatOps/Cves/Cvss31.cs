using System.Diagnostics.CodeAnalysis;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A CVSS 3.1 base vector, scored by the published formula (https://www.first.org/cvss/v3-1/specification-document, sections 7.1 and 7.4).</summary>
public sealed class Cvss31
{
    public const string Prefix = "CVSS:3.1/";

    private static readonly (string Name, string Values)[] Metrics =
        [("AV", "NALP"), ("AC", "LH"), ("PR", "NLH"), ("UI", "NR"), ("S", "UC"), ("C", "HLN"), ("I", "HLN"), ("A", "HLN")];

    private readonly Dictionary<string, char> metrics;

    private Cvss31(Dictionary<string, char> metrics) => (this.metrics, Score) = (metrics, ScoreOf(metrics));

    /// <summary>From 0.0 to 10.0.</summary>
    public decimal Score { get; }

    public Severity Severity => SeverityOf(Score);

    /// <param name="metric">Its abbreviation: <c>PR</c>.</param>
    public char this[string metric] => metrics[metric];

    public static Severity SeverityOf(decimal score) => score switch
    {
        >= 9.0m => Severity.Critical,
        >= 7.0m => Severity.High,
        >= 4.0m => Severity.Medium,
        > 0m => Severity.Low,
        _ => Severity.None,
    };

    /// <summary>Reads a vector with or without its prefix; metrics in any order, each once.</summary>
    /// <param name="error">Plain text: what is wrong with it.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out Cvss31? vector, [NotNullWhen(false)] out string? error)
    {
        vector = null;
        error = null;
        var words = (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text).Split('/');
        if (words.Length > 40)
            error = "it is not a CVSS vector";
        else if (Version(words) is { } other)
            error = $"it is a vector of CVSS {other}, and records have CVSS 3.1: score it with the 3.1 calculator";
        var read = new Dictionary<string, char>();
        foreach (var word in error is null ? words : [])
            error ??= Add(read, word);
        error ??= Metrics.FirstOrDefault(metric => !read.ContainsKey(metric.Name)) is { Name: { } missing } ? $"{missing} is missing" : null;
        if (error is null)
            vector = new(read);
        return error is null;
    }

    /// <summary>In the specification's order, without the prefix.</summary>
    public override string ToString() => string.Join('/', Metrics.Select(metric => $"{metric.Name}:{metrics[metric.Name]}"));

    private static string? Add(Dictionary<string, char> read, string word)
    {
        var parts = word.Split(':');
        var metric = Metrics.FirstOrDefault(metric => metric.Name == parts[0]);
        return metric.Name is null || parts.Length != 2
            ? $"{PlainText.Quote(word)} is not a base metric of CVSS 3.1: write it like AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N"
            : parts[1].Length != 1 || !metric.Values.Contains(parts[1][0])
            ? $"{metric.Name} is one of {string.Join(", ", metric.Values.AsEnumerable())}, not {PlainText.Quote(parts[1])}"
            : read.TryAdd(metric.Name, parts[1][0]) ? null
            : $"{metric.Name} is there twice";
    }

    /// <summary>The other CVSS version that a vector's prefix or metrics show it to be.</summary>
    private static string? Version(string[] words) =>
        words[0].StartsWith("CVSS:", StringComparison.OrdinalIgnoreCase) ? PlainText.Cut(words[0]["CVSS:".Length..], 10)
        : Array.Exists(words, word => word.StartsWith("Au:", StringComparison.Ordinal)) ? "2.0"
        : Array.Exists(words, word => word.StartsWith("AT:", StringComparison.Ordinal) || word.StartsWith("VC:", StringComparison.Ordinal)) ? "4.0"
        : null;

    private static decimal ScoreOf(Dictionary<string, char> metrics)
    {
        var changed = metrics["S"] == 'C';
        var loss = 1 - (1 - Weight("C")) * (1 - Weight("I")) * (1 - Weight("A"));
        var impact = changed ? 7.52 * (loss - 0.029) - 3.25 * Math.Pow(loss - 0.02, 15) : 6.42 * loss;
        var exploitability = 8.22 * Weight("AV") * Weight("AC") * Weight("PR") * Weight("UI");
        return impact <= 0 ? 0m : RoundUp(Math.Min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10));

        double Weight(string metric) => (metric, metrics[metric]) switch
        {
            ("AV", 'N') => 0.85,
            ("AV", 'A') => 0.62,
            ("AV", 'L') => 0.55,
            ("AV", _) => 0.2,
            ("AC", 'L') => 0.77,
            ("AC", _) => 0.44,
            ("PR", 'N') => 0.85,
            ("PR", 'L') => changed ? 0.68 : 0.62,
            ("PR", _) => changed ? 0.5 : 0.27,
            ("UI", 'N') => 0.85,
            ("UI", _) => 0.62,
            (_, 'H') => 0.56,
            (_, 'L') => 0.22,
            _ => 0,
        };
    }

    /// <summary>Roundup of the specification's Appendix A: the smallest one-decimal number not below the score, safe from floating-point error.</summary>
    private static decimal RoundUp(double score)
    {
        var hundredThousandths = (long)Math.Round(score * 100_000, MidpointRounding.AwayFromZero);
        return hundredThousandths % 10_000 == 0 ? hundredThousandths / 100_000m : (hundredThousandths / 10_000 + 1) / 10m;
    }
}
