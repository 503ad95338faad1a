namespace SecurityReleaseChatOps.Store;

/// <summary>
/// The documents' statements; one that changes another number of rows is a conflict. A deleted document leaves its empty row, so that
/// kind, id and version name one value for ever: who read that version once need not read it again.
/// </summary>
internal static class Documents
{
    public static Statement Put(string kind, string id, string body, long expectedVersion) => expectedVersion == 0
        ? new(
            """
            INSERT INTO documents (kind, id, version, body) VALUES ($1, $2, 1, $3)
            ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body, version = documents.version + 1 WHERE documents.body = ''
            """,
            [kind, id, body],
            1)
        : new("UPDATE documents SET body = $4, version = version + 1 WHERE kind = $1 AND id = $2 AND version = $3", [kind, id, expectedVersion, body], 1);

    public static Statement Delete(string kind, string id, long version) =>
        new("UPDATE documents SET body = '', version = version + 1 WHERE kind = $1 AND id = $2 AND version = $3", [kind, id, version], 1);

    public static Statement Forget(string kind, string id) => new("DELETE FROM documents WHERE kind = $1 AND id = $2", [kind, id]);

    /// <summary>Changes nothing, and finds out by that whether it could.</summary>
    public static Statement Require(string kind, string id, long version) => version == 0
        ? new("UPDATE documents SET version = version WHERE kind = $1 AND id = $2 AND body <> ''", [kind, id], 0)
        : new("UPDATE documents SET version = version WHERE kind = $1 AND id = $2 AND version = $3", [kind, id, version], 1);
}

/// <summary>Ids of deliveries that were dealt with.</summary>
internal static class SeenIds
{
    public static Statement Add(string id, long now) => new("INSERT INTO seen (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [id, now], 1);

    public static Statement Prune(long before) => new("DELETE FROM seen WHERE at < $1", [before]);
}

/// <summary>Who did what; nothing is ever changed or deleted.</summary>
internal static class AuditLog
{
    public static Statement Add(long now, string who, string what, string subject, string? before, string? after) => new(
        """
        INSERT INTO audit (seq, at, who, what, subject, before, after)
        VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM audit), $1, $2, $3, $4, $5, $6)
        """,
        [now, who, what, subject, before, after]);
}
