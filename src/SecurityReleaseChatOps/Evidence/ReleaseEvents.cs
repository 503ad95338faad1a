using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Evidence;

/// <summary>Where a step waits for something of the release itself: its links, its fixes.</summary>
internal sealed class ReleaseEvents(SlackDirectory directory) : IEventForm
{
    public bool Makes(string kind) => Form(kind) is not null;

    public Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var (open, form) = Form(kind)!.Value;
        return Task.FromResult<ActionResponse?>(open.Refuse(release.Value) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no)) : ActionResponse.Open(form(release.Value)));
    }

    private (While Open, Func<Release, ModalViewDefinition> Form)? Form(string kind) => kind switch
    {
        _ when kind.StartsWith("linked.", StringComparison.Ordinal) => (LinksModal.Open, LinksModal.Render),
        "fixes" or "fix-cve" or "cve-requested" or "security-fixes" => (FixesModal.Open, release => FixesModal.Render(release, directory.People)),
        _ => null,
    };
}
