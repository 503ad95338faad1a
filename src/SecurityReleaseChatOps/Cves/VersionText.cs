using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>Versions as records and posts write them: <c>18.4</c> is the first of its minor, <c>18.4.0</c>.</summary>
internal static partial class VersionText
{
    /// <summary>Regular expression for one version, to be part of another.</summary>
    public const string Pattern = @"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})(?:\.(?:0|[1-9][0-9]{0,3}))?";

    public static bool TryRead(string text, out ReleaseVersion version)
    {
        var match = Whole().Match(text);
        version = match.Success ? Of(match.ValueSpan) : default;
        return match.Success;
    }

    /// <returns>Null when the text is not a version.</returns>
    public static ReleaseVersion? Read(string text) => TryRead(text, out var version) ? version : null;

    /// <summary>The versions a text names, in order.</summary>
    public static IEnumerable<ReleaseVersion> In(string text) => Each().Matches(text).Select(match => Of(match.ValueSpan));

    /// <summary>As written for a lower bound: <c>18.4</c> for the first of its minor.</summary>
    public static string Short(this ReleaseVersion version) =>
        version.Patch == 0 ? string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}") : version.ToString();

    public static ReleaseVersion Next(this ReleaseVersion version) => version with { Patch = version.Patch + 1 };

    public static ReleaseVersion FirstOfMinor(this ReleaseVersion version) => version with { Patch = 0 };

    /// <param name="text">What <see cref="Pattern"/> matched.</param>
    public static ReleaseVersion Of(ReadOnlySpan<char> text)
    {
        Span<int> numbers = stackalloc int[3];
        var i = 0;
        foreach (var part in text.Split('.'))
            numbers[i++] = int.Parse(text[part], NumberStyles.None, CultureInfo.InvariantCulture);
        return new(numbers[0], numbers[1], numbers[2]);
    }

    [GeneratedRegex(@"\A" + Pattern + @"\z", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<![\w.])" + Pattern + @"(?!\w|\.\w)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Each();
}

/// <summary>A range of affected versions, up to the first that is fixed.</summary>
/// <param name="From">First affected version; null for the very first.</param>
/// <param name="Before">First fixed version; null while there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VersionRange(ReleaseVersion? From, ReleaseVersion? Before)
{
    public bool IsEmpty => Before is { } before && (From ?? default).CompareTo(before) >= 0;

    public bool Has(ReleaseVersion version) => (From ?? default).CompareTo(version) <= 0 && (Before is not { } before || version.CompareTo(before) < 0);

    /// <summary>As written in <c>affected_versions</c>: <c>&gt;=18.4, &lt;18.4.5</c>.</summary>
    public override string ToString() =>
        string.Join(", ", new[] { From is { } from ? $">={from.Short()}" : null, Before is { } before ? $"<{before}" : null }.OfType<string>());

    /// <summary>Oldest first; one without a lower bound is the oldest.</summary>
    public static IOrderedEnumerable<VersionRange> Sort(IEnumerable<VersionRange> ranges) =>
        ranges.OrderBy(range => range.From ?? default).ThenBy(range => range.From is null ? 0 : 1);
}

/// <summary>Ranges as a record writes them: in <c>affected_versions</c> and in the description.</summary>
internal static partial class VersionRanges
{
    // Other vendors' records also name whole majors, and use 0 for the very first version.
    private const string Bound = "(?:" + VersionText.Pattern + "|0|[1-9][0-9]{0,3})";

    /// <summary>
    /// Reads a line of <c>affected_versions</c>: <c>&gt;=18.4, &lt;18.4.5</c>, <c>&lt;16.5.6</c>, also with <c>&gt;</c>, <c>&lt;=</c>, or a version
    /// alone.
    /// </summary>
    public static bool TryRead(string line, out VersionRange range)
    {
        var match = Line().Match(line);
        range = default;
        if (!match.Success)
            return false;
        if (Version(match, "one") is { } one)
            range = new(one, one.Next());
        else
            range = new(
                Version(match, "from") is not { } from ? null : match.Groups["low"].Value == ">" ? from.Next() : from == default ? null : from,
                Version(match, "to") is { } to && match.Groups["high"].Value == "<=" ? to.Next() : Version(match, "to"));
        return true;
    }

    /// <returns>Null when the line is not a range.</returns>
    public static VersionRange? Read(string line) => TryRead(line, out var range) ? range : null;

    /// <summary>
    /// The ranges a description names, in order: a version, "before", "prior to" or "to", and a second version; "before" and a version;
    /// or "and version" with one alone.
    /// Read this way, GitLab's published descriptions give the same ranges as their records.
    /// </summary>
    public static IReadOnlyList<(VersionRange Range, int Index, int Length)> InWords(string text) =>
    [
        .. from match in Words().Matches(text)
           let alone = Version(match, "alone")
           let low = alone ?? Version(match, "from")
           let words = match.Groups["words"].Value
           where low is not null || Lone().IsMatch(words)
           let to = alone ?? VersionText.Of(match.Groups["to"].ValueSpan)
           select (new VersionRange(low, alone is not null || Inclusive().IsMatch(words) ? to.Next() : to), match.Index, match.Length),
    ];

    /// <summary>As descriptions word it today: <c>18.4 before 18.4.5, 18.5 before 18.5.3, and 18.6 before 18.6.1</c>.</summary>
    public static string Said(IEnumerable<VersionRange> ranges) => Text.PlainText.Series(
    [
        .. from range in ranges
           where range.Before is not null
           select range.From is { } first ? $"{first.Short()} before {range.Before}" : $"before {range.Before}",
    ]);

    private static ReleaseVersion? Version(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? VersionText.Of(found.ValueSpan) : null;

    [GeneratedRegex(
        @"\A\s*(?:=?\s*(?<one>" + VersionText.Pattern + @")"
            + @"|(?<low>>=?)\s*(?<from>" + Bound + @")(?:\s*,?\s*(?<high><=?)\s*(?<to>" + Bound + @"))?"
            + @"|(?<high><=?)\s*(?<to>" + Bound + @"))\s*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Line();

    [GeneratedRegex(
        @"(?<![\w.])(?:(?<from>" + VersionText.Pattern + @"),?\s+)?"
            + @"(?<words>(?:(?:before|prior|up|to|until|through|and\s+including)\s+)+)(?<to>" + VersionText.Pattern + @")(?!\w|\.\w)"
            + @"|(?<=(?:,|\band) )version (?<alone>" + VersionText.Pattern + @")(?!\w|\.\w| (?:before|prior|up|to|until|through)\b)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Words();

    // A range without a first version.
    [GeneratedRegex(@"\A(?:before|prior)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Lone();

    [GeneratedRegex("through|including", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Inclusive();
}
