namespace SecurityReleaseChatOps.Store;

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

    /// <summary>Requeues failed entries. A message that is being refused right now is requested again, so that it is not given up for a past reason.</summary>
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

    /// <summary>Gives up everything waiting for a channel that does not exist.</summary>
    public sealed record FailLane(string Lane, string Error) : CommitStep;
}
