using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Whether MITRE allows vulnerabilities to be mapped to a weakness.</summary>
public enum CweUsage
{
    Allowed,
    AllowedWithReview,
    Discouraged,
    Prohibited,
}

/// <summary>A weakness on MITRE's list (the table beside this file).</summary>
/// <param name="Name">Its full title: <c>Cross-Site Request Forgery (CSRF)</c>.</param>
public sealed partial record Cwe(int Number, string Name, CweUsage Usage)
{
    private static readonly Lazy<FrozenDictionary<int, Cwe>> Table = new(() => Lines().Select(Of).ToFrozenDictionary(cwe => cwe.Number));

    /// <summary>All names that texts use for it: the full title, and its parts inside and outside the brackets.</summary>
    public IEnumerable<string> Names =>
        new[] { Name, Outside }.Concat(Bracket().Matches(Name).Select(match => match.Groups["inside"].Value)).Where(name => name.Length > 0).Distinct();

    /// <summary>Its shortest meaningful name: <c>Cross-site Scripting</c>.</summary>
    public string ShortName => Bracket().Match(Name).Groups is var groups && groups["quoted"].Success ? groups["inside"].Value : Outside;

    private string Outside => Bracket().Replace(Name, "").Trim();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"CWE-{Number}");

    /// <param name="number">As in <c>CWE-79</c>.</param>
    /// <returns>Null when there is none.</returns>
    public static Cwe? Find(int number) => Table.Value.GetValueOrDefault(number);

    /// <summary>The number of <c>CWE-79</c>; null for any other text.</summary>
    public static int? NumberOf(string text) =>
        Id().Match(text) is { Success: true } match ? int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static Cwe Of(string line)
    {
        var fields = line.Split('\t');
        var usage = fields[1] switch
        {
            "A" => CweUsage.Allowed,
            "R" => CweUsage.AllowedWithReview,
            "D" => CweUsage.Discouraged,
            _ => CweUsage.Prohibited,
        };
        return new(int.Parse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture), fields[2], usage);
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Cves/cwe.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                yield return line;
        }
    }

    [GeneratedRegex(@"\s*\((?<quoted>')?(?<inside>[^()']+)'?\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\ACWE-(?<number>[1-9][0-9]{0,4})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Id();
}
