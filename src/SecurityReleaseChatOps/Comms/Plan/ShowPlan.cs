using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms</c>: who is told what when, and what is next to do.</summary>
internal sealed class ShowPlan(ReleaseDesk releases, CommsDesk desk, PlanScreens plans) : ReleaseSubcommand(releases)
{
    public override CommandWord Word { get; } = new("/comms", "", "[release]", "who is told what when, and what is next", Role.Viewer);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        SlashCommandResponse.Ephemeral(plans.Render(await desk.Open(release, ct), call.UserId));
}
