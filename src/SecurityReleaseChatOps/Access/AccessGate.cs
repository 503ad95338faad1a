namespace SecurityReleaseChatOps.Access;

/// <summary>
/// Asked before every handler: what is of another workspace is refused, strangers get a friendly refusal, viewers may look. Commands refine it by
/// subcommand.
/// </summary>
internal sealed class AccessGate(
    SlackDirectory directory, IEnumerable<OpenToViewers> open, IEnumerable<OpenToEveryone> everyone, Refusals refusals) : ISlackGate
{
    private readonly HashSet<string> _open = [.. open.Select(o => o.Name)];
    private readonly HashSet<string> _everyone = [.. everyone.Select(o => o.Name)];

    public ValueTask<string?> Refuse(SlackRequestInfo request, CancellationToken cancellation) => new(
        IsOfAnother(request) ? "Sorry, I only work for the workspace that I belong to."
        // An event asks for nothing, and may have no user.
        : request.Kind == SlackRequestKind.Event || _everyone.Contains(request.Name.Split(':')[0]) ? null
        : Judge(request));

    // An app installed for a whole organisation (E…) serves each of its workspaces.
    private bool IsOfAnother(SlackRequestInfo request)
    {
        if (request.TeamId.Length == 0 || directory.Snapshot?.TeamId is not { } ours || !ours.StartsWith('T') || request.TeamId == ours)
            return false;
        refusals.Note(request.Name.Split(':')[0], request.TeamId, "it is of another workspace");
        return true;
    }

    private string? Judge(SlackRequestInfo request) => directory.RoleOf(request.UserId) switch
    {
        Role.Psirt or Role.Admin => null,
        Role.Viewer when request.Kind == SlackRequestKind.Command || _open.Contains(request.Name.Split(':')[0]) => null,
        Role.Viewer => "This is PSIRT's to do. You can see where releases stand with /release and in my Home tab.",
        _ when directory.Snapshot is null => "I have just started and do not know yet who you are. Please try again in a few seconds.",
        _ => "Sorry, I only work for PSIRT, release managers and Communications. If you should be one of them, ask PSIRT to add you.",
    };
}
