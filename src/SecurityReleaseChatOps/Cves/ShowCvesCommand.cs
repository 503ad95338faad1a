using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve</c> and <c>/cve list</c>: the CVEs of a release.</summary>
internal abstract class ListOfCvesCommand(string word, string help, string? button, ReleaseStore releases, CveStore store)
    : CvesCommand(releases, store, onlyShows: true)
{
    public override CommandUsage Usage { get; } = new("/cve", word, "[release]", help, Button: button);

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Ephemeral(CveMessage.List(cves, CveFindings.In(cves))));
}

/// <summary><c>/cve</c>.</summary>
internal sealed class ShowCvesCommand(
    ReleaseStore releases, CveStore store) : ListOfCvesCommand("", "the CVEs of a release, and how far each is", "CVEs", releases, store);

/// <summary><c>/cve list</c>.</summary>
internal sealed class ListCvesCommand(ReleaseStore releases, CveStore store) : ListOfCvesCommand("list", "the same", null, releases, store);

/// <summary><c>/cve show</c>: one of them.</summary>
internal sealed class ShowCveCommand(ReleaseStore releases, CveStore store, SlackDirectory directory)
    : OnCveCommand(releases, store, onlyShows: true)
{
    public override CommandUsage Usage { get; } = new("/cve", "show", "[cve]", "all that is known of one");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Ephemeral(CveMessage.Show(cves, cve, CveFindings.In(cves), directory.Shown)));
}
