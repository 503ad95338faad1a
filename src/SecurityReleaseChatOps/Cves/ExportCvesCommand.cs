using System.Text;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve export</c>: sends the YAML of one CVE, or of all, as a file to whoever asks.</summary>
internal sealed class ExportCvesCommand(ReleaseStore releases, CveStore store, IStore documents, TimeProvider time)
    : CvesCommand(releases, store, onlyShows: true)
{
    public override CommandUsage Usage { get; } = new("/cve", "export", "[cve]", "the YAML as a file, of one or of all");

    protected override async Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, CommandCall call, CancellationToken ct)
    {
        var name = CveLookup.Split(call.Rest).Name;
        ReleaseCve? one = null;
        if (name is not null && (one = CveLookup.Find(cves, name, out var why)) is null)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(why));
        IReadOnlyList<ReleaseCve> asked = one is null ? cves.Cves : [one];
        var written = asked.Where(cve => cve.Known is { Yaml.Length: > 0 }).ToList();
        if (written.Count == 0)
            return SlashCommandResponse.Ephemeral(
                $"{Mrkdwn.Plain(one?.Name ?? cves.Release.Named())} has no YAML yet: `/cve {(one is null ? "add" : "edit")}` takes it.");
        // The file's name is its key in the person's direct messages, so it must be unique.
        var file = new GiveFile(
            string.Create(
                CultureInfo.InvariantCulture, $"{(one is null ? cves.Release.Id + "-cves" : FileName(one))}-{time.Now():yyyy-MM-dd-HHmmssfff}.yml"),
            call.UserId,
            Content(written),
            $"{(one is null ? $"The CVEs of {cves.Release.Named()}" : $"*{Mrkdwn.Plain(one.Name)}* of {cves.Release.Named()}")} as YAML.",
            Classification.Embargoed(cves.Release.Id));
        return await documents.Give(call, [file], SlashCommandResponse.Ephemeral("The file is in your messages with me."), ct);
    }

    /// <summary>A single one as entered; several as documents of one file, each under a comment that names it.</summary>
    internal static string Content(IReadOnlyList<ReleaseCve> written) => written is [var one] ? one.Known!.Yaml + "\n" : string.Join('\n', written.Select(cve =>
        new StringBuilder("# ").Append(Line(cve.Name)).Append(cve.Title is { } title ? ": " + Line(title) : "")
            .Append('\n').Append(cve.Known!.Yaml.StartsWith("---", StringComparison.Ordinal) ? "" : "---\n").Append(cve.Known.Yaml).Append('\n').ToString()));

    // A line break would end the comment.
    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static string FileName(ReleaseCve cve) => string.Concat(cve.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
}
