namespace SecurityReleaseChatOps.Releases;

/// <summary>Whoever tells others of a release: what went out does not come back with the publication.</summary>
public interface ISentSince
{
    /// <summary>What was sent or told since that moment, oldest first, in a few words of mrkdwn each.</summary>
    Task<IReadOnlyList<string>> Sent(Doc<Release> release, DateTimeOffset since, CancellationToken ct);
}
