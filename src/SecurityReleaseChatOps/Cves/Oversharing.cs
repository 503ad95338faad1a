using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// Words that would help to find a flaw before people can upgrade (row E9). They are shown for a person to decide: GitLab's own published
/// texts name features and techniques ("GraphQL API", "specially crafted"), which is fine.
/// </summary>
internal static partial class Oversharing
{
    /// <summary>Each kind with its words, the most revealing first: what one kind matched, later ones skip.</summary>
    private static readonly (string Kind, Regex Words)[] Kinds =
    [
        ("an address", Address()),
        ("a step of a reproduction", Step()),
        ("a payload", Payload()),
        ("a path", Path()),
        ("an endpoint", Endpoint()),
        ("a parameter", Parameter()),
        ("a name from the code", Code()),
    ];

    /// <summary>Names of products and techniques that look like code.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "GitLab", "GitHub", "GraphQL", "WebAuthn", "OpenAPI", "JavaScript", "TypeScript", "HackerOne", "DevOps", "DevSecOps",
        "YouTrack", "PowerShell", "WordPress", "JetBrains", "ElasticSearch", "OpenSearch", "ClickHouse", "CloudFormation", "WebSocket", "WebSockets",
        "WebHook", "WebHooks", "NuGet", "RubyGems", "WebAssembly", "LinkedIn", "BitBucket", "macOS", "iOS", "iPadOS", "mTLS", "eBPF", "vCPU", "FogBugz", "TeamCity", "AsciiDoc",
        "PlantUML", "OmniAuth", "CodeQL", "JupyterLab", "ServiceNow", "DoS", "ReDoS",
    };

    /// <summary>The words of a text that reveal too much, in order.</summary>
    public static IReadOnlyList<(string Kind, MarkedText Words)> In(string text)
    {
        var found = new List<(string Kind, MarkedText Words)>();
        foreach (var (kind, words) in Kinds)
        {
            List<MarkedText> more =
            [
                .. from match in words.Matches(text)
                   let marked = new MarkedText(match.Index, match.Length)
                   where !Names.Contains(match.Value) && !found.Exists(other => other.Words.Meets(marked))
                   select marked,
            ];
            found.AddRange(more.Select(marked => (kind, marked)));
        }
        return [.. found.OrderBy(one => one.Words.Index)];
    }

    [GeneratedRegex(@"https?://[^\s""'<>()]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"\bsteps? to reproduce\b|\breproduc(?:e|ed|ible|tion)\b|\bproof[- ]of[- ]concept\b"
            + @"|\bPoC\b|\bcurl\s+-|\bstep\s+[1-9]\b|(?:^|\n)\s*[1-9][.)]\s|\bfirst\b[^.]{3,80}\bthen\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Step();

    [GeneratedRegex(
        @"</?[a-z][^<>]{0,80}>|<script|\bjavascript:|\bon(?:error|load|click|mouseover)=|(?:\.\./)+"
            + @"|%[0-9a-f]{2}(?:%[0-9a-f]{2})*|\$\{[^}]*\}|\{\{[^}]*\}\}|'\s*or\s+'?1'?\s*=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Payload();

    // Inside the product: app/models/user.rb, or a file of code; not CE/EE or CI/CD, and not .gitlab-ci.yml, which every project has.
    [GeneratedRegex(
        @"(?<![\w/.-])[\w.-]+(?:/[\w.-]+){2,}|(?<![\w/.-])(?!\.?gitlab-ci\.yml)[\w/.-]*\w\.(?:rb|go|js|ts|vue|py|erb|haml|ya?ml|json|sql)\b",
        RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Path();

    [GeneratedRegex(@"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+/\S*|(?<![\w/.:-])/[\w.:{}*-]+(?:/[\w.:{}*-]*)*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"[?&][\w.\[\]-]+=\S*|\b\w+\[\w*\]|\b[A-Za-z_][\w-]*=[\w%""'.-]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Parameter();

    // `one_word`, Module::Name, call(), Class#method, snake_case, camelCase, PascalCase.
    [GeneratedRegex(
        @"`[^`\s]{1,80}`|\b\w+(?:::\w+)+|\b\w+\(\)|\b[A-Z]\w+#\w+|\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b"
            + @"|\b[a-z]+(?:[A-Z][a-z0-9]*)+\b|\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\b",
        RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Code();
}
