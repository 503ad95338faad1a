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
        Add(new CommitStep.Audit(who, what, subject, Json(before), Saved(after) ?? Json(after)));

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

    /// <summary>The JSON of a value that this commit also saves, which is written once.</summary>
    private string? Saved(object? value) =>
        value is null ? null : steps.OfType<CommitStep.Put>().FirstOrDefault(put => ReferenceEquals(put.Value, value))?.Body;

    private static string? Json(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), StoreJson.Options);

    private Commit Add(CommitStep step)
    {
        steps.Add(step);
        return this;
    }
}

/// <summary>One thing that a commit does, as data: each engine applies it in its own way.</summary>
internal abstract record CommitStep
{
    /// <summary>Writes a document.</summary>
    /// <param name="Version">The version it replaces, else it conflicts; 0 for a new document.</param>
    public sealed record Put(string Kind, string Id, string Body, long Version) : CommitStep
    {
        /// <summary>What the JSON says, for who reads it next; null: only the JSON is at hand.</summary>
        public object? Value { get; init; }
    }

    /// <summary>
    /// Deletes the document of this version. An empty row stays, so that kind, id and version identify one value for ever: whoever read
    /// that version need not read it again.
    /// </summary>
    public sealed record Delete(string Kind, string Id, long Version) : CommitStep;

    /// <summary>Deletes a document without a trace.</summary>
    public sealed record Forget(string Kind, string Id) : CommitStep;

    /// <summary>Changes nothing, but conflicts when the document has another version; 0: when it exists.</summary>
    public sealed record Require(string Kind, string Id, long Version) : CommitStep;

    /// <summary>Records a delivery; undoes the commit when it was recorded before.</summary>
    public sealed record See(string Id) : CommitStep;

    /// <summary>Adds an audit entry; before and after are JSON.</summary>
    public sealed record Audit(string Who, string What, string Subject, string? Before, string? After) : CommitStep;

    /// <summary>
    /// Removes what was said about a release from the audit and copies of messages: who did what to what and when stays, and an entry records it.
    /// It conflicts while words of the release are on their way to Slack.
    /// </summary>
    public sealed record TakeOut(string Who, string Release) : CommitStep;

    /// <summary>
    /// Makes somebody anonymous in all that is kept, for ever, see <see cref="Forgetting"/>. It reads all of the database, and is the only step of
    /// its commit that writes the audit.
    /// </summary>
    /// <param name="Person">Slack user id, then names that were typed of them, with commas between.</param>
    public sealed record MakeAnonymous(string Who, string Person) : CommitStep;

    /// <summary>Deletes deliveries recorded before this time (Unix milliseconds).</summary>
    public sealed record ForgetSeen(long Before) : CommitStep;

    /// <summary>Deletes effects finished before this time (Unix milliseconds). Messages stay, since they may still change.</summary>
    public sealed record ForgetEffects(long Before) : CommitStep;

    /// <summary>A step that adds work to the outbox.</summary>
    public abstract record Wish : CommitStep;

    /// <summary>
    /// Sets the message of a key; the same again changes nothing, unless it failed. Its classification counts when it is sent: a posted
    /// one is not sent again for it alone. A waiting one keeps its position; a posted or failed one is queued again.
    /// </summary>
    /// <param name="Lane">Order is kept within a lane: a channel as the feature named it; a reply uses its parent's.</param>
    public sealed record Show(string Key, string Lane, string? Parent, string Body, string About) : Wish;

    /// <summary>Makes an effect happen once; see <see cref="OutboxLanes.IsWantedAgain"/>.</summary>
    /// <param name="Kind">The name of its type.</param>
    /// <param name="Expires">Unix milliseconds after which it must not happen; null for no limit.</param>
    public sealed record Happen(string Key, string Kind, string Lane, string? Parent, string Body, long? Expires, string? About) : Wish;

    /// <summary>
    /// Requeues failed entries, unless they are over, see <see cref="OutboxRow.OverBefore"/>. A message that is being refused right now is requested again,
    /// so that it is not given up for a past reason.
    /// </summary>
    public sealed record RetryFailed : Wish;

    /// <summary>Requeues this one, if it failed and nothing else was requested since.</summary>
    public sealed record RetryOne(string Key, long Wanted) : Wish;

    /// <summary>From here on the post may be in Slack; with <paramref name="Wanted"/> null it certainly is not.</summary>
    public sealed record Begin(string Key, long? Wanted) : CommitStep;

    /// <summary>
    /// The message is in Slack in this version; it settles unless a newer one is requested. Undoes the commit when it is there
    /// already under another ts, because another process posted it too.
    /// </summary>
    /// <param name="Begun">An earlier call of which nobody knows whether it comes to Slack yet: until <see cref="Once"/> a second one may stand there.</param>
    public sealed record Stands(string Key, long Wanted, string Channel, string Ts, long? Begun = null) : CommitStep;

    /// <summary>The message stands once: no earlier call for it can be on its way any more.</summary>
    public sealed record Once(string Key) : CommitStep;

    /// <summary>The message is no longer in Slack and must be posted again.</summary>
    public sealed record Gone(string Key, long Wanted) : CommitStep;

    /// <summary>The effect happened, or no longer may.</summary>
    public sealed record Settle(string Key, long Wanted) : CommitStep;

    /// <summary>Given up, unless something else is requested by now. It may be in Slack all the same: a retry looks first.</summary>
    public sealed record Fail(string Key, long Wanted, string Error) : CommitStep;

    /// <summary>The message's link.</summary>
    public sealed record Permalink(string Key, string Url) : CommitStep;

    /// <summary>Drops everything waiting for somebody who is gone.</summary>
    public sealed record DropLane(string Lane) : CommitStep;

    /// <summary>Gives up what waits for a channel that does not exist, or that Slack refuses for too long.</summary>
    /// <param name="Before">Only what was requested before this time (Unix milliseconds).</param>
    public sealed record FailLane(string Lane, string Error, long Before = long.MaxValue) : CommitStep;
}
