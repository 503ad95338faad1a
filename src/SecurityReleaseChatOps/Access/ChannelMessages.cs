namespace SecurityReleaseChatOps.Access;

/// <summary>People's messages as they are now, in channels the app is in.</summary>
internal sealed class ChannelMessages(ISlackApiClient slack, SlackDirectory directory)
{
    // A reply is found among the first messages of its thread.
    private const int LongestThread = 1000;

    /// <summary>The message; null when the app cannot read it, or Slack does not answer in time.</summary>
    /// <param name="thread">The parent message; null for a message outside a thread.</param>
    public async Task<MessageInfo?> Find(string channel, string ts, string? thread, CancellationToken ct)
    {
        if (directory.FindChannel(channel) is not { IsMember: true })
            return null;
        try
        {
            var found = await slack.Conversations.Replies(channel, thread ?? ts, thread is null ? 1 : LongestThread, cancellation: ct);
            return found.Messages.FirstOrDefault(message => message.Ts == ts);
        }
        catch (Exception fault) when (fault is SlackException or OperationCanceledException)
        {
            return null;
        }
    }
}
