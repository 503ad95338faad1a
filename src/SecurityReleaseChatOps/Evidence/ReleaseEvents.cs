using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Evidence;

/// <summary>For a step that waits for the release itself: its links, fixes or publication.</summary>
internal sealed class ReleaseEvents(SlackDirectory directory, PublishForms publish) : IEventForm
{
    // The time is typed with the command.
    private const string Typed = "merged";

    private static readonly While merges = new("there is nothing to merge any more", ReleaseState.Preparing);

    public bool Makes(string kind) => While(kind) is not null;

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct) =>
        // Whoever may not submit the form says in words how it was done.
        kind is not (Typed or "published") && Who.Psirt.Refuse(directory, at.By) is not null ? null
        : While(kind)!.Refuse(release.Value) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : kind == Typed
        ? ActionResponse.Ephemeral($"`/release merged {release.Id}` says that it is; with the time if that was earlier: `/release merged 12:40 {release.Id}`.")
        : ActionResponse.Open(await Form(release, kind, at, new(release.Id, at.ResponseUrl, at.View), ct));

    private async Task<ModalViewDefinition> Form(Doc<Release> release, string kind, PressedAt at, AboutRelease about, CancellationToken ct) => kind switch
    {
        "published" => (await publish.Open(release, at.By, ct)).Render(about),
        "versions" => VersionsModal.Render(release.Value, about),
        "fix-merged" when release.Value.Fixes.FirstOrDefault(fix => fix.Id == at.Subject) is { } fix =>
            FixModal.Render(release.Value, fix, directory.People, about),
        _ when ReleaseEvidence.LinkOf(kind) is { } link => LinksModal.Render(release.Value, about, link),
        _ => FixesModal.Render(release.Value, directory.People, about: about),
    };

    private static While? While(string kind) => kind switch
    {
        Typed => merges,
        "published" => PublishModal.Open,
        "versions" => VersionsModal.Open,
        "fixes" or "fix-cve" or "fix-merged" or "cve-requested" or "security-fixes" => FixesModal.Open,
        _ => ReleaseEvidence.LinkOf(kind) is null ? null : LinksModal.Open,
    };
}
