using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve request</c>: the text of a CVE request for a fix, ready to paste: a critical release requires one at once (row D3).</summary>
internal sealed class RequestCveCommand(ReleaseStore releases) : ReleaseTextCommand(releases, CvesCommand.Open)
{
    public override CommandUsage Usage { get; } = new("/cve", "request", "[fix] [release]", "the text of a CVE's request, ready to paste");

    protected override bool EndsInText => true;

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var waiting = release.Value.Fixes.Where(fix => fix.Cve is null).ToList();
        var fix = call.Rest.IsEmpty ? waiting.Take(2).ToList() is [var one] ? one : null : FixRules.Find(release.Value, call.Rest);
        return Task.FromResult(fix is null
            ? SlashCommandResponse.Ephemeral(release.Value.Fixes.Count == 0
                ? $"{release.Value.Named()} has no fix yet: `/release fixes` names them."
                : waiting.Count == 0
                ? $"Every fix of {release.Value.Named()} has its CVE."
                : $"Name the fix, such as `/cve request {Mrkdwn.Plain(waiting[0].Id)}`. Without a CVE are "
                    + $"{string.Join(", ", waiting.Take(5).Select(one => Mrkdwn.Plain(one.Id)))}.")
            : SlashCommandResponse.Open(
                CopyModal.Render(
                    "CVE request", [new($"{Mrkdwn.Plain(fix.Id)} of {release.Value.Named()}. Once it is requested, `/release fix` takes its reference.")],
                    [("Title", CveRequest.Title(fix)), ("Description", CveRequest.Description(release.Value, fix))])));
    }
}

/// <summary>A CVE request in the form of its issue (row E1), filled in as far as the fix knows; pure.</summary>
internal static class CveRequest
{
    public static string Title(ReleaseFix fix) => fix.Title ?? "[PSIRT: ${CWE_TITLE} issue in ${COMPONENT} impacts GitLab ${GITLAB_EDITION}]";

    /// <summary>Markdown that contains the YAML.</summary>
    public static string Description(Release release, ReleaseFix fix)
    {
        var path = fix.Id.Split('#', '!')[0];
        var known = CveProducts.Find(path);
        var record = CveRecord.Empty with
        {
            Product = new(path, "GitLab", known?.Name ?? fix.Product, known is null ? [] : [known.Cpe]),
            Credit = fix.Reporter is { } reporter
                ? $"Thanks [{reporter}](https://hackerone.com/{reporter}) for reporting this vulnerability through our HackerOne bug bounty program"
                : null,
            References = fix.Link is { } url ? [url] : [],
        };
        var versions = fix.VersionsIn(release).Select(text => VersionText.TryRead(text, out var version) ? version : (ReleaseVersion?)null)
            .OfType<ReleaseVersion>();
        return $"```yaml\n{CveYaml.Write(CveFill.Of(new(fix.Id) { Title = fix.Title, Record = record, Fixes = [fix], Versions = [.. versions] })).TrimEnd()}\n```";
    }
}
