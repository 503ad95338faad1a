using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary>How the CVEs of a release are shown: all, one, and what its checks find.</summary>
internal static class CveMessage
{
    private const int MostRows = 15;
    private const int MostFindings = 30;
    private const int LongestYaml = 2500;

    /// <summary>All CVEs, one a row.</summary>
    public static Message List(ReleaseCvesSnapshot all, CveFindings findings)
    {
        var release = all.Release;
        Block[] rows = all.Cves.Count == 0
            ? [SectionBlock.Of(
                $"{release.Named()} has no CVE yet. Add one by its YAML; several at once by *Add CVE* in the menu of a message with their files.")]
            :
            [
                SectionBlock.Of($"{release.Named()} · {Counted(all.Cves.Count, "CVE")}, {all.Cves.Count(cve => cve.IsValidated)} validated"),
                .. all.Cves.Take(MostRows).Select(cve => SectionBlock.Of(
                    $"{Headed(cve)}\n{State(cve, findings.Of(cve))}", CveButton.Of("Show", "/cve show", release, cve))),
                .. all.Cves.Count > MostRows
                    ? [ContextBlock.Of(string.Create(CultureInfo.InvariantCulture, $"and {all.Cves.Count - MostRows} more: `/cve show CVE-…` shows one"))]
                    : Array.Empty<Block>(),
            ];
        return new()
        {
            Text = $"The CVEs of {Mrkdwn.Plain(release.Title())}",
            Blocks =
            [
                .. rows,
                new ActionsBlock
                {
                    Elements =
                    [
                        RunCommand.Button("Add CVE", "/cve add", release),
                        .. all.Cves.Count == 0
                            ? []
                            : new[] { RunCommand.Button("Check all", "/cve check", release), RunCommand.Button("Export", "/cve export", release) },
                    ],
                },
            ],
        };
    }

    /// <summary>One CVE with all that is known about it.</summary>
    /// <param name="name">From a Slack user id to mrkdwn that does not notify.</param>
    public static Message Show(ReleaseCvesSnapshot all, ReleaseCve cve, CveFindings findings, Func<string, string> name) => new()
    {
        Text = $"{Mrkdwn.Plain(cve.Name)} of {Mrkdwn.Plain(all.Release.Title())}",
        Blocks =
        [
            SectionBlock.Of($"{Headed(cve)}\n{State(cve, findings.Of(cve))}"),
            .. Facts(cve, name) is { Count: > 0 } facts ? [ContextBlock.Of(string.Join(" · ", facts))] : Array.Empty<Block>(),
            .. cve.Known is { Yaml: { Length: > 0 } yaml } ? [Code(yaml)] : Array.Empty<Block>(),
            new ActionsBlock
            {
                Elements =
                [
                    .. new[] { ("Check", "check"), ("Edit", "edit"), ("Validate", "validate"), ("Details", "details"), ("Fill", "fill"), ("Export", "export"),
                        ("Remove", "remove") }
                        .Select(button => CveButton.Of(button.Item1, "/cve " + button.Item2, all.Release, cve)),
                ],
            },
        ],
    };

    /// <summary>What the checks find in some CVEs of a release, worst first; in fixed words that a person or a program can search for.</summary>
    /// <param name="words">mrkdwn shown above it, saying what was done; null for none.</param>
    public static Message Checked(ReleaseCvesSnapshot all, IReadOnlyList<ReleaseCve> asked, CveFindings findings, string? words = null)
    {
        var found = asked.SelectMany(cve => findings.Of(cve).Select(one => (Cve: cve, Found: one))).OrderBy(one => one.Found.Finding.Level).ToList();
        var counted = Findings.Counted(found.Select(one => one.Found.Finding));
        var comment = asked is [var alone] ? CveChecks.Comment(findings.Of(alone)) : null;
        return new()
        {
            Text = $"{counted} in {(asked is [var only] ? Mrkdwn.Plain(only.Name) : Counted(asked.Count, "CVE"))}",
            Blocks =
            [
                new SectionBlock { Text = new Markdown(
                    $"{counted}{(asked is [var one] ? $" in *{Mrkdwn.Plain(one.Name)}*" : $" in {Counted(asked.Count, "CVE")}")}{(words is null ? "" : "\n" + words)}") },
                .. found.Take(MostFindings).Select(each => Line(all.Release, each.Cve, each.Found, named: asked.Count > 1)),
                .. found.Count > MostFindings
                    ? [ContextBlock.Of(
                        string.Create(CultureInfo.InvariantCulture, $"and {found.Count - MostFindings} more: `/cve check CVE-…` shows those of one"))]
                    : Array.Empty<Block>(),
                .. comment is null ? [] : new Block[] { SectionBlock.Of("To paste as a comment on its issue:"), Code(comment) },
            ],
        };
    }

    /// <summary>A text verbatim, in a code block.</summary>
    public static RichTextBlock Code(string text) => new()
    {
        Elements = [new RichTextPreformatted { Elements = [new RichTextText(Text.PlainText.Cut(text.TrimEnd(), LongestYaml))] }],
    };

    /// <summary>mrkdwn: number, severity and title.</summary>
    private static string Headed(ReleaseCve cve) =>
        $"*{Mrkdwn.Plain(cve.Name)}*{(cve.Number is null ? " (requested)" : "")} · "
        + $"{cve.Severity.Name()}\n{(cve.Title is { } title ? Mrkdwn.Plain(title) : "_no title yet_")}";

    private static string State(ReleaseCve cve, IReadOnlyList<CveFinding> found)
    {
        var said = new List<string>();
        if (cve.Known?.Invalid is { } invalid)
            said.Add($":no_entry: invalid: {Mrkdwn.Plain(invalid.Reason)}");
        said.Add(cve.Known is not { Yaml.Length: > 0 } ? "no YAML yet" : Findings.Counted(found.Select(one => one.Finding)));
        said.Add(cve.IsValidated ? ":white_check_mark: validated" : "not validated");
        return string.Join(" · ", said);
    }

    private static List<string> Facts(ReleaseCve cve, Func<string, string> name)
    {
        var facts =
            new List<string> { "fixed by "
                + string.Join(", ", cve.Fixes.Select(fix => fix.Link is { } link ? Mrkdwn.Link(link, fix.Id) : Mrkdwn.Plain(fix.Id))) };
        if (cve.IsValidated && cve.Known!.Validated is { } validation)
            facts.Add($"validated by {name(validation.By)} {Mrkdwn.Date(validation.At)}");
        if (cve.Known?.Details is { } details)
            facts.Add(
                $"{details.EeOnly switch { true => "EE only", false => "CE and EE", null => "edition unknown" }}{(details.FirstVersion is { } first ? $", since {Mrkdwn.Plain(first)}" : "")}");
        if (cve.Known?.Council is { } council)
            facts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"council: {council.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "no score"}, {Counted(council.Votes, "vote")}"));
        if (cve.Known?.Report is { } report)
            facts.Add(Mrkdwn.Link(report.Url, "HackerOne report") + (report.Engineer is { } engineer ? $", imported by {name(engineer)}" : ""));
        return facts;
    }

    private static SectionBlock Line(Release release, ReleaseCve cve, CveFinding found, bool named) => new()
    {
        Text = new Markdown(
            $"{Sign(found.Finding.Level)} *{(named ? Mrkdwn.Plain(cve.Name) + " " : "")}{found.Finding.Row}* {Mrkdwn.Plain(found.Finding.Where)}: "
            + $"{Mrkdwn.Plain(found.Finding.Why)}. {Mrkdwn.Plain(found.Finding.Mend)}."),
        Accessory = found.Fix is null ? null : FixCve.Button(release, cve, found),
    };

    private static string Sign(Level level) => level switch
    {
        Level.Error => ":x:",
        Level.Warning => ":warning:",
        _ => ":memo:",
    };

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
