using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Fixes that are not in a version, or with an unknown state, are missing before the post moves to canonical, and before publication.</summary>
internal sealed class FixesMissing(SlackDirectory directory) : IMissing
{
    public Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct) =>
        Task.FromResult(
            gate is not (Gate.Canonical or Gate.Publish)
                ? []
                : FixRules.Missing(release.Value, author => SlackDirectory.IsPerson(author) ? directory.Shown(author) : Mrkdwn.Plain(author)));
}
