using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A CVE with the values that several checks read, parsed once. Its record leaves out what nobody has filled in yet.</summary>
internal sealed class CveChecked(CveSnapshot cve)
{
    private IReadOnlyList<VersionRange>? ranges;
    private IReadOnlyList<ReleaseVersion>? fixedIn;
    private IReadOnlyList<(VersionRange Range, int Index, int Length)>? inWords;
    private Cvss31? vector;

    public CveSnapshot Cve { get; } = cve;

    public CveRecord Record { get; } = Placeholders.Without(cve.Record ?? CveRecord.Empty);

    /// <summary>Empty when there is none.</summary>
    public string Description => Record.Description ?? "";

    /// <summary>The texts that people read, each with its field's name.</summary>
    public IEnumerable<(string Where, string Text)> Texts =>
        new[] { ("title", Cve.Title), ("description", Record.Description), ("solution", Record.Solution), ("credit", Record.Credit) }
            .Where(text => text.Item2 is not null).Select(text => (text.Item1, text.Item2!));

    /// <summary>The affected ranges that can be parsed, in order.</summary>
    public IReadOnlyList<VersionRange> Ranges => ranges ??=
        [.. Record.AffectedVersions.Select(VersionRanges.Read).OfType<VersionRange>()];

    /// <summary>Whether the affected ranges can be compared: there are some, and all can be parsed.</summary>
    public bool HasRanges => Ranges.Count > 0 && Ranges.Count == Record.AffectedVersions.Count && !Ranges.Any(range => range.IsEmpty);

    /// <summary>The fixed versions that can be parsed, oldest first.</summary>
    public IReadOnlyList<ReleaseVersion> Fixed => fixedIn ??=
        [.. Record.FixedVersions.Select(VersionText.Read).OfType<ReleaseVersion>().Distinct().Order()];

    /// <summary>Whether the fixed versions can be compared: there are some, and all can be parsed.</summary>
    public bool HasFixed => Fixed.Count > 0 && Record.FixedVersions.All(text => VersionText.TryRead(text, out _));

    /// <summary>The ranges the description names, with their positions.</summary>
    public IReadOnlyList<(VersionRange Range, int Index, int Length)> InWords => inWords ??= VersionRanges.InWords(Description);

    /// <summary>Null when there is none or it cannot be parsed.</summary>
    public Cvss31? Vector => vector ??= Record.Impact is { } impact && Cvss31.TryRead(impact, out var read, out _) ? read : null;

    /// <summary>The first of the marked words, in quotes.</summary>
    public static string Quoted(string text, IReadOnlyList<MarkedText> marked) => PlainText.Quote(text.Substring(marked[0].Index, marked[0].Length));
}
