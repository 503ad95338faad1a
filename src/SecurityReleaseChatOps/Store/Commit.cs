using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Everything one use case changes: documents, messages to Slack, the audit. Saved completely or not at all.
/// Values become JSON when they are added, so a record changed later does not change the commit.
/// </summary>
/// <param name="seen">Slack's id of the delivery behind it: a second commit with the same id changes nothing.</param>
public sealed class Commit(string? seen = null)
{
    private readonly List<CommitStep> steps = [];
    private readonly Dictionary<(string Kind, string Id), object?> written = [];
    private readonly List<(int Step, Outgoing Meant)> messages = [];
    private readonly List<Outgoing> effects = [];
    private IReadOnlyList<Outgoing>? routed;

    /// <summary>Slack's id of the delivery, if there is one.</summary>
    public string? Seen { get; private set; } = seen;

    /// <summary>Why it was refused, in plain words for the person who asked; null unless it was.</summary>
    public string? Refusal { get; internal set; }

    /// <summary>Its steps, the delivery first.</summary>
    internal IReadOnlyList<CommitStep> Steps => [.. Seen is null ? [] : new[] { new CommitStep.See(Seen) }, .. steps];

    /// <summary>The messages it shows, as their features wrote them.</summary>
    internal IReadOnlyList<Outgoing> Meant => [.. messages.Select(message => message.Meant)];

    /// <summary>Everything it sends to readers, for <see cref="IEmbargoGuard"/>. A Home is rendered and judged when it is sent.</summary>
    internal IReadOnlyList<Outgoing> Told => [.. routed ?? Meant, .. effects];

    /// <summary>Writes a document.</summary>
    /// <param name="expectedVersion">The version that was read; 0 when the document is to be new.</param>
    public Commit Put<T>(DocumentKind<T> kind, string id, T value, long expectedVersion)
    {
        var body = kind.Write(value);
        written[(kind.Name, id)] = value;
        return Add(new CommitStep.Put(kind.Name, id, body, expectedVersion) { Value = value });
    }

    /// <summary>The document as written in this commit; the default when it is not.</summary>
    public T? Written<T>(DocumentKind<T> kind, string id) => written.GetValueOrDefault((kind.Name, id)) is T value ? value : default;

    /// <summary>Deletes the document of this version.</summary>
    public Commit Delete<T>(DocumentKind<T> kind, string id, long version) =>
        Add(new CommitStep.Delete(kind.Name, id, version));

    /// <summary>Deletes a document without a trace; only for an id that is never written again.</summary>
    public Commit Forget<T>(DocumentKind<T> kind, string id) => Add(new CommitStep.Forget(kind.Name, id));

    /// <summary>Conflicts when a document that was only read has changed since.</summary>
    /// <param name="version">The version that was read; 0 when there was none.</param>
    public Commit Require<T>(DocumentKind<T> kind, string id, long version) =>
        Add(new CommitStep.Require(kind.Name, id, version));

    /// <summary>
    /// Declares the message shown in Slack under this key. The first time it is posted; later content updates it in
    /// place (or replaces it while waiting); the same content changes nothing. It stays in its first channel.
    /// </summary>
    /// <param name="key">Deterministic, such as <c>prompt/9.1.2/U012/2026-11-25</c>.</param>
    /// <param name="channel">A channel's name or id, or a person's id for a direct message.</param>
    /// <param name="message">Its own channel and metadata are not used.</param>
    /// <param name="about">What it is about, which decides with its words who may read it.</param>
    /// <param name="under">The key of the message whose thread it belongs to, and whose channel it uses.</param>
    public Commit Show(string key, string channel, Message message, Classification about, string? under = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(under, key);
        var body = JsonSerializer.Serialize(message with { Channel = null, Metadata = null }, StoreJson.Options);
        messages.Add((steps.Count, new(channel, about, body)));
        return Add(new CommitStep.Show(key, channel, under, body, Json(about)!));
    }

    /// <summary>Makes something happen in Slack once.</summary>
    public Commit Effect(Effect effect)
    {
        var (kind, lane, parent, expires) = OutboxLanes.Of(effect);
        var body = JsonSerializer.Serialize(effect, effect.GetType(), StoreJson.Options);
        var telling = effect as TellingEffect;
        if (telling is not null)
        {
            effects.Add(new(telling.Reader, telling.About, body));
        }

        return Add(new CommitStep.Happen(effect.Key, kind, lane, parent, body, expires, Json(telling?.About)));
    }

    /// <summary>Retries refused messages, since this commit may have removed the reason.</summary>
    public Commit RetryFailed() => Add(new CommitStep.RetryFailed());

    /// <summary>Adds an entry to the audit.</summary>
    /// <param name="who">A Slack user id, or the name of a job.</param>
    /// <param name="what">What was done, in a word or two.</param>
    /// <param name="subject">What it was done to, such as <c>release/9.1.2</c>.</param>
    /// <param name="before">The state before, if there was one.</param>
    /// <param name="after">The state after, if there is one.</param>
    public Commit Audit(string who, string what, string subject, object? before = null, object? after = null) =>
        Add(new CommitStep.Audit(who, what, subject, Json(before), Json(after)));

    /// <summary>Removes what was said about a release from the audit and from our copies of its messages, for ever; an audit entry records it.</summary>
    public Commit TakeOut(string who, string release) => Add(new CommitStep.TakeOut(who, release));

    /// <summary>Makes somebody anonymous in all that is kept, for ever; an entry of the audit says so.</summary>
    /// <param name="person">Slack user id, then names that were typed of them, with commas between.</param>
    public Commit MakeAnonymous(string who, string person) => Add(new CommitStep.MakeAnonymous(who, person));

    /// <param name="goes">Each of <see cref="Meant"/> with its final destination and content.</param>
    internal void Route(IReadOnlyList<Outgoing> goes)
    {
        routed = goes;
        foreach (var ((step, _), message) in messages.Zip(goes))
            steps[step] = (CommitStep.Show)steps[step] with { Lane = message.Reader, Body = message.Json };
    }

    internal Commit SeenAs(string? id)
    {
        Seen ??= id;
        return this;
    }

    /// <param name="undoneBy">Which of <see cref="Steps"/> undid it; null: none.</param>
    internal CommitResult Result(int? undoneBy) => undoneBy switch
    {
        null => CommitResult.Saved,
        0 when Seen is not null => CommitResult.AlreadySeen,
        _ => CommitResult.Conflict,
    };

    private static string? Json(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), StoreJson.Options);

    private Commit Add(CommitStep step)
    {
        steps.Add(step);
        return this;
    }
}
