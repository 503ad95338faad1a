using System.Text.Json;
using SecurityReleaseChatOps.Slack;

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

    /// <summary>
    /// Says what is to stand in Slack under this key. The first time it is posted; other content later updates it in
    /// place (what waits is replaced); the same content changes nothing. It stays in the channel it first went to.
    /// </summary>
    /// <param name="key">Deterministic, such as <c>prompt/9.1.2/U012/2026-11-25</c>.</param>
    /// <param name="channel">A channel's name or id, or a person's id for a direct message.</param>
    /// <param name="message">Its own channel and metadata are not used.</param>
    /// <param name="under">The key of the message in whose thread it belongs; its channel is then the one.</param>
    public Commit Show(string key, string channel, Message message, string? under = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(under, key);
        var body = JsonSerializer.Serialize(message with { Channel = null, Metadata = null }, StoreJson.Options);
        return ToOutbox((session, now) => Wishes.Show(session, now, key, channel, under, body));
    }

    /// <summary>Says that nothing is to stand under this key any more.</summary>
    public Commit Remove(string key) => ToOutbox((session, now) => Wishes.Remove(session, now, key));

    /// <summary>Has something happen in Slack once.</summary>
    public Commit Effect(Effect effect)
    {
        var (kind, lane, parent, expires) = Wishes.Place(effect);
        var body = JsonSerializer.Serialize(effect, effect.GetType(), StoreJson.Options);
        return ToOutbox((session, now) => Wishes.Add(session, now, effect.Key, kind, lane, parent, body, expires));
    }

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

    private Commit ToOutbox(Action<Session, long> wish)
    {
        WakesOutbox = true;
        return Add((session, now) =>
        {
            wish(session, now);
            return true;
        });
    }

    private Commit Add(Func<Session, long, bool> step)
    {
        steps.Add(step);
        return this;
    }
}
