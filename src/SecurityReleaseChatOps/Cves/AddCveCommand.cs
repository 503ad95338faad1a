using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve add</c>: opens <b>Add CVE</b>.</summary>
internal sealed class AddCveCommand(ReleaseStore releases, CveStore store) : CvesCommand(releases, store)
{
    public override CommandUsage Usage { get; } = new("/cve", "add", "[release]", "add a CVE by its YAML, or while it is only requested", Button: "Add CVE");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, CommandCall call, CancellationToken ct) => Task.FromResult(
        SlashCommandResponse.Open(CveModal.Render(cves, null, new(cves.Release.Id, call.Slack.ResponseUrl), Named(call))));

    private static string? Named(CommandCall call) => CveLookup.Split(call.Rest).Name is { } name && !CveLookup.IsEnding(name) ? name : null;
}

/// <summary><c>/cve edit</c>: opens <b>Edit CVE</b>.</summary>
internal sealed class EditCveCommand(ReleaseStore releases, CveStore store) : OnCveCommand(releases, store)
{
    public override CommandUsage Usage { get; } = new("/cve", "edit", "[cve]", "change its number, title or YAML");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) => Task.FromResult(
        SlashCommandResponse.Open(CveModal.Render(cves, cve, new(cves.Release.Id, call.Slack.ResponseUrl, Of: cve.Id))));
}
