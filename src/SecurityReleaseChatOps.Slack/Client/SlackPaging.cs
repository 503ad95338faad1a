using System.Runtime.CompilerServices;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Reads paged lists to their end.</summary>
public static class SlackPaging
{
    /// <summary>All conversations of these types.</summary>
    public static IAsyncEnumerable<Conversation> ListAll(
        this IConversationsApi conversations, string types = "public_channel,private_channel", CancellationToken cancellation = default) =>
        Walk(cursor => conversations.List(types, cursor, cancellation), cancellation);

    /// <summary>The ids of all members of a conversation.</summary>
    public static IAsyncEnumerable<string> AllMembers(this IConversationsApi conversations, string channelId, CancellationToken cancellation = default) =>
        Walk(cursor => conversations.Members(channelId, cursor, cancellation), cancellation);

    /// <summary>All people and bots.</summary>
    public static IAsyncEnumerable<User> ListAll(this IUsersApi users, CancellationToken cancellation = default) =>
        Walk(cursor => users.List(cursor, cancellation), cancellation);

    /// <summary>All items of a list, page by page.</summary>
    /// <param name="next">Reads the page at a cursor; retry here to repeat a single page rather than the whole list.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async IAsyncEnumerable<T> Walk<T>(Func<string?, Task<Page<T>>> next, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await next(cursor);
            foreach (var item in page.Items)
                yield return item;
            // A server that returned the same cursor again would otherwise be asked forever.
            cursor = page.NextCursor == cursor ? null : page.NextCursor;
        }
        while (cursor is not null);
    }
}
