using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Reports the posted thanks among what was sent since publication.</summary>
internal sealed class ThanksSent(ThanksStore thanks) : ISentSince
{
    public async Task<IReadOnlyList<string>> Sent(Doc<Release> release, Instant since, CancellationToken ct) =>
        (await thanks.Open(release, ct)).Posted?.At >= since ? [$"the thanks in #{Mrkdwn.Escape(thanks.Channel)}"] : [];
}
