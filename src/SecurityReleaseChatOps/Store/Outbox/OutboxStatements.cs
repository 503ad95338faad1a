namespace SecurityReleaseChatOps.Store;

/// <summary>How a commit's wishes enter the outbox. The lane is where order is kept: a channel as the feature named it.</summary>
internal static class OutboxStatements
{
    /// <summary>The kind of shown messages; that of an effect is the name of its type.</summary>
    public const string Message = "Message";

    private const string Insert =
        """
        INSERT INTO outbox (key, seq, kind, lane, parent, body, state, wanted, done, at, expires, about)
        VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM outbox), $2, COALESCE((SELECT lane FROM outbox WHERE key = $4), $3), $4, $5, 'waiting', 1, 0, $6, $7, $8)
        ON CONFLICT (key)
        """;

    // One that waits keeps its place; one that stands, or failed, lines up anew.
    private const string Again =
        """
        DO UPDATE SET
            seq = CASE WHEN outbox.state = 'waiting' THEN outbox.seq ELSE excluded.seq END,
            wanted = outbox.wanted + 1, body = excluded.body, about = excluded.about, state = 'waiting', error = NULL, at = excluded.at
        """;

    /// <summary>
    /// The message is to stand under the key; the same again changes nothing, unless it failed. What it is about counts when it is
    /// sent: one that stands is not sent again for that.
    /// </summary>
    public static Statement Show(long now, string key, string lane, string? parent, string body, string about) => new(
        $"{Insert} {Again} WHERE outbox.body <> excluded.body OR outbox.state = 'failed' OR (outbox.state = 'waiting' AND COALESCE(outbox.about, '') <> "
        + $"excluded.about)",
        [key, Message, lane, parent, body, now, null, about]);

    /// <summary>The effect is to happen once; what says how something is to stand, such as a home, however often it is asked for.</summary>
    public static Statement Add(long now, string key, string kind, string lane, string? parent, string body, long? expires, string? about) =>
        new(kind is nameof(PublishHome) or nameof(SetUserGroup) or nameof(SetTopic) ? $"{Insert} {Again}" : $"{Insert} DO NOTHING", [key, kind, lane, parent, body, now, expires, about]);

    /// <summary>What failed waits again. A message that is being refused at this moment is wanted anew: it is not given up for what is over.</summary>
    public static Statement RetryFailed() => new(
        """
        UPDATE outbox SET wanted = CASE WHEN state = 'waiting' THEN wanted + 1 ELSE wanted END, state = 'waiting', error = NULL
        WHERE state = 'failed' OR (state = 'waiting' AND kind = 'Message' AND begun IS NULL)
        """,
        []);

    /// <summary>This one waits again, if it failed and nothing else was wanted since.</summary>
    public static Statement RetryFailed(string key, long wanted) =>
        new("UPDATE outbox SET state = 'waiting', error = NULL WHERE state = 'failed' AND key = $1 AND wanted = $2", [key, wanted]);

    /// <summary>Forgets effects that ended long ago. Messages stay: they may change yet.</summary>
    public static Statement Prune(long before) =>
        new("DELETE FROM outbox WHERE kind <> 'Message' AND state <> 'waiting' AND at < $1", [before]);

    /// <summary>
    /// Where an effect belongs. Homes and answers have lanes of their own: no channel's order holds them up. One on a message takes its lane.
    /// </summary>
    public static (string Kind, string Lane, string? Parent, long? Expires) LaneOf(Effect effect) => effect switch
    {
        AddBookmark b => (nameof(AddBookmark), b.Channel, null, null),
        GiveFile f => (nameof(GiveFile), f.Channel, null, null),
        Respond r => (nameof(Respond), "respond:" + r.Key, null, r.Expires.ToUnixTimeMilliseconds()),
        PublishHome h => (nameof(PublishHome), h.Key, null, null),
        SetUserGroup g => (nameof(SetUserGroup), g.Key, null, null),
        SetTopic t => (nameof(SetTopic), t.Channel, null, null),
        Pin p => (nameof(Pin), "under:" + p.MessageKey, p.MessageKey, null),
        FetchPermalink p => (nameof(FetchPermalink), "under:" + p.MessageKey, p.MessageKey, null),
        _ => throw new ArgumentException($"No one delivers a {effect.GetType().Name}.", nameof(effect)),
    };
}
