namespace SecurityReleaseChatOps.Store;

/// <summary>How a commit's wishes enter the outbox. The lane is where order is kept: a channel as the feature named it.</summary>
internal static class Wishes
{
    public const string Message = "message";
    public const string Home = "home";

    private const string Insert =
        """
        INSERT INTO outbox (key, seq, kind, lane, parent, body, state, wanted, done, at, expires)
        VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM outbox), $2, COALESCE((SELECT lane FROM outbox WHERE key = $4), $3), $4, $5, 'waiting', 1, 0, $6, $7)
        ON CONFLICT (key)
        """;

    // One that waits keeps its place; one that stands, or failed, lines up anew.
    private const string Again =
        """
        DO UPDATE SET
            seq = CASE WHEN outbox.state = 'waiting' THEN outbox.seq ELSE excluded.seq END,
            wanted = outbox.wanted + 1, body = excluded.body, state = 'waiting', error = NULL, at = excluded.at
        """;

    /// <summary>The message is to stand under the key; the same again changes nothing, unless it failed.</summary>
    public static void Show(Session session, long now, string key, string lane, string? parent, string body) => session.Execute(
        $"{Insert} {Again} WHERE outbox.body <> excluded.body OR outbox.state = 'failed'",
        key, Message, lane, parent, body, now, null);

    /// <summary>The message is to stand there no more.</summary>
    public static void Remove(Session session, long now, string key) => session.Execute(
        """
        UPDATE outbox SET body = '', wanted = wanted + 1, state = 'waiting', error = NULL, at = $2
        WHERE key = $1 AND kind = 'message' AND body <> ''
        """,
        key, now);

    /// <summary>The home is to be published, whatever was asked before.</summary>
    public static void PublishHome(Session session, long now, string key, string user) =>
        session.Execute($"{Insert} {Again}", key, Home, key, null, user, now, null);

    /// <summary>It is to happen once.</summary>
    public static void Once(Session session, long now, string key, string kind, string lane, string? parent, string body, long? expires) =>
        session.Execute($"{Insert} DO NOTHING", key, kind, lane, parent, body, now, expires);
}
