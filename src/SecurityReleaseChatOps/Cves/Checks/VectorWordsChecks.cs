using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The description agrees with the vector: who attacks, whether a user must interact, and what the impact is (row E6).</summary>
internal static partial class VectorWordsChecks
{
    public static IReadOnlyList<CveCheck> All { get; } =
    [
        new("words-privileges", "E6", Level.Warning, Privileges),
        new("words-interaction", "E6", Level.Warning, Interaction),
        new("words-confidentiality", "E6", Level.Warning, cve => Lost(cve, "C", Read(), "nothing can be read")),
        new("words-integrity", "E6", Level.Warning, cve => Lost(cve, "I", Modify(), "nothing can be changed")),
        new("words-availability", "E6", Level.Warning, Availability),
    ];

    private static IEnumerable<Found> Privileges(CveChecked cve)
    {
        if (cve.Vector?["PR"] is not { } needed)
            yield break;
        var without = Unauthenticated().Match(cve.Description);
        if (without.Success && needed != 'N')
            yield return Against(without, $"PR:{needed} means that the attacker has an account");
        if (!without.Success && needed == 'N' && Authenticated().Match(cve.Description) is { Success: true } with)
            yield return Against(with, "PR:N means that the attacker needs no account");
    }

    private static IEnumerable<Found> Interaction(CveChecked cve)
    {
        if (cve.Vector?["UI"] is not { } needed)
            yield break;
        var without = NoInteraction().Match(cve.Description);
        if (without.Success && needed != 'N')
            yield return Against(without, "UI:R means that somebody else must act");
        if (!without.Success && needed == 'N' && NeedsInteraction().Match(cve.Description) is { Success: true } with)
            yield return Against(with, "UI:N means that nobody else must act");
    }

    private static IEnumerable<Found> Lost(CveChecked cve, string metric, Regex words, string meaning)
    {
        if (cve.Vector?[metric] == 'N' && words.Match(cve.Description) is { Success: true } match)
            yield return Against(match, $"{metric}:N means that {meaning}");
    }

    private static IEnumerable<Found> Availability(CveChecked cve)
    {
        if (cve.Vector is not { } vector)
            yield break;
        var match = Outage().Match(cve.Description);
        if (vector["A"] == 'N' && match.Success)
            yield return Against(match, "A:N means that nothing becomes unavailable");
        else if (vector["A"] != 'N' && vector["C"] == 'N' && vector["I"] == 'N' && cve.Record.Description is not null && !match.Success)
            yield return new(
                "description", $"by the vector only availability is lost (A:{vector["A"]}), and it says nothing of that",
                "Correct the description or the vector");
    }

    private static Found Against(Match words, string meaning) =>
        new("description", $"it says {PlainText.Quote(words.Value)}, and {meaning}", "Correct the description or the vector")
        {
            Marked = [new(words.Index, words.Length)],
        };

    [GeneratedRegex(
        @"\bun-?authenticated\b|\bwithout (?:authentication|an account|logging in)\b|\banonymous (?:user|attacker)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Unauthenticated();

    // The victim has an account too, as in "on behalf of an authenticated user": such phrases do not count.
    [GeneratedRegex(
        @"(?<!\b(?:of|as|for|from|when|if|once|while|until|trick|tricking|against|target|targeting|impersonate|impersonating)\s+)"
            + @"\b(?:an? |allow(?:s|ed)? )(?:(?:low|high)[- ]privileged )?authenticated\b"
            + @"|\b(?:an?|with|by an?) (?:project |group )?(?:guest|planner|reporter|developer|maintainer|owner|auditor|administrator)"
            + @"(?: user| role| access| permissions?| can\b| could\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Authenticated();

    [GeneratedRegex(
        @"\bwithout (?:any )?(?:further )?user interactions?\b|\bno user interaction\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NoInteraction();

    [GeneratedRegex(
        @"\buser interactions?\b"
            + @"|\b(?:click(?:s|ing|ed)?|open(?:s|ing)?|visit(?:s|ing|ed)?) (?:on )?(?:a|an|the) (?:\w+ ){0,2}(?:link|page|site|website|url|file)\b"
            + @"|\btrick(?:s|ed|ing)?\b|\bconvinc(?:e|es|ed|ing)\b|\blur(?:e|ed|ing)\b|\bsocial engineering\b|\b(?:1|one)-click\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NeedsInteraction();

    [GeneratedRegex(
        @"\b(?:to|can|could|and|or) (?:read|view|obtain|leak|disclose|exfiltrate|steal|expose|reveal|retrieve|download|enumerate)\b"
            + @"|\bcould have (?:read|viewed|obtained|leaked|disclosed|exfiltrated|stolen|exposed|revealed|retrieved|downloaded)\b"
            + @"|\b(?:information|data) disclosure\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Read();

    // Not "create a denial of service condition".
    [GeneratedRegex(
        @"\b(?:to|can|could|and|or) (?:modify|change|edit|delete|create|overwrite|write|add|remove|inject"
            + @"|tamper|alter|update|execute|impersonate|forge|promote)\b(?! an? (?:\w+ )?(?:denial|DoS))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Modify();

    [GeneratedRegex(
        @"\bdenial[- ]of[- ]service\b|\b(?:re)?dos\b|\bunresponsive\b|\b(?:un)?availab\w+\b|\bresource (?:exhaustion|consumption)\b"
            + @"|\bexhaust\w*\b|\bcrash\w*\b|\bdisrupt\w*\b|\boutage\b|\bdegrad\w+\b|\bslow\w*\b|\bhang\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Outage();
}
