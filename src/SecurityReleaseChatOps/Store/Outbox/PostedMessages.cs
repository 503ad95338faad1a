namespace SecurityReleaseChatOps.Store;

/// <summary>Finds our own messages in Slack by the key in their metadata, and our files by name.</summary>
internal sealed class PostedMessages(ISlackApiClient slack)
{
    private const string EventType = "chatops";
    private const int PageSize = 200;

    // 5,000 messages back: a post is looked for moments after its call broke, or at the next start.
    private const int Pages = 25;

    /// <summary>The metadata to find a message by.</summary>
    public static MessageMetadata Mark(string key) => MessageMetadata.Of(EventType, ("key", key));

    /// <summary>The ts of this key's message, or null when it is not there.</summary>
    /// <param name="thread">The thread to look in; null: the channel itself.</param>
    public Task<string?> Find(string channel, string? thread, string key, CancellationToken ct) =>
        Find(channel, thread, message => HasKey(message, key), ct);

    /// <summary>The ts of each message with this key among the latest of a channel or thread.</summary>
    public async Task<IReadOnlyList<string>> FindAll(string channel, string? thread, string key, CancellationToken ct)
    {
        var all = new List<string>();
        await Find(channel, thread, message =>
        {
            if (HasKey(message, key))
                all.Add(message.Ts);
            return false;
        }, ct);
        return all;
    }

    /// <summary>Whether a file of this name was posted there.</summary>
    public async Task<bool> HasFile(string channel, string name, CancellationToken ct) =>
        await Find(channel, null, message => message.Files?.Any(file => file.Name == name) == true, ct) is not null;

    private static bool HasKey(MessageInfo message, string key) => message.Metadata is { EventType: EventType } data && data.Get("key") == key;

    private async Task<string?> Find(string channel, string? thread, Func<MessageInfo, bool> isIt, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < Pages; page++)
        {
            var found = thread is null
                ? await slack.Conversations.History(channel, limit: PageSize, cursor: cursor, cancellation: ct)
                : await slack.Conversations.Replies(channel, thread, limit: PageSize, cursor: cursor, cancellation: ct);
            if (found.Messages.FirstOrDefault(isIt) is { } message)
            {
                return message.Ts;
            }

            if ((cursor = found.NextCursor) is null)
            {
                return null;
            }
        }

        return null;
    }
}
