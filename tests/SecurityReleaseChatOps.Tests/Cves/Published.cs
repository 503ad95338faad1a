using System.Globalization;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

/// <summary>A CVE record published by GitLab, as a request's YAML, with the facts of its release and post.</summary>
internal sealed record PublishedCve(string Release, IReadOnlyList<ReleaseVersion> Versions, string Number, decimal Score, string? Title, string Yaml)
{
    public CveRecord Record { get; } = Read(Yaml);

    /// <summary>Its state before the release: the council decided what was later published, and the details agree with the record.</summary>
    public CveSnapshot Snapshot => new(Number)
    {
        Number = Number,
        Title = Title,
        Record = Record,
        EeOnly = Editions.In(Record.Description!) == Editions.EeOnly,
        FirstAffected = new CveChecked(new(Number) { Record = Record }).Ranges.Min(range => range.From ?? default).Short(),
        Council = new(Score, Record.Impact),
        Versions = Versions,
    };

    private static CveRecord Read(string yaml)
    {
        CveYaml.TryRead(yaml, out var record, out var problems).ShouldBeTrue(string.Join('\n', problems));
        return record!;
    }
}

/// <summary>The 45 records of <c>Published.txt</c>.</summary>
internal static class Published
{
    public static IReadOnlyList<PublishedCve> All { get; } = [.. Load()];

    public static PublishedCve Of(string release, string number) => All.Single(cve => cve.Release == release && cve.Number == number);

    private static IEnumerable<PublishedCve> Load()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cves", "Published.txt"));
        foreach (var part in text.Split("\n=== ").Skip(1))
        {
            var head = part[..part.IndexOf('\n')].Split('|', StringSplitOptions.TrimEntries);
            ReleaseVersion[] versions = [.. head[1].Split(' ').Select(version => VersionText.Of(version))];
            var title = head.Length > 4 && head[4].Length > 0 ? head[4] : null;
            yield return new(
                head[0], versions, head[2], decimal.Parse(head[3], CultureInfo.InvariantCulture), title, part[(part.IndexOf('\n') + 1)..].TrimEnd('\n') + "\n");
        }
    }
}
