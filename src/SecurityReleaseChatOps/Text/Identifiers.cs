using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// The versions, CVEs and references in a folded text, in a canonical form: <c>18.6.1</c>, <c>cve-2026-1234</c>, and a reference once
/// for every project it may mean.
/// </summary>
internal static partial class Identifiers
{
    // Longest text considered between two parts or before a number, in characters.
    private const int MostBetween = 40;
    private const int LongestPath = 250;

    public static IReadOnlySet<string> In(string folded)
    {
        var found = new HashSet<string>();
        var text = Digits().Replace(folded, number => number.Value.Replace('o', '0').Replace('i', '1').Replace('l', '1'));
        var numbers = Numbers(text);
        for (var i = 0; i < numbers.Count; i++)
        {
            AddVersion(text, numbers, i, found);
            AddCve(text, numbers, i, found);
        }
        AddReferences(text, found);
        if (Loose().Replace(text, "${mark}") is var loose && loose != text)
            AddReferences(loose, found);
        return found;
    }

    /// <summary>The forms to look for when a fact is nothing but a version, CVE or reference; the first is the same however the fact is written.</summary>
    public static IReadOnlyList<string> Of(string folded)
    {
        var text = Loose().Replace(folded.Trim(), "${mark}");
        if (Cve().Match(text) is { Success: true } cve)
            return [CveForm(cve.Groups["year"].Value, cve.Groups["number"].Value)];
        if (Version().Match(text) is { Success: true } version)
            return [VersionForm(version.Groups["major"].Value, version.Groups["minor"].Value, version.Groups["patch"].Value)];
        if (Reference().Match(text) is not { Success: true } reference)
            return [];
        var (path, number) = (Ends(reference.Groups["path"].Value)[^1], reference.Groups["number"].Value);
        var kind = KindOf(reference);
        // Within its group a project goes by the end of its path; the numeric id used by GitLab's API is not known.
        var ends = path.Index().Where(c => c.Item == '/').Select(c => $"={path[(c.Index + 1)..]}{kind}{number}");
        return [$"{path}{kind}{number}", .. ends, $"=projects{kind}{number}"];
    }

    // Both separators must be the same, or "at 18:07, 2 of us" would be a version.
    private static void AddVersion(string text, List<Range> numbers, int i, HashSet<string> found)
    {
        if (i + 2 >= numbers.Count)
            return;
        var (major, minor, patch) = (text[numbers[i]], text[numbers[i + 1]], text[numbers[i + 2]]);
        var (before, between) = (Gap(text, numbers, i), Gap(text, numbers, i + 1));
        var separator = Separator(between);
        if (separator is null || separator != Separator(Gap(text, numbers, i + 2)))
            return;
        var isTail = i > 0 && before == between && separator is "." or " "; // of an address or a row of numbers
        var isRow = separator == " " && i + 3 < numbers.Count && Gap(text, numbers, i + 3) == " ";
        var isTime = separator == ":" && (minor[0] == '0' || patch[0] == '0');
        if (!isTail && !isRow && !isTime)
            found.Add(VersionForm(major, minor, patch));
    }

    private static string? Separator(string between)
    {
        if (between == " ")
            return between;
        if (Dot().IsMatch(between))
            return ".";
        var (separator, plain) = (between.Trim(), string.Concat(between.Split('*', '~', '`')).Trim());
        separator = plain.Length > 0 ? plain : separator;
        var isWord = between.Any(char.IsWhiteSpace) && separator.Any(char.IsLetter);
        return separator.Length > 0 && separator.EnumerateRunes().Count() <= 3 && !isWord ? separator : null;
    }

    private static void AddCve(string text, List<Range> numbers, int i, HashSet<string> found)
    {
        var (year, before) = (text[numbers[i]], Gap(text, numbers, i));
        var isNamed = CveBefore().IsMatch(before.Length <= MostBetween ? before : before[^MostBetween..]);
        if (isNamed && year.Length >= 8)
            found.Add(CveForm(year[..4], year[4..]));
        if (year.Length != 4 || i + 1 == numbers.Count || Gap(text, numbers, i + 1) is not { Length: <= MostBetween } between)
            return;
        if (isNamed ? !between.Any(char.IsLetter) : between.Trim() == "-")
            found.Add(CveForm(year, text[numbers[i + 1]]));
    }

    private static void AddReferences(string text, HashSet<string> found)
    {
        foreach (var number in Numbers(text))
        {
            var start = number.Start.Value;
            if (start == 0 || text[start - 1] is not ('#' or '!' or '/' or '=')
                || BeforeNumber().Match(text[Math.Max(0, start - LongestPath)..start]) is not { Success: true } before)
                continue;
            var (path, kind) = (before.Groups["path"].Value, KindOf(before));
            var ends = Ends(path);
            found.UnionWith(ends.Select(end => $"{end}{kind}{text[number]}"));
            found.Add($"={(Project().IsMatch(path) ? "projects" : ends[^1])}{kind}{text[number]}");
        }
    }

    /// <summary>The ends of a path starting at each of its words, the whole path last. Look-alikes are unified here too, see <see cref="Lettering"/>.</summary>
    private static List<string> Ends(string path)
    {
        var (ends, from) = (new List<string>(), path.Length);
        foreach (var word in Word().Matches(path).Reverse())
        {
            var between = ends.Count > 0 && path[(word.Index + word.Length)..from].Contains('/') ? "/" : "";
            ends.Add(new Lettering(word.Value).Letters + between + ends.LastOrDefault());
            from = word.Index;
        }
        return ends;
    }

    private static string KindOf(Match reference) =>
        reference.Groups["mark"].Success ? reference.Groups["mark"].Value
        : reference.Groups["page"].ValueSpan[0] == 'm' ? "!" : "#";

    private static string CveForm(string year, string number) => $"cve-{year}-{number.TrimStart('0')}";

    private static string VersionForm(string major, string minor, string patch) => $"{Number(major)}.{Number(minor)}.{Number(patch)}";

    private static string Number(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";

    private static List<Range> Numbers(string text)
    {
        var numbers = new List<Range>();
        foreach (var number in Digit().EnumerateMatches(text))
            numbers.Add(number.Index..(number.Index + number.Length));
        return numbers;
    }

    /// <summary>The text between a number and the one before it.</summary>
    private static string Gap(string text, List<Range> numbers, int i) => text[(i == 0 ? 0 : numbers[i - 1].End.Value)..numbers[i].Start.Value];

    // A word of digits and letters that look like digits; a word of only such letters must be next to a number.
    [GeneratedRegex(
        @"(?<=(?<![\p{L}0-9])(?:cve|v)?)(?:(?=[oil]*[0-9])[0-9oil]+"
        + @"|(?<=[0-9][^\p{L}0-9]{1,3}(?:[oil]{1,4}[^\p{L}0-9]{1,3})?)[oil]{1,4}|[oil]{1,4}(?=[^\p{L}0-9]{1,3}[0-9]))(?![\p{L}0-9])",
        RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[^\p{L}0-9]{0,3}dot[^\p{L}0-9]{0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Dot();

    [GeneratedRegex(@"[\p{L}0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digit();

    [GeneratedRegex(@"c[^\p{L}0-9]{0,3}v[^\p{L}0-9]{0,3}e[^0-9]{0,20}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CveBefore();

    // gitlab#123, …/gitlab/-/issues/123, …/issues?show=123, projects/456/issues?iids[]=123, [issue:gitlab/123]
    [GeneratedRegex(
        @"(?:(?<page>issue|work_?item|merge_?request):(?<path>[\p{L}0-9._/-]*[\p{L}0-9][._-]*)/"
        + @"|(?<path>[\p{L}0-9._/-]*[\p{L}0-9][._-]*)(?:(?<mark>[#!])"
        + @"|(?:/-)?/(?<page>issues|work_?items|merge_?requests)(?:/incident)?(?:/|/?\?(?:[^\s?]*&)?(?:show|iids?(?:\[\])?)=)))\z",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 10_000)]
    private static partial Regex BeforeNumber();

    [GeneratedRegex(@"(?:\A|/)projects/[0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Project();

    [GeneratedRegex(@"\s*(?<mark>[/#!])\s*|(?<mark>-)\s+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Loose();

    [GeneratedRegex(@"\Acve-(?<year>[0-9]{4})-(?<number>[0-9]{4,19})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cve();

    [GeneratedRegex(@"\A(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})\.(?<patch>[0-9]{1,4})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(
        @"\A(?:https?://[^/\s]+/)?(?<path>[\p{L}0-9._/-]*[\p{L}0-9][._-]*)"
        + @"(?:(?<mark>[#!])|(?:/-)?/(?<page>issues|work_?items|merge_?requests)/)(?<number>[0-9]{1,10})(?:[/?#]\S*)?\z",
        RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Reference();
}
