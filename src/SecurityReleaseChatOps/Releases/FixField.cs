using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>One field of a fix as its form shows it; a field without a value is left out. Pure.</summary>
internal sealed record FixField(string Name, string Value)
{
    public const string Cve = "cve";
    public const string Title = "title";
    public const string Severity = "severity";
    public const string Product = "product";
    public const string Authors = "authors";
    public const string Reporter = "reporter";

    /// <summary>Longest text of each field, so that together they fit a line of <b>Fixes</b>.</summary>
    public const int Longest = ReleaseFixes.LongestLine;

    private const string Unknown = "unknown";
    private const string InVersion = "in.";

    private static readonly string[] texts = [Cve, Title, Authors, Reporter];

    public static IReadOnlyList<string> States { get; } = [.. Enum.GetValues<FixState>().Select(Word)];

    public static IReadOnlyList<string> Severities { get; } =
        [.. Enum.GetValues<Severity>().Reverse().Cast<Severity?>().Append(null).Select(severity => severity.Name())];

    public static string In(string version) => InVersion + version;

    public static string Word(FixState state) => state switch { FixState.Merged => "merged", FixState.NotIn => "not in", _ => Unknown };

    /// <summary>Plain text: its label in the form.</summary>
    public static string Label(string name) =>
        name == Cve ? "CVE" : name.StartsWith(InVersion, StringComparison.Ordinal) ? $"in {name[InVersion.Length..]}" : name;

    public static string? Written(IReadOnlyList<string> authors, IReadOnlyDictionary<string, Member> people) =>
        authors.Count == 0 ? null : string.Join(", ", authors.Select(author => FixAuthors.Written(author, people)));

    public static StaticSelectMenu Menu(IReadOnlyList<string> words, string chosen) =>
        new() { Options = [.. words.Select(Choice)], InitialOption = Choice(chosen) };

    /// <summary>A fix's current fields.</summary>
    public static IReadOnlyList<FixField> Of(Release release, ReleaseFix fix, IReadOnlyDictionary<string, Member> people) => There(
    [
        (Cve, fix.Cve), (Title, fix.Title), (Severity, fix.Severity.Name()), (Product, fix.Product), (Authors, Written(fix.Authors, people)),
        (Reporter, fix.Reporter),
        .. fix.VersionsIn(release).Select(version => (In(version), (string?)Word(fix.StateIn(version)))),
    ]);

    /// <summary>A fix's fields as submitted; a version added since the form opened stays as it was.</summary>
    public static IReadOnlyList<FixField> Read(ViewState state, Release release, ReleaseFix fix, Dictionary<string, string> errors)
    {
        foreach (var name in texts.Where(name => state.Text(name)?.IndexOfAny(['|', '｜', '\n']) >= 0))
            errors[name] = "A bar | separates in Fixes: write it without";
        if (state.Text(Cve) is { } cve && !ReleaseFixes.IsCve(cve))
            errors[Cve] = "Write a number like CVE-2026-1234, or the reference of its request like gitlab-org/cves#7";
        return There(
        [
            .. texts.Select(name => (name, state.Text(name)?.Trim())),
            (Severity, state.Option(Severity) ?? fix.Severity.Name()), (Product, state.Option(Product) ?? fix.Product),
            .. fix.VersionsIn(release).Select(version => (In(version), (string?)(state.Option(In(version)) ?? Word(fix.StateIn(version))))),
        ]);
    }

    /// <summary>The fix with these fields, parsed like a line of <b>Fixes</b>, so that both forms agree.</summary>
    /// <param name="error">What is wrong, in the typist's words, where there is no fix.</param>
    public static ReleaseFix? Make(
        IReadOnlyList<FixField> fields, Release release, ReleaseFix before, IReadOnlyDictionary<string, Member> people, string by, Instant now,
        out string? error)
    {
        var given = fields.ToDictionary(field => field.Name, field => field.Value);
        var severity = given[Severity] == Unknown ? "" : given[Severity];
        string?[] parts =
        [
            $"{before.Link ?? before.Id} {given.GetValueOrDefault(Cve)} {severity}",
            Part("title: ", Title), Part("by ", Authors), Part("reported by ", Reporter),
        ];
        if (!ReleaseFixes.TryParse(string.Join(" | ", parts.OfType<string>()), [before], now, people, out var read, out error))
            return null;
        var fix = read.Single() with { Product = given[Product] };
        foreach (var version in fix.VersionsIn(release))
            fix = FixRules.Say(fix, version, Enum.GetValues<FixState>().First(state => Word(state) == given[In(version)]), by, now);
        return fix;

        string? Part(string mark, string name) => given.TryGetValue(name, out var value) ? mark + value : null;
    }

    /// <summary>Plain text: the fields that differ; versions with their current state.</summary>
    public static IEnumerable<string> Changed(Release release, ReleaseFix before, ReleaseFix after, IReadOnlyDictionary<string, Member> people)
    {
        var (had, has) = (Of(release, before, people).ToDictionary(field => field.Name, field => field.Value),
            Of(release, after, people).ToDictionary(field => field.Name, field => field.Value));
        return from name in had.Keys.Union(has.Keys)
               where had.GetValueOrDefault(name) != has.GetValueOrDefault(name)
               select !name.StartsWith(InVersion, StringComparison.Ordinal) ? Label(name)
                   : has[name] == Word(FixState.NotIn) ? $"not {Label(name)}"
                   : $"{has[name]} {Label(name)}";
    }

    private static IReadOnlyList<FixField> There(IEnumerable<(string Name, string? Value)> fields) =>
        [.. fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => new FixField(field.Name, field.Value!))];

    private static Option Choice(string word) => Option.Of(char.ToUpperInvariant(word[0]) + word[1..], word);
}
