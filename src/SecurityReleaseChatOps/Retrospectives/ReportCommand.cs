using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Retrospectives;

/// <summary><c>/release report</c>: sends whoever asks a file and a picture of how a release went.</summary>
internal sealed class ReportCommand(
    ReleaseStore releases, ChecklistStore checklists, HandoverStore handovers, CommsStore comms, IStore store, SlackDirectory directory, TimeProvider time)
    : ReleaseCommand(releases)
{
    public override CommandUsage Usage { get; } = new("/release", "report", "[release]", "how it went: a file and a timeline", Button: "Report");

    // More edits than the CVEs of any release get.
    private const int MostEdits = 2000;

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var told = await comms.Open(release, ct);
        var of = Retrospective.Of(
            release.Value, (await checklists.Open(release, ct))?.Board, (await handovers.Open(release, ct)).AllHandovers, told.Pings, told.Matrix.NameOf,
            await store.Audit([$"cve/{release.Id}/", $"blog-post/{release.Id}"], Instant.MinValue, null, MostEdits, ct));
        var name = string.Create(CultureInfo.InvariantCulture, $"{release.Id}-report-{time.Now():yyyy-MM-dd-HHmmssfff}");
        var about = Classification.Embargoed(release.Id);
        var file = new GiveFile($"{name}.md", call.UserId, RetrospectiveText.Markdown(of, directory.NameOf), $"How {release.Value.Named()} went.", about);
        var picture = new GiveFile(
            $"{name}.png", call.UserId, Convert.ToBase64String(TimelinePicture.Draw(of)), $"The timeline of {release.Value.Named()}.", about)
        { AltText = TimelinePicture.InWords(of) };
        return await store.Give(call, [file, picture], SlashCommandResponse.Ephemeral("The file and the picture are in your messages with me."), ct);
    }
}

/// <summary>Looking back at a release.</summary>
internal static class RetrospectiveFeature
{
    public static void AddRetrospectives(this WebApplicationBuilder builder) => builder.Services.AddSubcommand<ReportCommand>();
}
