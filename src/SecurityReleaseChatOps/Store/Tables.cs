namespace SecurityReleaseChatOps.Store;

/// <summary>The documents' statements; false is a conflict.</summary>
internal static class Documents
{
    public static bool Put(Session session, string kind, string id, string body, long expectedVersion) => 1 == (expectedVersion == 0
        ? session.Execute("INSERT INTO documents (kind, id, version, body) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING", kind, id, body)
        : session.Execute("UPDATE documents SET body = $4, version = version + 1 WHERE kind = $1 AND id = $2 AND version = $3", kind, id, expectedVersion, body));

    public static bool Delete(Session session, string kind, string id, long version) =>
        session.Execute("DELETE FROM documents WHERE kind = $1 AND id = $2 AND version = $3", kind, id, version) == 1;

    public static bool Is(Session session, string kind, string id, long version) =>
        (session.Scalar("SELECT version FROM documents WHERE kind = $1 AND id = $2", kind, id) as long? ?? 0) == version;
}

/// <summary>Ids of deliveries that were dealt with.</summary>
internal static class SeenIds
{
    public static bool Add(Session session, string id, long now) =>
        session.Execute("INSERT INTO seen (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", id, now) == 1;

    public static void Prune(Session session, long before) => session.Execute("DELETE FROM seen WHERE at < $1", before);
}

/// <summary>Who did what; nothing is ever changed or deleted.</summary>
internal static class AuditLog
{
    public static bool Add(Session session, long now, string who, string what, string subject, string? before, string? after) =>
        session.Execute(
            """
            INSERT INTO audit (seq, at, who, what, subject, before, after)
            VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM audit), $1, $2, $3, $4, $5, $6)
            """,
            now, who, what, subject, before, after) == 1;
}
