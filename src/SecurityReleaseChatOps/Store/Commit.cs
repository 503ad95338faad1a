using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Everything that one use case changes: documents, what Slack is to show, the audit. Saved whole or not at all.
/// Values become JSON when they are added, so a record changed later does not change the commit.
/// </summary>
/// <param name="seen">Slack's id of the delivery that asked for it: a second commit with the same id changes nothing.</param>
public sealed class Commit(string? seen = null)
{
    private readonly List<Func<Session, long, bool>> steps = [];

    /// <summary>Slack's id of the delivery, if there is one.</summary>
    public string? Seen { get; private set; } = seen;

    internal bool WakesOutbox { get; private set; }

    /// <summary>Writes a document.</summary>
    /// <param name="expectedVersion">The version that was read; 0 when the document is to be new.</param>
    public Commit Put<T>(DocumentKind<T> kind, string id, T value, long expectedVersion)
    {
        var body = kind.Write(value);
        return Add((session, _) => Documents.Put(session, kind.Name, id, body, expectedVersion));
    }

    /// <summary>Writes a document anew over the one that was read.</summary>
    public Commit Put<T>(DocumentKind<T> kind, Doc<T> read, T value) => Put(kind, read.Id, value, read.Version);

    /// <summary>Deletes the document of this version.</summary>
    public Commit Delete<T>(DocumentKind<T> kind, string id, long version) =>
        Add((session, _) => Documents.Delete(session, kind.Name, id, version));

    /// <summary>Conflicts when a document that was only read has changed since.</summary>
    /// <param name="version">The version that was read; 0 when there was none.</param>
    public Commit Require<T>(DocumentKind<T> kind, string id, long version) =>
        Add((session, _) => Documents.Is(session, kind.Name, id, version));

    /// <summary>Adds a line to the audit.</summary>
    /// <param name="who">A Slack user id, or the name of a job.</param>
    /// <param name="what">What was done, in a word or two.</param>
    /// <param name="subject">What it was done to, such as <c>release/9.1.2</c>.</param>
    /// <param name="before">The state before, if there was one.</param>
    /// <param name="after">The state after, if there is one.</param>
    public Commit Audit(string who, string what, string subject, object? before = null, object? after = null)
    {
        var (old, @new) = (Json(before), Json(after));
        return Add((session, now) => AuditLog.Add(session, now, who, what, subject, old, @new));
    }

    internal Commit SeenAs(string? id)
    {
        Seen ??= id;
        return this;
    }

    internal CommitResult Execute(Session session, long now)
    {
        if (Seen is not null && !SeenIds.Add(session, Seen, now))
        {
            return CommitResult.AlreadySeen;
        }

        return steps.TrueForAll(step => step(session, now)) ? CommitResult.Saved : CommitResult.Conflict;
    }

    private static string? Json(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), StoreJson.Options);

    private Commit Add(Func<Session, long, bool> step)
    {
        steps.Add(step);
        return this;
    }
}
